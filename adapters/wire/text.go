package wire

import "encoding/json"

// A Text is written as a string by some answers and as a number by others; it keeps which it was.
type Text struct {
	text   string
	number bool
}

// NewText is a text written as a string.
func NewText(text string) Text { return Text{text: text} }

// String is the text in either spelling.
func (t Text) String() string { return t.text }

// MarshalJSON writes the spelling it came in.
func (t Text) MarshalJSON() ([]byte, error) {
	if t.number {
		return []byte(t.text), nil
	}
	return json.Marshal(t.text)
}

// UnmarshalJSON reads both spellings.
func (t *Text) UnmarshalJSON(b []byte) error { return unmarshal(b, t) }

// ReadJSON reads both spellings.
func (t *Text) ReadJSON(r *Reader) { r.TextOrNumber(t) }

// TextOrNumber reads both spellings.
func (r *Reader) TextOrNumber(v *Text) bool {
	r.space()
	switch c := r.at(); {
	case c == '"':
		b, ok := r.text()
		if ok {
			*v = Text{text: r.keep(b)}
		}
		return ok
	case c == '-' || c-'0' <= 9:
		b, _, ok := r.number()
		if ok {
			*v = Text{text: r.keep(b), number: true}
		}
		return ok
	}
	r.mismatch("", "string or number")
	return false
}
