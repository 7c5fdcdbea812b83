package leaf

import (
	"encoding/binary"
	"math/bits"
)

// Blanks is where the blanks from i on end, which JSON and XML have alike. It passes over the indentation of a line by
// eight at a time.
func Blanks(data []byte, i int) int {
	const set uint64 = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r'
	for i < len(data) && data[i] <= ' ' && set>>data[i]&1 != 0 {
		if i++; data[i-1] != '\n' {
			continue
		}
		for i+8 <= len(data) {
			if other := binary.LittleEndian.Uint64(data[i:i+8]) ^ Ones*' '; other != 0 {
				i += bits.TrailingZeros64(other) >> 3
				break
			}
			i += 8
		}
	}
	return i
}
