package leaf

import "unicode/utf8"

// ones and HighBits are what eight bytes at a time are compared with: every byte the same. HighBits has of each byte
// the bit that no ASCII character has.
const (
	ones     = 0x0101010101010101
	HighBits = 0x8080808080808080
)

// Load8 gives eight bytes, the first byte in the lowest bits.
func Load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Load4 gives four bytes likewise.
func Load4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// Valid is utf8.ValidString, in a fraction of the time for characters of one and two bytes, as the letters of Europe
// are: it looks at eight bytes at a time.
func Valid(s string) bool {
	n, i := len(s), 0
	var lead, other uint64 // lead: the last byte is the first of two; other: what is not of one or two bytes
	for ; i+8 <= n; i += 8 {
		w := Load8(s[i:])
		if w&HighBits|lead == 0 { // ASCII
			continue
		}
		next, bad := unpaired(w, lead)
		other |= bad
		lead = next
	}
	var rest uint64
	switch {
	case n == i:
	case n >= 8:
		rest = Load8(s[n-8:]) >> (8 * (8 - n&7) & 63)
	case n >= 4:
		rest = Load4(s) | Load4(s[n-4:])<<(8*(n-4)&63)
	default:
		rest = uint64(s[0]) | uint64(s[n/2])<<(8*(n/2)&63) | uint64(s[n-1])<<(8*(n-1)&63)
	}
	if rest&HighBits|lead|other == 0 {
		return true
	}
	next, bad := unpaired(rest, lead)
	return next|bad|other == 0 || utf8.ValidString(s)
}

// needsEscape has the highest bit of a byte set where one of eight bytes below 128 is a quote, a backslash or a control
// character: a subtraction goes below 0 there. Of bytes from 128 on, and of those behind the first one found, it says
// nothing.
func needsEscape(w uint64) uint64 {
	return (w - ones*' ') | ((w ^ ones*'"') - ones) | ((w ^ ones*'\\') - ones)
}

// NotPlain has the highest bit of each of eight bytes set that is a quote, a backslash, a control character or not
// ASCII; of those behind the first one it says nothing.
func NotPlain(w uint64) uint64 { return (w | needsEscape(w)) & HighBits }

// unpaired marks bytes that belong to no character of one or two bytes. before is 0x80 where the byte in front is the
// first of two, else 0; next is the same for the last byte.
func unpaired(w, before uint64) (next, bad uint64) {
	lead := w & (w << 1) & HighBits              // 11xxxxxx
	follows := w &^ (w << 1) & HighBits          // 10xxxxxx
	long := lead & (w << 2)                      // 111xxxxx
	short := lead &^ (w<<3 | w<<4 | w<<5 | w<<6) // 1100000x, which would spell an ASCII character
	return lead >> 56, long | short | (follows ^ (lead<<8 | before))
}
