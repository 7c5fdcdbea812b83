package jsonread

import (
	"github.com/strictpay/strictpay"
)

// Decode reads a document into a new value. The error is a *Error when there is any violation; the value is what
// could be read.
func Decode[T any, P interface {
	*T
	Readable
}](data []byte) (P, []strictpay.Deviation, error) {
	v := P(new(T))
	devs := ReadInto(data, v)
	return v, devs.List, devs.Err()
}

// unmarshal is UnmarshalJSON of every model: the same reading, violations as the error.
func unmarshal(data []byte, v Readable) error {
	devs := ReadInto(data, v)
	return devs.Err()
}

// UnmarshalJSON reads data strictly into v; generated models call it.
func UnmarshalJSON(data []byte, v Readable) error { return unmarshal(data, v) }
