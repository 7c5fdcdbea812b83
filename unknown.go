package strictpay

import (
	"fmt"
	"io"
	"log/slog"

	"github.com/strictpay/strictpay/internal/leaf"
)

// OutcomeUnknown is a call that may have moved money, and whose answer does not tell whether it did. It is
// ErrOutcomeUnknown, and unwraps to a foreign cause where there is one. What was received is in the fields and is not
// found by errors.Is and errors.As: it does not decide. Resolve of the client asks what became of
// the call: do that, or ask as StatusQuery says, before calling again.
type OutcomeUnknown struct {
	API, Operation string
	Status         int         // HTTP status of the last answer; 0 where none came
	StatusQuery    StatusQuery // how to ask
	// a refusal that does not decide, because an earlier attempt may have arrived or it was not understood
	Refusal       *Refusal
	Contradiction *Contradiction // an answer that is not what the specification says
	Attempts      []Attempt
	Err           error // why there is no whole answer
}

// Error says what came, and how to ask what became of the call.
func (e *OutcomeUnknown) Error() string {
	text := where(e.API, e.Operation) + "outcome unknown"
	if e.StatusQuery.Operation != "" {
		text += ", ask with " + e.StatusQuery.String()
	}
	if e.Contradiction != nil {
		return text + ": " + e.Contradiction.text()
	}
	return text + whatCame(e.Status, e.Refusal, e.Err, len(e.Attempts))
}

// Unwrap gives the foreign cause.
func (e *OutcomeUnknown) Unwrap() error { return ForeignCause(e.Err) }

// Is ErrOutcomeUnknown, and ErrTooLarge for an answer over the response limit.
func (e *OutcomeUnknown) Is(target error) bool {
	return target == ErrOutcomeUnknown || target == ErrTooLarge && e.Contradiction != nil && e.Contradiction.tooLarge()
}

// Format prints the text under every verb.
func (e OutcomeUnknown) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// LogValue is the text.
func (e OutcomeUnknown) LogValue() slog.Value { return slog.StringValue((&e).Error()) }

// MarshalJSON is the text.
func (e OutcomeUnknown) MarshalJSON() ([]byte, error) {
	return leaf.AppendString(nil, (&e).Error()), nil
}
