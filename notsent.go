package strictpay

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// NotSent is a call whose request provably never left this machine: the check of the request refused it, or there was
// no connection. It is ErrNotSent, and unwraps to a foreign cause where there is one.
type NotSent struct {
	API, Operation string
	Deviations     []Deviation // that the check of the request found
	Dropped        int         // deviations that were counted only
	Attempts       []Attempt
	Err            error // what went wrong; nil where Deviations say it
}

// Error says what kept the request from being sent, without values of the request.
func (e *NotSent) Error() string {
	text := where(e.API, e.Operation) + "not sent"
	if len(e.Deviations) > 0 {
		text += ": the request contradicts the specification: " + listed(e.Deviations, e.Dropped)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the foreign cause.
func (e *NotSent) Unwrap() error { return ForeignCause(e.Err) }

// Is ErrNotSent.
func (e *NotSent) Is(target error) bool { return target == ErrNotSent }

// Format prints the text under every verb.
func (e NotSent) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// LogValue is the text.
func (e NotSent) LogValue() slog.Value { return slog.StringValue((&e).Error()) }

// MarshalJSON is the text as well: a logger that writes JSON finds errors inside lists, where it asks for nothing else.
func (e NotSent) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, (&e).Error()), nil }

// NewNotSent makes a *NotSent of what kept a request from being built; one that is a *NotSent already stays as it is.
// Clients use it; programs need it for test doubles only.
func NewNotSent(api, operation string, err error) error {
	if unsent, ok := err.(*NotSent); ok {
		return unsent
	}
	return &NotSent{API: api, Operation: operation, Err: ForeignCause(err)}
}
