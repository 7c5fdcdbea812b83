package strictpay

import (
	"errors"
	"time"
)

// ErrDate is returned for a text that is no Date.
var ErrDate = errors.New("strictpay: not a date: YYYY-MM-DD")

// A Date is a day without a time and a zone, written YYYY-MM-DD. Two dates are equal by == when they are the same day.
// The zero value is "no date" and is refused on sending.
type Date struct{ text string }

// ParseDate reads a date.
func ParseDate(text string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return Date{}, ErrDate
	}
	return Date{text}, nil
}

// MustDate is ParseDate for constants; it panics on a text that is no date.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf is the day of a time, in the time's own zone. Years are those of four digits.
func DateOf(t time.Time) (Date, error) { return ParseDate(t.Format(time.DateOnly)) }

// String is the text; "" for no date.
func (d Date) String() string { return d.text }

// IsSet reports whether there is a date at all.
func (d Date) IsSet() bool { return d.text != "" }

// In is the beginning of the day in a zone; the zero time for no date.
func (d Date) In(zone *time.Location) time.Time {
	t, _ := time.ParseInLocation(time.DateOnly, d.text, zone)
	return t
}

// Compare is -1 where d is before other, 1 where it is after, and 0 for the same day. No date is before every date.
func (d Date) Compare(other Date) int {
	switch {
	case d.text < other.text:
		return -1
	case d.text > other.text:
		return 1
	}
	return 0
}

// MarshalText writes the text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads a date; the empty text is no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	if err == nil {
		*d = parsed
	}
	return err
}
