package strictpay

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
)

// ErrSignature is what every callback that cannot be trusted gives: no signature, a wrong one, an empty body. It never says which.
var ErrSignature = errors.New("callback not verified")

// An Event is a callback that was verified and read.
type Event[T any] struct {
	API        string // vertex
	Webhook    string // orderCallback
	Value      *T
	Body       []byte // the raw bytes that were verified
	Header     http.Header
	Key        string      // names this delivery: the same for a repeat, another for the next state
	Deviations []Deviation // drift only
}

// Format prints which callback it is and how long, under every verb: header and body hold credentials and names.
func (e Event[T]) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "Event{"+e.Webhook+" "+e.Key+" ["+strconv.Itoa(len(e.Body))+" bytes]}")
}

// LogValue is the same for slog.
func (e Event[T]) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(e)) }
