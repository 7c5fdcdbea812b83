package invoke

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A Config is how the calls of a client are made.
type Config struct {
	API       *spec.API
	Exchanger Exchanger
	Decoding  spec.Decoding
	Version   func() string                                   // the API version spoken; nil where an API has none
	Drift     func(ctx context.Context, info *strictpay.Info) // nil: logged once per operation, kind and pointer
	Exact     bool
	Account   func() string // names the merchant's account; a function, so that no verb prints the login
	Timeout   time.Duration // of a call with all its attempts
}

// A Caller is what all calls of a client share. Adapters make one and give it to the constructor of the generated
// client.
type Caller struct {
	Config
	options []strictpay.CallOption // of every call, before its own
	logged  *driftLog              // of all callers made from one
}

// NewCaller makes a Caller.
func NewCaller(config Config) *Caller { return &Caller{Config: config, logged: new(driftLog)} }

// With is the same caller with options for every call; those of a call itself win.
func (c *Caller) With(opts ...strictpay.CallOption) *Caller {
	if c == nil {
		return nil
	}
	other := *c
	other.options = append(slices.Clip(c.options), opts...)
	return &other
}

// AccountName names the account that calls without options of their own are made for.
func (c *Caller) AccountName() string {
	if c == nil {
		return ""
	}
	settings := strictpay.CallSettings{Context: context.Background()}
	apply(&settings, c.options)
	return c.account(&settings)
}

func (c *Caller) account(settings *strictpay.CallSettings) string {
	name := ""
	if c.Account != nil {
		name = c.Account()
	}
	if settings.SubAccount == "" {
		return name
	}
	return name + "/" + settings.SubAccount
}

// ErrNoClient is returned by the calls of a client that no constructor made, such as its zero value. Nothing was sent.
var ErrNoClient = errors.New("the client was not made by its constructor, so it has no server and no credentials")

// drift hands drift to the handler, or logs what was not logged before.
func (c *Caller) drift(ctx context.Context, info *strictpay.Info) {
	if c.Drift != nil {
		c.Drift(ctx, info)
		return
	}
	for _, d := range info.Deviations {
		if d.Severity == strictpay.Drift && c.logged.first(info.Operation, d) {
			slog.Default().WarnContext(ctx, "an answer was read, but differs from its specification",
				"api", c.API.Name, "operation", info.Operation, "kind", string(d.Kind), "pointer", starred(d.Pointer))
		}
	}
}
