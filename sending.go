package strictpay

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A Sending is the request of a call that was checked and is about to be sent. It prints what it is and how long:
// header and body hold what the caller gave the call. The client's credentials are not in it yet.
type Sending struct {
	API         string // vertex
	Account     string // of the client, see WithAccount
	Operation   string // captureOrder
	MovesMoney  bool   // it may move or reserve money
	StatusQuery StatusQuery
	Timeout     time.Duration // of the call with all its attempts; a hook's own time does not count
	Path        string        // with the query, below the base URL
	Header      http.Header   // the parameters that are headers; nil for none
	Body        []byte        // before X-Payments seals it
}

// BeforeSending calls a hook after the request of a call was checked, and before its first byte leaves. An error of
// the hook keeps the request from being sent: the call returns *NotSent with it as the cause. Several hooks run in the
// order of the options, until one fails. A hook must not change what it is given.
func BeforeSending(hook func(ctx context.Context, sending *Sending) error) CallOption {
	return func(c *CallSettings) {
		if hook != nil {
			c.BeforeSending = append(slices.Clip(c.BeforeSending), hook)
		}
	}
}

func (s Sending) shown() string {
	return "Sending{" + s.API + "." + s.Operation + " [" + strconv.Itoa(len(s.Body)) + " bytes]}"
}

// Format prints the operation and the length under every verb.
func (s Sending) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.shown()) }

// LogValue is the same for slog.
func (s Sending) LogValue() slog.Value { return slog.StringValue(s.shown()) }

// MarshalJSON is the same text, for loggers that write JSON.
func (s Sending) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, s.shown()), nil }
