package leaf

import "unicode/utf8"

// What eight bytes at a time are compared with: every byte the same.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

const hexDigits = "0123456789abcdef"

// AppendString writes a JSON string. Invalid UTF-8 becomes U+FFFD, as encoding/json has it.
func AppendString(b []byte, s string) []byte {
	if !asIs(s) {
		return appendEscaped(b, s)
	}
	if n := len(b); cap(b)-n >= len(s)+2 { // one look at the room in place of three
		b = b[:n+len(s)+2]
		b[n] = '"'
		copy(b[n+1:], s)
		b[len(b)-1] = '"'
		return b
	}
	return append(append(append(b, '"'), s...), '"')
}

// ASCII reports whether a text has ASCII characters only, eight bytes at a time.
func ASCII(s string) bool {
	n := len(s)
	var all uint64
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			all |= load8(s[i:])
		}
		all |= load8(s[n-8:])
	case n >= 4:
		all = load4(s) | load4(s[n-4:])
	case n > 0:
		all = uint64(s[0] | s[n/2] | s[n-1])
	}
	return all&highs == 0
}

// asIs reports whether a JSON string has a text as it is: valid UTF-8 without quotes, backslashes and control
// characters. It looks at eight bytes at a time; the last eight may overlap those before.
func asIs(s string) bool {
	n := len(s)
	var all, bad uint64
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			w := load8(s[i:])
			all |= w
			bad |= escaped(w)
		}
		w := load8(s[n-8:])
		all |= w
		bad |= escaped(w)
	case n >= 4:
		all = load4(s) | load4(s[n-4:])<<32
		bad = escaped(all)
	case n > 0:
		all = uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16 | 0x2020202020000000
		bad = escaped(all)
	}
	return bad == 0 && (all&highs == 0 || utf8.ValidString(s))
}

// load8 gives eight bytes as the processor loads them.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// load4 gives four.
func load4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// escaped is not 0 where one of eight bytes is a quote, a backslash or a control character: of a byte below 128 the
// highest bit is set by a subtraction that goes below 0.
func escaped(w uint64) uint64 {
	quote, slash := w^ones*'"', w^ones*'\\'
	return ((w - ones*' ') | (quote - ones) | (slash - ones)) &^ w & highs
}

// appendEscaped is AppendString for a text that is not written as it is.
func appendEscaped(b []byte, s string) []byte {
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
