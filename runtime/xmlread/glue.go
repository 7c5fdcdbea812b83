package xmlread

import (
	"github.com/strictpay/strictpay"
)

// DecodeRoot is Decode for a model of an XML API: the document's root element is called root.
func DecodeRoot[T any, P interface {
	*T
	Readable
}](data []byte, root string) (P, []strictpay.Deviation, error) {
	v := P(new(T))
	devs := ReadInto(data, root, v)
	return v, devs.List, devs.Err()
}

// A Writable is a generated model of an XML API.
type Writable interface{ WriteXML(w *Writer) }

// Marshal writes the members of a request one after the other; requests have no root element.
func Marshal(v Writable) []byte {
	var w Writer
	v.WriteXML(&w)
	return w.Bytes()
}

// MarshalRoot writes a document with a root element, as answers have it.
func MarshalRoot(root string, v Writable) []byte {
	var w Writer
	w.Open(root, false)
	v.WriteXML(&w)
	w.Close(root)
	return w.Bytes()
}

// Digit writes a flag of a request as 0 or 1.
func (w *Writer) Digit(name string, v bool) {
	text := "0"
	if v {
		text = "1"
	}
	w.Text(name, text)
}
