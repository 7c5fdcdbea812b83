package jsonread

import (
	"bytes"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Fraction says that the integer here may be written with a fraction of zero: that is no deviation.
func (r *Reader) Fraction() *Reader {
	r.space()
	r.fractionAt = r.pos
	return r
}

// Int64 reads an integer. One in quotes, and one with a fraction or an exponent whose value is an integer all the
// same, is noted.
func (r *Reader) Int64(v *int64) bool {
	n, ok := r.integer(64)
	if ok {
		*v = n
	}
	return ok
}

// Int64In reads an integer and checks its range; a value outside is noted and kept.
func (r *Reader) Int64In(v *int64, low, high int64) bool {
	if !r.Int64(v) {
		return false
	}
	r.within(*v, low, high)
	return true
}

// Int32 reads an integer of 32 bits.
func (r *Reader) Int32(v *int32) bool {
	n, ok := r.integer(32)
	if ok {
		*v = int32(n)
	}
	return ok
}

// Int32In reads an integer of 32 bits and checks its range.
func (r *Reader) Int32In(v *int32, low, high int64) bool {
	if !r.Int32(v) {
		return false
	}
	r.within(int64(*v), low, high)
	return true
}

func (r *Reader) within(n, low, high int64) {
	if n < low || n > high {
		r.drift(strictpay.KindFormat, leaf.Outside(low, high))
	}
}

func (r *Reader) integer(bits int) (int64, bool) {
	if n, ok := r.plainInteger(bits); ok {
		return n, true
	}
	r.space()
	if c := r.at(); c != '-' && c-'0' > 9 {
		return r.quotedInteger(bits)
	}
	start := r.pos
	text, whole, ok := r.number()
	if !ok {
		return 0, false
	}
	n, kind, detail := Integer(text, whole, bits)
	if detail == "" || kind == Spelled && r.fractionAt == start && !bytes.ContainsAny(text, "eE") {
		return n, true
	}
	return n, r.kept(kind, detail)
}

// plainInteger reads what almost every integer looks like; it returns false, and has read nothing, for anything else,
// good or not. It takes 9 or 18 digits at most: every such number fits the type.
func (r *Reader) plainInteger(bits int) (n int64, ok bool) {
	data, i := r.data, r.pos
	for i < len(data) && data[i]-'0' <= 9 {
		n = 10*n + int64(data[i]-'0') // with more digits it may overflow, and is not taken
		i++
	}
	digits := i - r.pos
	if digits == 0 || digits > 9*bits/32 || digits > 1 && data[r.pos] == '0' || i == len(data) {
		return 0, false
	}
	if !endsValue(data[i]) {
		return 0, false
	}
	r.pos = i
	return n, true
}

func (r *Reader) quotedInteger(bits int) (int64, bool) {
	if r.at() != '"' {
		r.mismatch("", "an integer")
		return 0, false
	}
	r.tokenAt = r.pos
	b, ok := r.text()
	if !ok {
		return 0, false
	}
	if len(b) == 0 {
		r.empty("an integer")
		return 0, false
	}
	whole, number := IsNumber(b)
	if !number {
		kind := strictpay.KindType
		if r.either() {
			kind = strictpay.KindFormat
		}
		r.violation(kind, "expected an integer")
		return 0, false
	}
	n, kind, detail := Integer(b, whole, bits)
	if detail != "" {
		return n, r.kept(kind, detail)
	}
	if !r.either() {
		r.drift(strictpay.KindType, "an integer in quotes")
	}
	return n, true
}

// kept notes what Integer says of a value, and reports whether it is kept.
func (r *Reader) kept(form NumberForm, detail string) bool {
	switch form {
	case Spelled:
		r.drift(strictpay.KindType, detail)
		return true
	case OutOfRange:
		r.violation(strictpay.KindFormat, detail)
	case NoInteger:
		r.violation(strictpay.KindType, detail)
	}
	return false
}
