package xmlread

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A piece is what the content of an element consists of. Comments and processing instructions are none.
type piece byte

const (
	pieceNone  piece = iota // a syntax error was met
	pieceText               // text or a CDATA section
	pieceChild              // a start tag, read up to its name; the child is now the element being read
	pieceEnd                // the end tag, read; the element is done
)

// next reads the next piece of the innermost element that is not done.
func (r *Reader) next() (piece, []byte) {
	if r.broken || r.tagged && !r.startTag() {
		return pieceNone, nil
	}
	if r.done {
		r.pop()
	}
	if r.frames[r.depth-1].empty {
		r.done = true
		return pieceEnd, nil
	}
	for r.pos < len(r.data) {
		if r.data[r.pos] != '<' {
			return r.run()
		}
		rest := r.data[r.pos:]
		switch {
		case len(rest) > 1 && rest[1] == '/':
			return r.endTag()
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			return r.section()
		case len(rest) > 1 && (rest[1] == '!' || rest[1] == '?'):
			r.between()
		default:
			if r.frames[r.depth-1].open && nameLength(rest[1:]) == 0 {
				return r.run() // the text of an open member
			}
			if r.child() {
				return pieceChild, nil
			}
		}
	}
	r.fail("the document ends early")
	return pieceNone, nil
}

// What a byte means in text.
const (
	textPlain = iota
	textMark  // <
	textControl
	textWide // part of a letter outside ASCII
)

var textBytes = func() (t [256]byte) {
	for c := range t {
		switch {
		case c == '<':
			t[c] = textMark
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			t[c] = textControl
		case c >= utf8.RuneSelf:
			t[c] = textWide
		}
	}
	return t
}()

// run reads text up to the next tag; what stands first is text.
func (r *Reader) run() (piece, []byte) {
	text, ok := r.plain(r.pos, r.pos+1)
	if !ok {
		return pieceNone, nil
	}
	return pieceText, text
}

// plain is the text from start to the first < from i on.
func (r *Reader) plain(start, i int) (text []byte, ok bool) {
	wide := start < i && textBytes[r.data[start]] == textWide
	if start < i && textBytes[r.data[start]] == textControl {
		r.fail("a control character")
		return nil, false
	}
scan:
	for ; i < len(r.data); i++ {
		if i = plainEnd(r.data, i); i == len(r.data) {
			break
		}
		switch textBytes[r.data[i]] {
		case textMark:
			break scan
		case textControl:
			r.fail("a control character")
			return nil, false
		case textWide:
			wide = true
		}
	}
	text = r.data[start:i]
	if wide && !r.legal(text) {
		return nil, false
	}
	r.pos = i
	if r.entities {
		return decodeText(text), true
	}
	return text, true
}

// plainEnd is where the first byte from i on may stand that is <, a control character or not ASCII; all before it are
// none of them. It looks at eight at a time.
func plainEnd(data []byte, i int) int {
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i : i+8])
		mark := w ^ leaf.Ones*'<'
		// Above the first byte that is one of them a borrow may find more; only the first counts.
		if hit := (w | (w - leaf.Ones*' ') | (mark-leaf.Ones)&^mark) & leaf.HighBits; hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	return i
}

// section reads a CDATA section.
func (r *Reader) section() (piece, []byte) {
	text, ok := r.until(len("<![CDATA["), "]]>")
	if !ok || !r.legal(text) {
		return pieceNone, nil
	}
	return pieceText, text
}

// between passes over a comment or a processing instruction, of which the XML declaration is one.
func (r *Reader) between() {
	switch rest := r.data[r.pos:]; {
	case rest[1] == '?':
		r.instruction()
	case bytes.HasPrefix(rest, []byte("<!--")):
		r.comment()
	default:
		r.fail("a document type declaration, or a section where none may stand")
	}
}

// outside passes over all that may stand before and after the root.
func (r *Reader) outside() {
	for {
		r.blanks()
		if rest := r.data[r.pos:]; len(rest) < 2 || rest[0] != '<' || rest[1] != '!' && rest[1] != '?' {
			return
		}
		r.between()
	}
}

func (r *Reader) comment() {
	text, ok := r.until(len("<!--"), "-->")
	if ok && r.legal(text) && (bytes.Contains(text, []byte("--")) || bytes.HasSuffix(text, []byte("-"))) {
		r.fail("two hyphens in a comment")
	}
}

func (r *Reader) instruction() {
	text, ok := r.until(len("<?"), "?>")
	if !ok || !r.legal(text) {
		return
	}
	if n := nameLength(text); n == 0 || n < len(text) && !isBlank(text[n]) {
		r.fail("a processing instruction without a name")
	}
}

// until passes over what begins here with a mark of some length, and returns what stands before its end.
func (r *Reader) until(mark int, end string) ([]byte, bool) {
	start := r.pos + mark
	n := bytes.Index(r.data[start:], []byte(end))
	if n < 0 {
		r.fail("the document ends before " + end)
		return nil, false
	}
	r.pos = start + n + len(end)
	return r.data[start : start+n], true
}

// legal checks that only characters of XML stand in b.
func (r *Reader) legal(b []byte) bool {
	wide := false
	for _, c := range b {
		switch textBytes[c] {
		case textControl:
			r.fail("a control character")
			return false
		case textWide:
			wide = true
		}
	}
	switch {
	case !wide:
	case !utf8.Valid(b):
		r.fail("invalid UTF-8")
		return false
	case bytes.Contains(b, []byte("\uFFFE")) || bytes.Contains(b, []byte("\uFFFF")):
		r.fail("U+FFFE or U+FFFF, which are no characters")
		return false
	}
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// blank reports whether b is nothing but blanks.
func blank(b []byte) bool {
	for _, c := range b {
		if !isBlank(c) {
			return false
		}
	}
	return true
}
