package leaf

// Ones and HighBits are what eight bytes at a time are compared with: every byte the same. HighBits has of each byte
// the bit that no ASCII character has.
const (
	Ones     = 0x0101010101010101
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

// needsEscape has the highest bit of a byte set where one of eight bytes below 128 is a quote, a backslash or a control
// character: a subtraction goes below 0 there. Of bytes from 128 on, and of those behind the first one found, it says
// nothing.
func needsEscape(w uint64) uint64 {
	return (w - Ones*' ') | ((w ^ Ones*'"') - Ones) | ((w ^ Ones*'\\') - Ones)
}

// NotPlain has the highest bit of each of eight bytes set that is a quote, a backslash, a control character or not
// ASCII; of those behind the first one it says nothing.
func NotPlain(w uint64) uint64 { return (w | needsEscape(w)) & HighBits }
