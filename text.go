package strictpay

import (
	"encoding/json"
)

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

// NewNumberText is a text written as a number.
func NewNumberText(text string) Text { return Text{text: text, number: true} }

// IsNumber reports whether it was written as a number.
func (t Text) IsNumber() bool { return t.number }

// UnmarshalJSON reads both spellings.
func (t *Text) UnmarshalJSON(b []byte) error {
	var n json.Number
	if len(b) > 0 && b[0] == '"' {
		*t = Text{}
		return json.Unmarshal(b, &t.text)
	}
	if err := json.Unmarshal(b, &n); err != nil || n == "" {
		return ErrDecimal
	}
	*t = NewNumberText(n.String())
	return nil
}
