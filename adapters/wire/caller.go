package wire

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
)

// A Caller is what all calls of a client share. Adapters fill it.
type Caller struct {
	API          *API
	Version      func() string                         // X-Payments: the API version spoken; nil elsewhere
	Drift        func(ctx context.Context, info *Info) // nil: logged once per operation, kind and pointer
	DriftAsError bool

	logged driftLog
}

// Info is what a call can tell beside its value.
type Info struct {
	Operation  *Operation
	Key        string // idempotency key of the request, made or given; "" where the operation has none
	Status     int    // 0 where no answer came
	Header     http.Header
	Body       []byte // raw answer, up to the response limit
	Deviations []Deviation
	Dropped    int // deviations that were counted only
}

// Format prints operation, status and length under every verb: header and body hold credentials and names.
func (i Info) Format(f fmt.State, _ rune) {
	name := ""
	if i.Operation != nil {
		name = i.Operation.ID
	}
	_, _ = io.WriteString(f, "Info{"+name+" HTTP "+strconv.Itoa(i.Status)+" ["+strconv.Itoa(len(i.Body))+" bytes] "+strconv.Itoa(len(i.Deviations)+i.Dropped)+" deviations}")
}

// LogValue is the same for slog.
func (i Info) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(i)) }

// A CallOption changes one call.
type CallOption func(*Call)

// WithInfo fills info with operation, status, header, raw body and deviations, on success and on error.
func WithInfo(info *Info) CallOption {
	return func(c *Call) {
		if info != nil {
			c.info = info
		}
	}
}

// WithContextValue puts a value into the context of one call, where the request editors of an adapter find it. Adapters make their own typed options of it.
func WithContextValue(key, value any) CallOption {
	return func(c *Call) { c.ctx = context.WithValue(c.ctx, key, value) }
}

// drift hands drift to the handler, or logs what was not logged before.
func (c *Caller) drift(ctx context.Context, info *Info) {
	if c.Drift != nil {
		c.Drift(ctx, info)
		return
	}
	for _, d := range info.Deviations {
		if d.Severity() == Drift && c.logged.first(info.Operation.ID, d) {
			slog.Default().WarnContext(ctx, "an answer has more than its specification", "api", c.API.Name, "operation", info.Operation.ID, "kind", string(d.Kind), "pointer", starred(d.Pointer))
		}
	}
}
