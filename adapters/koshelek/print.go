package koshelek

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// shown is how the payment ended: the state behind it has a slip with digits of a card.
func (r FollowResult) shown() string { return "koshelek.FollowResult{" + string(r.End) + ", redacted}" }

// Format prints how the payment ended, under every verb.
func (r FollowResult) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, r.shown()) }

// LogValue is the same for slog.
func (r FollowResult) LogValue() slog.Value { return slog.StringValue(r.shown()) }

// MarshalJSON is the same text: loggers that write JSON find outcomes inside lists, where they ask for nothing else.
func (r FollowResult) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, r.shown()), nil }
