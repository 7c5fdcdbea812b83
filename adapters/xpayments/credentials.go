package xpayments

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// ErrStoreID is returned by [New] for a store ID that is not 32 hexadecimal digits.
var ErrStoreID = errors.New("xpayments: the store ID is not 32 hex digits")

// Credentials are what the X-Payments administrator hands to a store. They print redacted, and encoding/json leaves
// the secrets out.
type Credentials struct {
	StoreID     string // 32 hex digits, as a rule in lower case; goes out as the form field cart_id
	Certificate string `json:"-"` // PEM, requests are sealed with it, and whoever has it can write in the store's name
	PrivateKey  string `json:"-"` // PEM; opens answers and callbacks
	Password    string `json:"-"` // of the private key; empty if it is not protected
}

// Format prints the credentials without their secrets, whatever the verb.
func (c Credentials) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, "xpayments.Credentials{StoreID: "+c.StoreID+", redacted}")
}

// LogValue is what log/slog prints.
func (c Credentials) LogValue() slog.Value {
	return slog.GroupValue(slog.String("store_id", c.StoreID), slog.String("keys", "redacted"))
}
