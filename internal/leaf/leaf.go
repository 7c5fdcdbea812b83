package leaf

import (
	"math"
	"strconv"
	"unicode/utf8"
)

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

func Outside(low, high int64) string {
	switch {
	case high == math.MaxInt64:
		return "less than " + strconv.FormatInt(low, 10)
	case low == math.MinInt64:
		return "more than " + strconv.FormatInt(high, 10)
	}
	return "not between " + strconv.FormatInt(low, 10) + " and " + strconv.FormatInt(high, 10)
}

// maxShown is where an undeclared value is cut in a detail, in characters.
const MaxShown = 64

// unlisted is the one detail that shows a value: of an enum or a code table.
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

// An other is a member name that is not in the specification.
type Other struct {
	Name    []byte
	Doubled bool
}

// walkedOthers is up to how many other members of one object are compared one by one.
const WalkedOthers = 16

// redacted is what is printed in place of sensitive text.
const Redacted = "[redacted]"
