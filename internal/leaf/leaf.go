package leaf

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// Outside is the detail of an integer that is not from low to high; math.MinInt64 and math.MaxInt64 are no bounds.
func Outside(low, high int64) string {
	switch {
	case high == math.MaxInt64:
		return "less than " + strconv.FormatInt(low, 10)
	case low == math.MinInt64:
		return "more than " + strconv.FormatInt(high, 10)
	}
	return "not between " + strconv.FormatInt(low, 10) + " and " + strconv.FormatInt(high, 10)
}

// MaxShown is where an undeclared value is cut in a detail, in characters.
const MaxShown = 64

// Unlisted is the one detail that shows a value: of an enum or a code table.
func Unlisted(typ string, b []byte) string {
	if utf8.RuneCount(b) > MaxShown {
		n := 0
		for range MaxShown {
			_, size := utf8.DecodeRune(b[n:])
			n += size
		}
		b = b[:n]
	}
	return typ + ": " + strconv.Quote(string(b)) + " is not listed"
}

// An Other is a member name that is not in the specification.
type Other struct {
	Name    []byte
	Doubled bool
}

// WalkedOthers is up to how many other members of one object are compared one by one.
const WalkedOthers = 16

// Redacted is what is printed in place of sensitive text.
const Redacted = "[redacted]"
