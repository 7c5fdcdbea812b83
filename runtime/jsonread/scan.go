package jsonread

import (
	"github.com/strictpay/strictpay"
)

// space passes over blanks.
func (r *Reader) space() {
	if r.pos < len(r.data) && r.data[r.pos] > ' ' {
		return
	}
	r.blanks()
}

// blanks is the rest of space, apart so that space is inlined.
func (r *Reader) blanks() { r.pos = blanks(r.data, r.pos) }

// blanks is where the blanks from i on end.
func blanks(data []byte, i int) int {
	const set uint64 = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r'
	for i < len(data) && data[i] <= ' ' && set>>data[i]&1 != 0 {
		i++
	}
	return i
}

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
	if r.pos == len(r.data) {
		return true
	}
	switch r.data[r.pos] {
	case ',', '}', ']', ' ', '\t', '\n', '\r':
		return true
	}
	r.fail("the value runs on")
	return false
}

// number passes over a number and returns its text and whether it is written with a fraction or an exponent.
func (r *Reader) number() (text []byte, whole, ok bool) {
	start, whole := r.pos, true
	if r.data[r.pos] == '-' {
		r.pos++
	}
	switch c := r.at(); {
	case c == '0':
		r.pos++
	case c >= '1' && c <= '9':
		r.digits()
	default:
		r.fail("not a number")
		return nil, false, false
	}
	if r.at() == '.' {
		whole = false
		r.pos++
		if !r.digits() {
			r.fail("not a number")
			return nil, false, false
		}
	}
	if c := r.at(); c == 'e' || c == 'E' {
		whole = false
		r.pos++
		if c := r.at(); c == '+' || c == '-' {
			r.pos++
		}
		if !r.digits() {
			r.fail("not a number")
			return nil, false, false
		}
	}
	end := r.pos
	return r.data[start:end], whole, r.ended()
}

// at is the byte here, 0 at the end.
func (r *Reader) at() byte {
	if r.pos < len(r.data) {
		return r.data[r.pos]
	}
	return 0
}

// digits passes over digits; false if there is none.
func (r *Reader) digits() bool {
	start := r.pos
	for r.pos < len(r.data) && r.data[r.pos]-'0' <= 9 {
		r.pos++
	}
	return r.pos > start
}

// Skip passes over a value and looks for nothing but syntax errors.
func (r *Reader) Skip() {
	r.space()
	switch c := r.at(); {
	case r.broken:
	case c == '{':
		r.pos++
		if r.push() {
			for r.Next() {
				r.Skip()
			}
			r.pop()
		}
	case c == '[':
		r.pos++
		if r.push() {
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

// walk passes over a value of any form: no member is unknown there, and none may stand twice in one object.
func (r *Reader) walk() {
	r.space()
	switch r.at() {
	case '{':
		r.pos++
		if r.push() {
			for r.Next() {
				if r.firstOther() {
					r.walk()
				} else {
					r.Skip()
				}
			}
			r.pop()
		}
	case '[':
		r.pos++
		if r.push() {
			for r.Item() {
				r.walk()
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
	r.walk()
	if r.broken {
		return nil, false
	}
	return append(strictpay.Raw(nil), r.data[start:r.pos]...), true
}
