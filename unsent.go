package strictpay

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/strictpay/strictpay/internal/leaf"
)

// NotSent is a call of which no byte left this machine. It is ErrNotSent and unwraps to its cause.
type NotSent struct {
	API, Operation string
	Err            error
}

func (e *NotSent) Error() string {
	return Where(e.API, e.Operation) + "not sent: " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *NotSent) Unwrap() error { return e.Err }

// Is ErrNotSent.
func (e *NotSent) Is(target error) bool { return target == ErrNotSent }

// Format prints the text under every verb.
func (e NotSent) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// MarshalJSON is the text.
func (e NotSent) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, (&e).Error()), nil }

// Unsent makes a NotSent of an error that is none yet.
func Unsent(api, operation string, err error) error {
	if errors.Is(err, ErrNotSent) {
		return err
	}
	return &NotSent{API: api, Operation: operation, Err: err}
}

// A Reference says how to ask for the outcome of a call: the operation, and its arguments as the request had them.
// Key is the idempotency key of the request, where the operation has one: the same call with the same key is answered as the first was.
type Reference struct {
	Operation string
	Arguments []Argument
	Key       string
}

// An Argument is one name and value of a Reference.
type Argument struct{ Name, Value string }

// Get gives an argument by name.
func (r Reference) Get(name string) (string, bool) {
	for _, a := range r.Arguments {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

func (r Reference) String() string {
	parts := make([]string, 0, len(r.Arguments)+1)
	parts = append(parts, r.Operation)
	for _, a := range r.Arguments {
		parts = append(parts, fmt.Sprintf("%s=%q", a.Name, a.Value))
	}
	return strings.Join(parts, " ")
}

// OutcomeUnknown is a call that may have moved money and whose outcome is not known. It is ErrOutcomeUnknown and unwraps to its cause.
// Ask with Reference before trying again.
type OutcomeUnknown struct {
	API, Operation string
	Reference      Reference
	Err            error
}

func (e *OutcomeUnknown) Error() string {
	text := Where(e.API, e.Operation) + "outcome unknown"
	if e.Reference.Operation != "" {
		text += ", ask with " + e.Reference.String()
	}
	return text + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *OutcomeUnknown) Unwrap() error { return e.Err }

// Is ErrOutcomeUnknown.
func (e *OutcomeUnknown) Is(target error) bool { return target == ErrOutcomeUnknown }

// Format prints the text under every verb.
func (e OutcomeUnknown) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// MarshalJSON is the text.
func (e OutcomeUnknown) MarshalJSON() ([]byte, error) {
	return leaf.AppendString(nil, (&e).Error()), nil
}
