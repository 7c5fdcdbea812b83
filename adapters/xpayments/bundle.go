package xpayments

import "github.com/strictpay/strictpay/adapters/xpayments/seal"

// A Bundle is what the X-Payments administrator copies to a store: all connection settings in one string. It prints
// redacted.
type Bundle = seal.Bundle

// ParseBundle reads a bundle, base64 of JSON or of PHP's serialization. Its errors wrap [ErrBundle].
func ParseBundle(text string) (Bundle, error) { return seal.ParseBundle(text) }

// Errors of what a store holds, and of messages that do not open.
var (
	// ErrBundle is wrapped by the errors of bundles.
	ErrBundle = seal.ErrBundle

	// ErrKey is wrapped when a PEM text holds no RSA key that fits X-Payments.
	ErrKey = seal.ErrKey

	// ErrPassword is wrapped when the private key is protected and the password is missing or does not open it.
	ErrPassword = seal.ErrPassword

	// ErrSealBroken is wrapped by every failure inside the sealing of an answer or a callback, for whatever reason.
	ErrSealBroken = seal.ErrBroken
)
