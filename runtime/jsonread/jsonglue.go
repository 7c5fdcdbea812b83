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

var (
	pairsShape = Shape{Type: "Pairs"}
	pairShape  = Shape{Type: "Pair", Members: []string{"name", "value"}, Required: 0b11}
)

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
	case r.at() != '[' && r.Object(&pairsShape):
		pairs := strictpay.Pairs{}
		for r.Next() {
			if !r.firstOfName() {
				r.Skip()
				continue
			}
			p := strictpay.Pair{Name: r.keep(r.Name())}
			readPairValue(r, &p)
			pairs = append(pairs, p)
		}
		r.End(new(Seen), 0)
		*v = pairs
	}
}

// readPair reads an object with name and value.
func readPair(r *Reader, p *strictpay.Pair) {
	if !r.Object(&pairShape) {
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
	r.End(&seen, pairShape.Required)
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
