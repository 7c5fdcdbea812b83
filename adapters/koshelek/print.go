package koshelek

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// shown is how the payment ended: the state behind it has a slip with digits of a card.
func (o Outcome) shown() string { return "koshelek.Outcome{" + string(o.End) + ", redacted}" }

// Format prints how the payment ended, under every verb.
func (o Outcome) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, o.shown()) }

// LogValue is the same for slog.
func (o Outcome) LogValue() slog.Value { return slog.StringValue(o.shown()) }

// MarshalJSON is the same text: loggers that write JSON find outcomes inside lists, where they ask for nothing else.
func (o Outcome) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, o.shown()), nil }
