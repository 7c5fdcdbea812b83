package jsonread

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// space passes over blanks.
func (r *Reader) space() {
	if r.at() <= ' ' {
		r.blanks()
	}
}

// blanks is the rest of space, apart so that space is inlined.
//
//go:noinline
func (r *Reader) blanks() { r.pos = leaf.Blanks(r.data, r.pos) }

// literal passes over true, false or null; what runs on is a syntax error.
func (r *Reader) literal(word string) bool {
	if len(r.data)-r.pos < len(word) || string(r.data[r.pos:r.pos+len(word)]) != word {
		r.fail("not a JSON value")
		return false
	}
	r.pos += len(word)
	return r.ended()
}

// ended checks that a literal or number does not run on.
func (r *Reader) ended() bool {
	if r.pos == len(r.data) || endsValue(r.data[r.pos]) {
		return true
	}
	r.fail("unexpected characters after the value")
	return false
}

// endsValue reports whether a byte may stand behind a literal or number.
func endsValue(c byte) bool {
	switch c {
	case ',', '}', ']', ' ', '\t', '\n', '\r':
		return true
	}
	return false
}

// number passes over a number and returns its text and whether it is written without fraction and exponent.
func (r *Reader) number() (text []byte, whole, ok bool) {
	start := r.pos
	end, whole, ok := scanNumber(r.data, start)
	if !ok {
		r.fail("expected a number")
		return nil, false, false
	}
	r.pos = end
	return r.data[start:end], whole, r.ended()
}

// scanNumber finds the end of the number at i; false where none stands there.
func scanNumber(data []byte, i int) (end int, whole, ok bool) {
	if i < len(data) && data[i] == '-' {
		i++
	}
	first := i
	i = digitsEnd(data, i)
	if i == first || data[first] == '0' && i > first+1 {
		// A zero in front of other digits: the number ends behind it, and what follows runs on.
		return first + 1, true, i > first
	}
	whole = true
	if i < len(data) && data[i] == '.' {
		whole = false
		first = i + 1
		if i = digitsEnd(data, first); i == first {
			return 0, false, false
		}
	}
	if i < len(data) && data[i]|0x20 == 'e' {
		whole = false
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		first = i
		if i = digitsEnd(data, first); i == first {
			return 0, false, false
		}
	}
	return i, whole, true
}

// digitsEnd is where the digits from i on end.
func digitsEnd(data []byte, i int) int {
	for i < len(data) && data[i]-'0' <= 9 {
		i++
	}
	return i
}

// at is the byte here, 0 at the end.
func (r *Reader) at() byte {
	if r.pos < len(r.data) {
		return r.data[r.pos]
	}
	return 0
}

// Skip passes over a value and looks for nothing but syntax errors.
func (r *Reader) Skip() {
	r.space()
	switch c := r.at(); {
	case r.broken:
	case c == '{':
		r.pos++
		if r.push(nil) {
			for r.Next() {
				r.Skip()
			}
			r.pop()
		}
	case c == '[':
		r.pos++
		if r.push(nil) {
			for r.Item() {
				r.Skip()
			}
			r.pop()
		}
	case c == '"':
		r.text()
	case c == 't':
		r.literal("true")
	case c == 'f':
		r.literal("false")
	case c == 'n':
		r.literal("null")
	case c == '-' || c-'0' <= 9:
		r.number()
	case r.pos == len(r.data):
		r.fail("the document ends early")
	default:
		r.fail("not a JSON value")
	}
}

// skipChecked passes over a value of any form: no member is unknown there, and none may stand twice in one object.
func (r *Reader) skipChecked() {
	r.space()
	switch r.at() {
	case '{':
		r.pos++
		if r.push(nil) {
			for r.Next() {
				if r.firstOfName() {
					r.skipChecked()
				} else {
					r.Skip()
				}
			}
			r.pop()
		}
	case '[':
		r.pos++
		if r.push(nil) {
			for r.Item() {
				r.skipChecked()
			}
			r.pop()
		}
	default:
		r.Skip()
	}
}

// raw passes over a value and returns a copy of its text.
func (r *Reader) raw() (strictpay.Raw, bool) {
	r.space()
	start := r.pos
	r.skipChecked()
	if r.broken {
		return nil, false
	}
	r.built(r.pos - start)
	return append(strictpay.Raw(nil), r.data[start:r.pos]...), true
}
