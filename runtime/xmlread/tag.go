package xmlread

import (
	"bytes"
	"slices"
	"unicode/utf8"
	"unsafe"

	"github.com/strictpay/strictpay/internal/leaf"
)

// An attribute is an attribute: pieces of the document.
type attribute struct{ name, value []byte }

// child reads the name of the start tag here and goes into the element. startTag reads the rest, when it is known
// what the element is.
func (r *Reader) child() bool {
	rest := r.data[r.pos+1:]
	n := nameLength(rest)
	switch {
	case n == len(rest):
		r.fail("the document ends in a tag")
		return false
	case n == 0:
		r.fail("< is not followed by a name")
		return false
	case !isBlank(rest[n]) && rest[n] != '>' && rest[n] != '/':
		r.fail("an unexpected character in a name")
		return false
	}
	name := span{r.pos + 1, r.pos + 1 + n}
	r.pos = name.end
	return r.push(name)
}

// startTag reads the attributes and the end of the start tag.
func (r *Reader) startTag() bool {
	r.attrs = r.attrs[:0]
	if r.pos < len(r.data) && r.data[r.pos] == '>' { // as almost every start tag goes on
		r.pos++
		r.tagged = false
		return true
	}
	for {
		before := r.pos
		r.blanks()
		if r.pos == len(r.data) {
			break
		}
		switch c := r.data[r.pos]; {
		case c == '>':
			r.pos++
			return r.tagEnd(false)
		case c == '/' && r.pos+1 < len(r.data) && r.data[r.pos+1] == '>':
			r.pos += 2
			return r.tagEnd(true)
		case c == '/' && r.pos+1 == len(r.data):
		case before == r.pos:
			r.fail("expected a blank or the end of the tag")
			return false
		case r.attribute():
			continue
		}
		break
	}
	r.fail("the document ends in a tag")
	return false
}

func (r *Reader) tagEnd(empty bool) bool {
	r.tagged = false
	r.frames[r.depth-1].empty = empty
	if r.attributeTwice() {
		r.fail("a repeated attribute")
		return false
	}
	return true
}

// attribute reads name="value" or name='value'; after it fails, the document is broken.
func (r *Reader) attribute() bool {
	n := nameLength(r.data[r.pos:])
	if n == 0 {
		r.fail("expected the name of an attribute")
		return false
	}
	name := r.data[r.pos : r.pos+n]
	r.pos += n
	r.blanks()
	if r.pos == len(r.data) || r.data[r.pos] != '=' {
		r.fail("an attribute without a value")
		return false
	}
	r.pos++
	r.blanks()
	if r.pos == len(r.data) || r.data[r.pos] != '"' && r.data[r.pos] != '\'' {
		r.fail("expected the value of an attribute in quotes")
		return false
	}
	value, ok := r.until(1, string(r.data[r.pos:r.pos+1]))
	if !ok || !r.legal(value) {
		return false
	}
	if bytes.IndexByte(value, '<') >= 0 {
		r.fail("< in an attribute")
		return false
	}
	if len(r.attrs) == cap(r.attrs) {
		r.built(3 * cap(r.attrs) * int(unsafe.Sizeof(attribute{})))
	}
	r.attrs = append(r.attrs, attribute{name, value})
	return true
}

// attributeTwice reports whether a name stands twice in the start tag.
func (r *Reader) attributeTwice() bool {
	if len(r.attrs) < 2 {
		return false
	}
	names := make([][]byte, len(r.attrs))
	for i := range r.attrs {
		names[i] = r.attrs[i].name
	}
	slices.SortFunc(names, bytes.Compare)
	for i := range names[1:] {
		if bytes.Equal(names[i], names[i+1]) {
			return true
		}
	}
	return false
}

// endTag reads an end tag, which must be that of the innermost element.
func (r *Reader) endTag() (piece, []byte) {
	rest := r.data[r.pos:]
	name := r.Name()
	if r.ends(rest, name) {
		r.done = true
		return pieceEnd, nil
	}
	if n := 2 + nameLength(rest[2:]); n < len(rest) && !bytes.Equal(rest[2:n], name) {
		r.fail("the end tag of another element")
	} else {
		r.fail("expected > at the end of the end tag")
	}
	return pieceNone, nil
}

func (r *Reader) blanks() { r.pos = leaf.Blanks(r.data, r.pos) }

// nameLength is how many bytes at the beginning of b are a name; 0 for none. A digit may come first, which XML does
// not allow.
func nameLength(b []byte) int {
	i := 0
	for i < len(b) && nameBytes[b[i]] { // mostly that is all
		i++
	}
	for i < len(b) {
		c := b[i]
		switch {
		case nameBytes[c]:
			i++
		case (c == '-' || c == '.') && i > 0:
			i++
		case c < utf8.RuneSelf:
			return i
		default:
			letter, size := utf8.DecodeRune(b[i:])
			if !nameLetter(letter, i == 0) || size == 1 {
				return i
			}
			i += size
		}
	}
	return i
}

// nameBytes are the ASCII characters that may stand anywhere in a name.
var nameBytes = func() (t [256]bool) {
	for c := range t {
		b := byte(c)
		t[c] = b|0x20 >= 'a' && b|0x20 <= 'z' || b-'0' <= 9 || b == '_' || b == ':'
	}
	return t
}()

// nameLetter knows the letters of names outside ASCII, as XML 1.0 lists them.
func nameLetter(c rune, first bool) bool {
	for _, span := range nameSpans {
		if c >= span[0] && c <= span[1] {
			return true
		}
	}
	return !first && (c == 0xB7 || c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040)
}

var nameSpans = [...][2]rune{
	{0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F},
	{0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
}
