package jsonread

import (
	"strconv"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// An ObjectWriter writes one JSON object; the generated AppendJSON methods drive it.
type ObjectWriter struct {
	b    []byte
	some bool
}

// WriteObject begins an object behind b.
func WriteObject(b []byte) ObjectWriter { return ObjectWriter{b: append(b, '{')} }

// Done closes the object.
func (w *ObjectWriter) Done() []byte { return append(w.b, '}') }

// Name writes a member's name and returns the buffer for its value, which goes back through Value.
func (w *ObjectWriter) Name(name string) []byte {
	if w.some {
		w.b = append(w.b, ',')
	}
	w.some = true
	return append(leaf.AppendString(w.b, name), ':')
}

// Value takes the buffer with the value behind it.
func (w *ObjectWriter) Value(b []byte) { w.b = b }

// String writes a member.
func (w *ObjectWriter) String(name, v string) { w.b = leaf.AppendString(w.Name(name), v) }

// Secret writes the real text.
func (w *ObjectWriter) Secret(name string, v strictpay.Secret) {
	w.b = leaf.AppendString(w.Name(name), v.Reveal())
}

// Bool writes a member.
func (w *ObjectWriter) Bool(name string, v bool) { w.b = strconv.AppendBool(w.Name(name), v) }

// Int writes a member.
func (w *ObjectWriter) Int(name string, v int64) { w.b = strconv.AppendInt(w.Name(name), v, 10) }

// Time writes RFC 3339 with the fraction there is.
func (w *ObjectWriter) Time(name string, v time.Time) {
	w.b = AppendTime(w.Name(name), v)
}

// Decimal writes an amount as a string.
func (w *ObjectWriter) Decimal(name string, v strictpay.Decimal) {
	w.b = leaf.AppendString(w.Name(name), v.String())
}

// Number writes an amount as a number, null for no amount.
func (w *ObjectWriter) Number(name string, v strictpay.Decimal) { w.b = AppendNumber(w.Name(name), v) }

// Text writes the spelling it came in.
func (w *ObjectWriter) Text(name string, v strictpay.Text) { w.b = AppendText(w.Name(name), v) }

// Raw writes JSON as it came.
func (w *ObjectWriter) Raw(name string, v strictpay.Raw) { w.b = AppendRaw(w.Name(name), v) }

// Extras writes the other members of an open object, in the order of their names.
func (w *ObjectWriter) Extras(m map[string]strictpay.Raw) {
	for _, name := range leaf.SortedKeys(m) {
		w.Raw(name, m[name])
	}
}

// Map writes a member that is a map of texts, in the order of their names.
func (w *ObjectWriter) Map(name string, m map[string]string) { w.b = AppendMap(w.Name(name), m) }

// AppendMap writes a map of texts, in the order of their names.
func AppendMap(b []byte, m map[string]string) []byte {
	w := WriteObject(b)
	for _, key := range leaf.SortedKeys(m) {
		w.String(key, m[key])
	}
	return w.Done()
}

// AppendTime writes RFC 3339 with the fraction there is.
func AppendTime(b []byte, v time.Time) []byte {
	return append(v.AppendFormat(append(b, '"'), time.RFC3339Nano), '"')
}

// AppendText writes the spelling it came in.
func AppendText(b []byte, v strictpay.Text) []byte {
	if v.IsNumber() {
		return append(b, v.String()...)
	}
	return leaf.AppendString(b, v.String())
}

// AppendRaw writes JSON as it came, null for nil.
func AppendRaw(b []byte, v strictpay.Raw) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	return append(b, v...)
}

// AppendNumber writes an amount as a number, null for no amount. Leading zeros, which a string may have, are left
// out: JSON has none.
func AppendNumber(b []byte, v strictpay.Decimal) []byte {
	if v.String() == "" {
		return append(b, "null"...)
	}
	text := v.String()
	if text[0] == '-' {
		b, text = append(b, '-'), text[1:]
	}
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	return append(b, text...)
}

// AppendString writes a text, for the items of lists.
func AppendString(b []byte, v string) []byte { return leaf.AppendString(b, v) }
