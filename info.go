package strictpay

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Info has what is known of a call besides its value.
type Info struct {
	API        string      // vertex
	Operation  string      // retrieveOrderDetails
	Key        string      // idempotency key of the request, made or given; "" where the operation has none
	Status     int         // 0 where no answer came
	Deviations []Deviation // of the request, where it was sent with values that are not listed, and of the answer
	Dropped    int         // deviations that were counted only
	Attempts   []Attempt

	came *received
}

// Header of the answer; nil where none came.
func (i *Info) Header() http.Header { return i.came.all().header }

// Body is the raw answer, up to the response limit.
func (i *Info) Body() []byte { return i.came.all().body }

// SetAnswer notes an answer's header and raw body. Clients use it; programs need it for test doubles only.
func (i *Info) SetAnswer(header http.Header, body []byte) {
	i.came = &received{header: header, body: body}
}

// Format prints operation, status and length under every verb: header and body hold credentials and names.
func (i Info) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "Info{"+i.Operation+" HTTP "+strconv.Itoa(i.Status)+
		" ["+strconv.Itoa(len(i.Body()))+" bytes] "+strconv.Itoa(len(i.Deviations)+i.Dropped)+" deviations}")
}

// LogValue is the same for slog.
func (i Info) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(i)) }

// MarshalJSON is the same text, for loggers that write JSON.
func (i Info) MarshalJSON() ([]byte, error) { return leaf.AppendString(nil, fmt.Sprint(i)), nil }

// CallSettings has the settings of one call. Programs use the options of calls instead.
type CallSettings struct {
	Context       context.Context
	Info          *Info
	AllowUnlisted bool
	BeforeSending []func(ctx context.Context, sending *Sending) error
	SubAccount    string // for which the call is made, where an account can act for others
}

// A CallOption changes one call.
type CallOption func(*CallSettings)

// WithInfo fills info with operation, status, header, raw body, deviations and attempts, on success and on error.
func WithInfo(info *Info) CallOption {
	return func(c *CallSettings) {
		if info != nil {
			c.Info = info
		}
	}
}

// AllowUnlisted sends values of enums that the specification does not list, for lists that a provider extends before
// this module does. Without it such a value is refused before sending, unless the specification marks the list as one
// that grows. What is sent is reported as drift.
func AllowUnlisted() CallOption {
	return func(c *CallSettings) { c.AllowUnlisted = true }
}

// WithContextValue puts a value into the context of one call, where the request editors of an adapter find it.
// Adapters make their own typed options of it.
func WithContextValue(key, value any) CallOption {
	return func(c *CallSettings) { c.Context = context.WithValue(c.Context, key, value) }
}

// Empty is the value of an operation whose answer has no body.
type Empty struct{}
