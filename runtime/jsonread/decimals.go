package jsonread

import (
	"bytes"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
)

// Decimal reads an amount that is written as a string. in may be nil; an amount outside of them is noted and kept.
func (r *Reader) Decimal(v *strictpay.Decimal, in *check.Range) bool {
	return r.decimal(v, in, true)
}

// Number reads an amount that is written as a number.
func (r *Reader) Number(v *strictpay.Decimal, in *check.Range) bool {
	return r.decimal(v, in, false)
}

func (r *Reader) decimal(v *strictpay.Decimal, in *check.Range, asText bool) bool {
	want := "a number"
	if asText {
		want = "a decimal in quotes"
		if r.plainDecimal(v, in) {
			return true
		}
	} else if r.plainNumber(v, in) {
		return true
	}
	b, quoted, ok := r.token(want)
	if !ok {
		return false
	}
	swapped := quoted != asText && !r.either()
	exponent := false
	d, err := strictpay.ParseDecimal(r.keep(b))
	if err != nil {
		switch {
		case quoted && len(b) == 0:
			r.empty("a decimal")
			return false
		case quoted && swapped:
			r.violation(strictpay.KindType, "expected a number")
			return false
		case !quoted && bytes.ContainsAny(b, "eE"):
			exponent = true
			if text, ok := expand(b, false); ok {
				d, err = strictpay.ParseDecimal(string(text))
			}
		}
		if err != nil {
			r.violation(strictpay.KindFormat, "expected a decimal of at most 38 digits, without exponent")
			return false
		}
	}
	if swapped && quoted {
		r.drift(strictpay.KindType, "a number in quotes")
	} else if swapped {
		r.drift(strictpay.KindType, "a number; expected a text")
	}
	*v = d
	if detail := in.Broken(d); detail != "" {
		r.drift(strictpay.KindFormat, detail)
	} else if exponent {
		r.drift(strictpay.KindFormat, "a number with an exponent")
	}
	return true
}

// plainDecimal reads what almost every amount in quotes looks like; it returns false, and has read nothing, for
// anything else.
func (r *Reader) plainDecimal(v *strictpay.Decimal, in *check.Range) bool {
	if r.at() != '"' {
		return false
	}
	text, end := r.arena.KeepPlain(r.data, r.pos+1)
	return r.take(v, in, text, end+1)
}

// plainNumber is plainDecimal for an amount without quotes.
func (r *Reader) plainNumber(v *strictpay.Decimal, in *check.Range) bool {
	end, _, ok := scanNumber(r.data, r.pos)
	return ok && end < len(r.data) && endsValue(r.data[end]) && r.take(v, in, r.keep(r.data[r.pos:end]), end)
}

// take sets an amount that keeps its range, and goes on behind it; false, and nothing was read, for any other text.
func (r *Reader) take(v *strictpay.Decimal, in *check.Range, text string, next int) bool {
	d, err := strictpay.ParseDecimal(text)
	if err != nil || in != nil && in.Broken(d) != "" {
		return false
	}
	r.pos = next
	*v = d
	return true
}
