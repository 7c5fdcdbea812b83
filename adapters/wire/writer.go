package wire

import (
	"strconv"
	"time"
	"unicode/utf8"
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
	return append(AppendString(w.b, name), ':')
}

// Value takes the buffer with the value behind it.
func (w *ObjectWriter) Value(b []byte) { w.b = b }

// String writes a member.
func (w *ObjectWriter) String(name, v string) { w.b = AppendString(w.Name(name), v) }

// Secret writes the real text.
func (w *ObjectWriter) Secret(name string, v Secret) { w.b = AppendString(w.Name(name), v.text) }

// Bool writes a member.
func (w *ObjectWriter) Bool(name string, v bool) { w.b = strconv.AppendBool(w.Name(name), v) }

// Int writes a member.
func (w *ObjectWriter) Int(name string, v int64) { w.b = strconv.AppendInt(w.Name(name), v, 10) }

// Time writes RFC 3339 with the fraction there is.
func (w *ObjectWriter) Time(name string, v time.Time) {
	w.b = append(v.AppendFormat(append(w.Name(name), '"'), time.RFC3339Nano), '"')
}

// Decimal writes an amount as a string.
func (w *ObjectWriter) Decimal(name string, v Decimal) { w.b = AppendString(w.Name(name), v.text) }

// Number writes an amount as a number, null for no amount.
func (w *ObjectWriter) Number(name string, v Decimal) { w.b = AppendNumber(w.Name(name), v) }

// Text writes the spelling it came in.
func (w *ObjectWriter) Text(name string, v Text) {
	if v.number {
		w.b = append(w.Name(name), v.text...)
		return
	}
	w.String(name, v.text)
}

// Raw writes JSON as it came.
func (w *ObjectWriter) Raw(name string, v Raw) {
	if v == nil {
		v = Raw("null")
	}
	w.b = append(w.Name(name), v...)
}

// Extras writes the other members of an open object, in the order of their names.
func (w *ObjectWriter) Extras(m map[string]Raw) {
	for _, name := range sortedKeys(m) {
		w.Raw(name, m[name])
	}
}

// Map writes a member that is a map of texts, in the order of their names.
func (w *ObjectWriter) Map(name string, m map[string]string) {
	inner := WriteObject(w.Name(name))
	for _, key := range sortedKeys(m) {
		inner.String(key, m[key])
	}
	w.b = inner.Done()
}

// AppendNumber writes an amount as a number, null for no amount. Leading zeros, which a string may have, are left out: JSON has none.
func AppendNumber(b []byte, v Decimal) []byte {
	if v.text == "" {
		return append(b, "null"...)
	}
	text := v.text
	if text[0] == '-' {
		b, text = append(b, '-'), text[1:]
	}
	for len(text) > 1 && text[0] == '0' && text[1] != '.' {
		text = text[1:]
	}
	return append(b, text...)
}

const hexDigits = "0123456789abcdef"

// AppendString writes a JSON string. Invalid UTF-8 becomes U+FFFD, as encoding/json has it.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			letter, size := utf8.DecodeRuneInString(s[i:])
			if letter == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				i++
				start = i
				continue
			}
			i += size
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}
