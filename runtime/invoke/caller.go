package invoke

import (
	"context"
	"log/slog"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A Caller is what all calls of a client share. Adapters fill it.
type Caller struct {
	API     *spec.API
	Version func() string                                   // X-Payments: the API version spoken; nil elsewhere
	Drift   func(ctx context.Context, info *strictpay.Info) // nil: logged once per operation, kind and pointer
	Exact   bool
	Sealed  bool // answers come sealed: what was not opened is none of the documented ones

	logged driftLog
}

// drift hands drift to the handler, or logs what was not logged before.
func (c *Caller) drift(ctx context.Context, info *strictpay.Info) {
	if c.Drift != nil {
		c.Drift(ctx, info)
		return
	}
	for _, d := range info.Deviations {
		if d.Severity == strictpay.Drift && c.logged.first(info.Operation, d) {
			slog.Default().WarnContext(ctx, "an answer has more than its specification", "api", c.API.Name, "operation", info.Operation, "kind", string(d.Kind), "pointer", starred(d.Pointer))
		}
	}
}
