package strictpay

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Unavailable is a call of an operation that moves no money, and that got no whole answer or one that says that the
// provider cannot answer: HTTP 408 or 5xx. It is ErrUnavailable, and unwraps to a foreign cause where there is one.
type Unavailable struct {
	API, Operation string
	Status         int      // HTTP status; 0 where no answer came
	Refusal        *Refusal // what the answer's body says, where it has a documented code
	Deviations     []Deviation
	Dropped        int // deviations that were counted only
	Attempts       []Attempt
	Err            error // what went wrong; nil where Status says it

	came *received
}

// NewUnavailable makes an Unavailable of the header of an answer. Clients use it; programs need it for test doubles
// only.
func NewUnavailable(e Unavailable, header http.Header) *Unavailable {
	e.came = &received{header: header}
	return &e
}

// Header of the answer; nil where none came.
func (e *Unavailable) Header() http.Header { return e.came.all().header }

// Error says what came in place of an answer.
func (e *Unavailable) Error() string {
	text := where(e.API, e.Operation) + "unavailable"
	return text + whatCame(e.Status, e.Refusal, e.Err, len(e.Attempts))
}

// whatCame describes an answer that decides nothing, or why there is none.
func whatCame(status int, refusal *Refusal, err error, attempts int) string {
	text := ""
	switch {
	case refusal != nil:
		text = ": " + refusal.text()
	case status != 0:
		text = ": HTTP " + strconv.Itoa(status)
	}
	if err != nil {
		return text + ": " + err.Error()
	}
	if attempts > 1 {
		text += " (" + strconv.Itoa(attempts) + " attempts)"
	}
	return text
}

// Unwrap gives the foreign cause.
func (e *Unavailable) Unwrap() error { return ForeignCause(e.Err) }

// Is ErrUnavailable.
func (e *Unavailable) Is(target error) bool { return target == ErrUnavailable }

// Format prints the text under every verb.
func (e Unavailable) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, (&e).Error()) }

// LogValue is the text.
func (e Unavailable) LogValue() slog.Value { return slog.StringValue((&e).Error()) }

// MarshalJSON is the text.
func (e Unavailable) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, (&e).Error()), nil }
