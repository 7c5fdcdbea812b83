package strictpay

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/strictpay/strictpay/internal/leaf"
)

// ErrSignature is what every callback that cannot be trusted gives: no signature, a wrong one, an empty body. It never
// says which.
var ErrSignature = errors.New("callback not verified")

// An Event is a callback that was verified and read.
//
// Key is the same when the provider delivers the same again, and another when anything that it says has changed,
// members included that the specification does not know. Blanks, the order of members and escapes do not count; a
// callback that contradicts the specification is named by its bytes, and there they do. Remember the keys that were
// handled, in a table with a unique key, and drop what comes again. Two states in which nothing differs have one key:
// an order that returns to exactly the state that it was in.
type Event[T any] struct {
	API        string      // vertex
	Webhook    string      // orderCallback
	Value      *T          // beside a violation as far as it could be read, never nil
	Key        string      // names this delivery
	Deviations []Deviation // drift; beside a violation all

	came *received
}

// NewEvent makes an Event of a callback's header and of the raw bytes that were verified. Adapters use it; programs
// need it for test doubles only.
func NewEvent[T any](e Event[T], header http.Header, body []byte) *Event[T] {
	whole := &struct {
		event Event[T]
		came  received
	}{e, received{header: header, body: body}}
	whole.event.came = &whole.came
	return &whole.event
}

// Header of the callback.
func (e *Event[T]) Header() http.Header { return e.came.all().header }

// Body is the raw bytes that were verified.
func (e *Event[T]) Body() []byte { return e.came.all().body }

// shown is which callback it is and how long: header and body hold credentials and names.
func (e Event[T]) shown() string {
	return "Event{" + e.Webhook + " " + e.Key + " [" + strconv.Itoa(len(e.Body())) + " bytes]}"
}

// Format prints which callback it is and how long, under every verb.
func (e Event[T]) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, e.shown()) }

// LogValue is the same for slog.
func (e Event[T]) LogValue() slog.Value { return slog.StringValue(e.shown()) }

// MarshalJSON is the same text: loggers that write JSON find events inside lists, where they ask for nothing else.
// Store Body to keep an event.
func (e Event[T]) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, e.shown()), nil }
