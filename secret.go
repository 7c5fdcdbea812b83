package strictpay

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Secret is a PAN, CVV, token or key. It prints redacted under every verb and in slog; Reveal gives the text, and
// the wire carries it. Two Secrets are equal by == when their texts are. Libraries that print private fields find the
// address of a function in it, and under verbs that fmt gives to no method (%p, a misused %w) it is an address as
// well.
type Secret struct{ reveal *func() string }

// NewSecret wraps a text.
func NewSecret(text string) Secret { return Secret{interned(text)} }

// Reveal gives the text.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return (*s.reveal)()
}

// IsSet reports whether there is any text.
func (s Secret) IsSet() bool { return s.reveal != nil }

// String is redacted.
func (s Secret) String() string { return leaf.Redacted }

// Format is redacted under every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, leaf.Redacted) }

// LogValue is redacted.
func (s Secret) LogValue() slog.Value { return slog.StringValue(leaf.Redacted) }

// MarshalText gives the real text: it is what the wire carries.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.Reveal()), nil }

// UnmarshalText takes the real text.
func (s *Secret) UnmarshalText(b []byte) error {
	*s = NewSecret(string(b))
	return nil
}
