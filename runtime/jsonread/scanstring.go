package jsonread

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/strictpay/strictpay/internal/leaf"
)

// text passes over a string and returns it decoded: a piece of the document where nothing is escaped, else a copy.
func (r *Reader) text() ([]byte, bool) {
	data, start := r.data, r.pos+1
	i := plain(data, start)
	if i < len(data) && data[i] == '"' {
		r.pos = i + 1
		return data[start:i], true
	}
	return r.textSlow(start, i)
}

// plain is where the first byte from i on stands that is a quote, a backslash, a control character or not ASCII. It
// looks at eight at a time.
func plain(data []byte, i int) int {
	for ; i+8 <= len(data); i += 8 {
		if hit := leaf.NotPlain(binary.LittleEndian.Uint64(data[i : i+8])); hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == '"' || c == '\\' || c < ' ' || c >= utf8.RuneSelf {
			break
		}
	}
	return i
}

// textSlow is text from its first byte on that plain stops at and that is not the end.
func (r *Reader) textSlow(start, i int) ([]byte, bool) {
	for ; i < len(r.data); i++ {
		switch c := r.data[i]; {
		case c == '"':
			r.pos = i + 1
			s := r.data[start:i]
			if !utf8.Valid(s) {
				r.fail("invalid UTF-8")
				return nil, false
			}
			return s, true
		case c == '\\':
			return r.escaped(start, i)
		case c < ' ':
			r.fail("a control character in a string")
			return nil, false
		}
	}
	r.fail("the document ends in a string")
	return nil, false
}

// escaped is text from its first backslash on.
func (r *Reader) escaped(start, i int) ([]byte, bool) {
	b := append(make([]byte, 0, i-start+32), r.data[start:i]...)
	defer func() { r.built(2 * cap(b)) }()
	for i < len(r.data) {
		c := r.data[i]
		switch {
		case c == '"':
			r.pos = i + 1
			if !utf8.Valid(b) {
				r.fail("invalid UTF-8")
				return nil, false
			}
			return b, true
		case c < ' ':
			r.fail("a control character in a string")
			return nil, false
		case c != '\\':
			b = append(b, c)
			i++
		case i+1 == len(r.data):
			i++
		case r.data[i+1] == 'u':
			letter, n := unescape(r.data[i:])
			if n == 0 {
				r.fail("a bad or lone \\u escape")
				return nil, false
			}
			b = utf8.AppendRune(b, letter)
			i += n
		default:
			plain := escapes[r.data[i+1]]
			if plain == 0 {
				r.fail("a bad escape")
				return nil, false
			}
			b = append(b, plain)
			i += 2
		}
	}
	r.fail("the document ends in a string")
	return nil, false
}

var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape reads \uXXXX, or two of them that are a surrogate pair; n is 0 for anything else, a lone surrogate included.
func unescape(b []byte) (letter rune, n int) {
	first, ok := hex4(b)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, 6
	}
	second, ok := hex4(b[6:])
	if !ok {
		return 0, 0
	}
	if letter = utf16.DecodeRune(first, second); letter == utf8.RuneError {
		return 0, 0
	}
	return letter, 12
}

// hex4 reads \uXXXX.
func hex4(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var v rune
	for _, c := range b[2:6] {
		switch {
		case c-'0' <= 9:
			v = v<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return v, true
}
