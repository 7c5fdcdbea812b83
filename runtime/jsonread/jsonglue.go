package jsonread

import (
	"github.com/strictpay/strictpay"
)

// RawObject reads an object of any form. An empty array is an empty object, and noted.
func (r *Reader) RawObject(v *strictpay.Raw) bool {
	r.space()
	switch {
	case r.at() == '[' && r.emptyContainer(']'):
		r.drift(strictpay.KindType, "an empty array; expected an object")
		r.Skip()
		*v = strictpay.Raw("{}")
		return !r.broken
	case r.at() != '{':
		r.mismatch("", "an object")
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
	r.mismatch("", "a text or a number")
	return false
}

// Pairs reads an object of any form in the JSON spelling of an XML model.
func (r *Reader) Pairs(v *strictpay.Pairs) bool {
	var raw strictpay.Raw
	if !r.RawObject(&raw) {
		return false
	}
	if v.UnmarshalJSON(raw) != nil { // well-formed by now, so it holds something else than texts
		r.note(strictpay.Violation, strictpay.KindType, "expected an object of texts, objects and arrays")
		return false
	}
	return true
}

// ExtraPair keeps a member of an open object in the JSON spelling of an XML model.
func (r *Reader) ExtraPair() (strictpay.Pair, bool) {
	name, value, ok := r.Extra()
	if !ok {
		return strictpay.Pair{}, false
	}
	var pairs strictpay.Pairs
	object := EndObject(AppendRaw(AppendName(nil, name), value), 0)
	if pairs.UnmarshalJSON(object) != nil || len(pairs) != 1 {
		return strictpay.Pair{}, false
	}
	return pairs[0], true
}
