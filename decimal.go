package strictpay

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// MaxDigits is how many digits a Decimal may have.
const MaxDigits = 38

// ErrDecimal is returned for a text that is no Decimal.
var ErrDecimal = errors.New("strictpay: not a decimal: digits with an optional minus and fraction, no exponent, at " +
	"most 38 digits")

// A Decimal is an exact amount as its text came: -?[0-9]+(\.[0-9]+)?, at most 38 digits. No float is on its way in or
// out. The zero value is "no amount" and is refused on sending; the amount zero is written "0".
type Decimal struct{ text string }

// ParseDecimal reads a decimal and keeps its text.
func ParseDecimal(text string) (Decimal, error) {
	if !isDecimal(text) {
		return Decimal{}, ErrDecimal
	}
	return Decimal{text}, nil
}

// MustDecimal is ParseDecimal for constants; it panics on a text that is no decimal.
func MustDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

// NewDecimal takes the result of arithmetic.
func NewDecimal(d decimal.Decimal) (Decimal, error) { return ParseDecimal(d.String()) }

func isDecimal[T string | []byte](text T) bool {
	i := 0
	if i < len(text) && text[i] == '-' {
		i++
	}
	whole := i
	for i < len(text) && text[i]-'0' <= 9 {
		i++
	}
	count := i - whole
	if count == 0 {
		return false
	}
	if i < len(text) && text[i] == '.' {
		i++
		part := i
		for i < len(text) && text[i]-'0' <= 9 {
			i++
		}
		if i == part {
			return false
		}
		count += i - part
	}
	return i == len(text) && count <= MaxDigits
}

// String is the text as it came; "" for no amount.
func (d Decimal) String() string { return d.text }

// IsSet reports whether there is an amount at all.
func (d Decimal) IsSet() bool { return d.text != "" }

// Decimal is for arithmetic. No amount is zero there.
func (d Decimal) Decimal() decimal.Decimal {
	if d.text == "" {
		return decimal.Decimal{}
	}
	return decimal.RequireFromString(d.text)
}

// Cmp compares amounts, not texts: 1.50 equals 1.5. No amount compares as zero.
func (d Decimal) Cmp(other Decimal) int {
	a, b := d.text, other.text
	if below, otherBelow := strings.HasPrefix(a, "-"), strings.HasPrefix(b, "-"); below || otherBelow {
		switch {
		case below && otherBelow:
			a, b = b[1:], a[1:]
		case below && (d.Sign() != 0 || other.Sign() != 0):
			return -1
		case below:
			return 0
		default:
			return -other.Cmp(d)
		}
	}
	return compareDigits(a, b)
}

// compareDigits compares decimals without sign. It looks at each digit once and calls nothing: amounts are short.
func compareDigits(a, b string) int {
	for len(a) > 0 && a[0] == '0' {
		a = a[1:]
	}
	for len(b) > 0 && b[0] == '0' {
		b = b[1:]
	}
	i, first := 0, 0 // how the first digits that differ compare
	for ; i < len(a) && i < len(b) && a[i] != '.' && b[i] != '.'; i++ {
		if first == 0 && a[i] != b[i] {
			first = cmp.Compare(a[i], b[i])
		}
	}
	switch more, otherMore := i < len(a) && a[i] != '.', i < len(b) && b[i] != '.'; {
	case more:
		return 1
	case otherMore:
		return -1
	case first != 0:
		return first
	}
	for i++; i < len(a) || i < len(b); i++ { // behind the points
		digit, other := byte('0'), byte('0')
		if i < len(a) {
			digit = a[i]
		}
		if i < len(b) {
			other = b[i]
		}
		if digit != other {
			return cmp.Compare(digit, other)
		}
	}
	return 0
}

// Sign is -1 below zero, 1 above, and 0 for zero and for no amount.
func (d Decimal) Sign() int {
	if strings.Trim(d.text, "-0.") == "" {
		return 0
	}
	if d.text[0] == '-' {
		return -1
	}
	return 1
}

// Equal reports whether both are the same amount, or both are none.
func (d Decimal) Equal(other Decimal) bool {
	return d.IsSet() == other.IsSet() && d.Cmp(other) == 0
}

// MarshalText gives the text; the empty one for no amount.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads what MarshalText wrote: a decimal, or the empty text for no amount.
func (d *Decimal) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Decimal{}
		return nil
	}
	return d.parse(string(b))
}

// MarshalJSON writes a JSON string, null for no amount. Members that the specification declares as numbers are
// written as numbers by their structs.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d.text == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + d.text + `"`), nil
}

// UnmarshalJSON reads a JSON string or number.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Decimal{}
		return nil
	}
	text := string(b)
	if len(b) > 0 && b[0] == '"' {
		if err := json.Unmarshal(b, &text); err != nil {
			return ErrDecimal
		}
	}
	return d.parse(text)
}

func (d *Decimal) parse(text string) error {
	v, err := ParseDecimal(text)
	if err == nil {
		*d = v
	}
	return err
}

// Value is the text for a database; nil for no amount.
func (d Decimal) Value() (driver.Value, error) {
	if d.text == "" {
		return nil, nil
	}
	return d.text, nil
}

// Scan reads text, bytes, integers and NULL from a database. Floats are refused: they are not exact.
func (d *Decimal) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Decimal{}
		return nil
	case string:
		return d.parse(v)
	case []byte:
		return d.parse(string(v))
	case int64:
		return d.parse(strconv.FormatInt(v, 10))
	}
	return fmt.Errorf("strictpay: a Decimal cannot be read from %T", src)
}
