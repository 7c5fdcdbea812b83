package wire

// Decode reads a document into a new value. The error is a *Error when there is any violation; the value is what could be read.
func Decode[T any, P interface {
	*T
	Readable
}](data []byte) (P, []Deviation, error) {
	v := P(new(T))
	devs := DecodeJSON(data, v)
	return v, devs.List, devs.Err()
}

// unmarshal is UnmarshalJSON of every model: the same reading, violations as the error.
func unmarshal(data []byte, v Readable) error {
	devs := DecodeJSON(data, v)
	return devs.Err()
}

// UnmarshalJSON reads data strictly into v; generated models call it.
func UnmarshalJSON(data []byte, v Readable) error { return unmarshal(data, v) }

// Err is a *Error when there is any violation, else nil.
func (d *Deviations) Err() error {
	if !d.Violated() {
		return nil
	}
	return &Error{Deviations: d.List, Dropped: d.Dropped}
}
