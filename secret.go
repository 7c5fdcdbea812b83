package strictpay

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Secret is a PAN, CVV, token or key. It prints redacted under every verb and in slog; Reveal gives the text, and the wire carries it.
// It can be compared with ==. In an unexported field of another struct fmt asks no type how it prints, so keep secrets in exported ones, or give the struct a Format.
type Secret struct{ text string }

// NewSecret wraps a text.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal gives the text.
func (s Secret) Reveal() string { return s.text }

// IsSet reports whether there is any text.
func (s Secret) IsSet() bool { return s.text != "" }

// String is redacted.
func (s Secret) String() string { return leaf.Redacted }

// Format is redacted under every verb.

func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, leaf.Redacted) }

// LogValue is redacted.

func (s Secret) LogValue() slog.Value { return slog.StringValue(leaf.Redacted) }

// MarshalText gives the real text: it is what the wire carries.

func (s Secret) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText takes the real text.
func (s *Secret) UnmarshalText(b []byte) error {
	s.text = string(b)
	return nil
}
