package jsonread

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
)

// Decimal reads an amount written as a string.
func (r *Reader) Decimal(v *strictpay.Decimal) bool {
	b, ok := r.token("")
	return ok && r.decimal(v, b)
}

// Number reads an amount written as a number.
func (r *Reader) Number(v *strictpay.Decimal) bool {
	r.space()
	if c := r.at(); c != '-' && c-'0' > 9 {
		r.mismatch("", "number")
		return false
	}
	b, _, ok := r.number()
	return ok && r.decimal(v, b)
}

// Amount reads an amount in either spelling.
func (r *Reader) Amount(v *strictpay.Decimal) bool {
	r.space()
	if r.at() == '"' {
		return r.Decimal(v)
	}
	return r.Number(v)
}

// DecimalIn, NumberIn and AmountIn check a range as well; a value outside is noted and kept.

// DecimalIn reads a string within a range.
func (r *Reader) DecimalIn(v *strictpay.Decimal, in *check.Range) bool {
	return r.Decimal(v) && r.within(v, in)
}

// NumberIn reads a number within a range.
func (r *Reader) NumberIn(v *strictpay.Decimal, in *check.Range) bool {
	return r.Number(v) && r.within(v, in)
}

// AmountIn reads either spelling within a range.
func (r *Reader) AmountIn(v *strictpay.Decimal, in *check.Range) bool {
	return r.Amount(v) && r.within(v, in)
}

func (r *Reader) within(v *strictpay.Decimal, in *check.Range) bool {
	if detail := in.Broken(*v); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
	return true
}

func (r *Reader) decimal(v *strictpay.Decimal, b []byte) bool {
	d, err := strictpay.ParseDecimal(r.keep(b))
	if err != nil {
		r.violation(strictpay.KindFormat, "a decimal without exponent, of at most 38 digits, is due")
		return false
	}
	*v = d
	return true
}

// RawObject reads an object of any form.
func (r *Reader) RawObject(v *strictpay.Raw) bool {
	r.space()
	if r.at() != '{' {
		r.mismatch("", "object")
		return false
	}
	raw, ok := r.raw()
	if ok {
		*v = raw
	}
	return ok
}

// TextOrNumber reads both spellings.
func (r *Reader) TextOrNumber(v *strictpay.Text) bool {
	r.space()
	switch c := r.at(); {
	case c == '"':
		b, ok := r.text()
		if ok {
			*v = strictpay.NewText(r.keep(b))
		}
		return ok
	case c == '-' || c-'0' <= 9:
		b, _, ok := r.number()
		if ok {
			*v = strictpay.NewNumberText(r.keep(b))
		}
		return ok
	}
	r.mismatch("", "string or number")
	return false
}

// readPairs reads an object of texts, objects and arrays, or an array of objects with name and value.
func readPairs(r *Reader, v *strictpay.Pairs) {
	r.space()
	switch {
	case r.at() == 'n':
		if r.literal("null") {
			*v = nil
		}
	case r.at() == '[' && r.Array("Pairs"):
		pairs := strictpay.Pairs{}
		for r.Item() {
			pairs = append(pairs, strictpay.Pair{})
			readPair(r, &pairs[len(pairs)-1])
		}
		r.EndArray()
		*v = pairs
	case r.at() != '[' && r.Object("Pairs"):
		pairs := strictpay.Pairs{}
		for r.Next() {
			if !r.firstOther() {
				r.Skip()
				continue
			}
			p := strictpay.Pair{Name: r.keep(r.Name())}
			readPairValue(r, &p)
			pairs = append(pairs, p)
		}
		r.End(new(Seen), 0, nil)
		*v = pairs
	}
}

// readPair reads an object with name and value.
func readPair(r *Reader, p *strictpay.Pair) {
	if !r.Object("Pair") {
		return
	}
	var seen Seen
	for r.Next() {
		switch string(r.Name()) {
		case "name":
			if r.First(&seen, 0) {
				r.String(&p.Name)
			}
		case "value":
			if r.First(&seen, 1) {
				readPairValue(r, p)
			}
		default:
			r.Unknown()
		}
	}
	r.End(&seen, 0b11, []string{"name", "value"})
}

func readPairValue(r *Reader, p *strictpay.Pair) {
	r.space()
	if c := r.at(); c == '{' || c == '[' {
		readPairs(r, &p.Children)
		return
	}
	r.String(&p.Value)
}

// Pairs reads an object of any form in the JSON spelling of an XML model.
func (r *Reader) Pairs(v *strictpay.Pairs) bool {
	var raw strictpay.Raw
	if !r.RawObject(&raw) {
		return false
	}
	return v.UnmarshalJSON(raw) == nil // well-formed by now
}

// ExtraPair keeps a member of an open object in the JSON spelling of an XML model.
func (r *Reader) ExtraPair() (strictpay.Pair, bool) {
	name, value, ok := r.Extra()
	if !ok {
		return strictpay.Pair{}, false
	}
	var pairs strictpay.Pairs
	object := WriteObject(nil)
	object.Raw(name, value)
	if pairs.UnmarshalJSON(object.Done()) != nil || len(pairs) != 1 {
		return strictpay.Pair{}, false
	}
	return pairs[0], true
}

// Pairs writes the other members of an open object.
func (w *ObjectWriter) Pairs(v strictpay.Pairs) {
	for i := range v {
		w.Value(v[i].AppendValue(w.Name(v[i].Name)))
	}
}
