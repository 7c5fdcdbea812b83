package xpayments

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// shown is which payment an event is of: what was received and read has digits of cards.
func (e Event) shown() string {
	return "xpayments.Event{TxnID: " + e.TxnID + ", Key: " + e.Key + ", redacted}"
}

// Format prints which payment the event is of, whatever the verb.
func (e Event) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, e.shown()) }

// LogValue is what log/slog prints.
func (e Event) LogValue() slog.Value { return slog.StringValue(e.shown()) }

// MarshalJSON is the same text: loggers that write JSON find events inside lists, where they ask for nothing else.
func (e Event) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, e.shown()), nil }

// MarshalJSON is the printed text.
func (r Return) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, fmt.Sprint(r)), nil }

// MarshalJSON is the printed text.
func (f CardForm) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, fmt.Sprint(f)), nil }
