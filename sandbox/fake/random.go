package fake

import (
	"crypto/rand"
	"encoding/hex"
)

// Random makes a credential or an identifier: n random bytes in hex.
func Random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
