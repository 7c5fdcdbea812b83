package check

import (
	"strconv"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
)

// A Rule is what the specification says of a text: length in code points and pattern.
type Rule struct {
	Min, Max int      // Max 0: no limit
	Pattern  *Pattern // nil: any
	Currency bool     // upper-case letters, digits, underscores
	UUID     bool     // 8-4-4-4-12 hexadecimal digits, in either case
}

// UUIDRule is the format "uuid".
func UUIDRule() *Rule { return &Rule{UUID: true} }

// CurrencyRule is the format "currency": 3 to 16 upper-case letters, digits and underscores, unless min and max say
// otherwise.
func CurrencyRule(min, max int) *Rule {
	if min == 0 {
		min = 3
	}
	if max == 0 {
		max = 16
	}
	return &Rule{Min: min, Max: max, Currency: true}
}

// Formal reports whether the rule asks for a form that the empty text does not have.
func (u *Rule) Formal() bool {
	return u != nil && (u.Min > 0 || !matches(u.Pattern, "") || u.Currency || u.UUID)
}

// Fits reports whether a text of n ASCII characters keeps the rule whatever they are: it is one of length alone.
func (u *Rule) Fits(n int) bool {
	return u == nil || u.Pattern == nil && !u.Currency && !u.UUID && n >= u.Min && (u.Max == 0 || n <= u.Max)
}

// Broken says which part of the rule b does not keep; "" is none. Another form is a violation, another length drift:
// the text is readable.
func (u *Rule) Broken(b []byte) (severity strictpay.Severity, detail string) { return broken(u, b) }

// Kept reports whether b keeps the rule.
func (u *Rule) Kept(b []byte) bool {
	if u != nil && u.Currency && len(b) == 3 && b[0]-'A' < 26 && b[1]-'A' < 26 && b[2]-'A' < 26 &&
		u.Min <= 3 && (u.Max == 0 || u.Max >= 3) && u.Pattern == nil && !u.UUID {
		return true // as almost every currency
	}
	_, detail := u.Broken(b)
	return detail == ""
}

func broken[T string | []byte](u *Rule, text T) (severity strictpay.Severity, detail string) {
	if u == nil {
		return "", ""
	}
	if u.Currency && !currency(text) {
		return strictpay.Violation, "a currency has upper-case letters, digits and underscores only"
	}
	if u.UUID && !isUUID(text) {
		return strictpay.Violation, "expected a UUID"
	}
	if !matches(u.Pattern, text) {
		return strictpay.Violation, "expected the pattern " + u.Pattern.Text
	}
	// A character has one to four bytes, and one of a currency has one, so most lengths need no counting.
	if n := len(text); (u.Max == 0 || n <= u.Max) && n >= u.Min &&
		(u.Min <= 1 || u.Currency || n >= utf8.UTFMax*u.Min) {
		return "", ""
	}
	severity = strictpay.Drift
	if u.Currency {
		severity = strictpay.Violation // its length is part of its form
	}
	switch n := characters(text); {
	case n < u.Min:
		return severity, "shorter than " + strconv.Itoa(u.Min) + " characters"
	case u.Max > 0 && n > u.Max:
		return severity, "longer than " + strconv.Itoa(u.Max) + " characters"
	}
	return "", ""
}

func currency[T string | []byte](text T) bool {
	for i := range len(text) {
		if c := text[i]; !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
			return false
		}
	}
	return true
}

func characters[T string | []byte](text T) int {
	switch t := any(text).(type) {
	case string:
		return utf8.RuneCountInString(t)
	case []byte:
		return utf8.RuneCount(t)
	}
	return 0
}

func isUUID[T string | []byte](text T) bool {
	if len(text) != len("00000000-0000-0000-0000-000000000000") {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if letter := c | 0x20; !(c >= '0' && c <= '9' || letter >= 'a' && letter <= 'f') {
				return false
			}
		}
	}
	return true
}
