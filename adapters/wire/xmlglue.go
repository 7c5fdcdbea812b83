package wire

// DecodeRoot is Decode for a model of an XML API: the document's root element is called root.
func DecodeRoot[T any, P interface {
	*T
	XMLReadable
}](data []byte, root string) (P, []Deviation, error) {
	v := P(new(T))
	devs := DecodeXML(data, root, v)
	return v, devs.List, devs.Err()
}

// An XMLWritable is a generated model of an XML API.
type XMLWritable interface{ WriteXML(w *XMLWriter) }

// MarshalXML writes the members of a request one after the other; requests have no root element.
func MarshalXML(v XMLWritable) []byte {
	var w XMLWriter
	v.WriteXML(&w)
	return w.Bytes()
}

// MarshalXMLRoot writes a document with a root element, as answers have it.
func MarshalXMLRoot(root string, v XMLWritable) []byte {
	var w XMLWriter
	w.Open(root, false)
	v.WriteXML(&w)
	w.Close(root)
	return w.Bytes()
}

// Digit writes a flag of a request as 0 or 1.
func (w *XMLWriter) Digit(name string, v bool) {
	text := "0"
	if v {
		text = "1"
	}
	w.Text(name, text)
}

// Closed is what the container just read showed; everything, where it could not be judged.
func (r *XMLReader) Closed() Seen { return r.closed }

// MissingIn notes the required members that the container name of the element here lacks. mask and inner have a bit per name of names.
func (r *XMLReader) MissingIn(name string, mask uint64, inner Seen, names []string) {
	if r.broken {
		return
	}
	absent := mask &^ inner.once
	for i := range names {
		if absent&(1<<i) != 0 {
			r.noteAt(r.depth, []byte(name), KindMissing, "required")
			r.devs.below(names[i])
		}
	}
}

// Pairs reads an object of any form in the JSON spelling of an XML model.
func (r *Reader) Pairs(v *Pairs) bool {
	var raw Raw
	if !r.RawObject(&raw) {
		return false
	}
	return v.UnmarshalJSON(raw) == nil // well-formed by now
}

// ExtraPair keeps a member of an open object in the JSON spelling of an XML model.
func (r *Reader) ExtraPair() (Pair, bool) {
	name, value, ok := r.Extra()
	if !ok {
		return Pair{}, false
	}
	var pairs Pairs
	object := WriteObject(nil)
	object.Raw(name, value)
	if pairs.UnmarshalJSON(object.Done()) != nil || len(pairs) != 1 {
		return Pair{}, false
	}
	return pairs[0], true
}

// Pairs writes the other members of an open object.
func (w *ObjectWriter) Pairs(v Pairs) {
	for i := range v {
		w.Value(v[i].appendValue(w.Name(v[i].Name)))
	}
}
