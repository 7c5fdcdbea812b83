package transport

import (
	"context"
	"net/http/httptrace"
	"time"
)

// limitTime starts the total timeout, unless the caller's deadline comes first: then nothing is started.
func (x *exchange) limitTime() {
	sameEnd := x.hookContext.Done() == x.limits.Done()
	deadline, bounded := x.limits.Deadline()
	if sameEnd {
		x.limits = x.hookContext
	}
	if total := x.chain.config.Timeout; !bounded || time.Until(deadline) > total {
		if x.onlyNetHTTPSees() {
			x.deadline = startDeadline(x.limits, x.chain, &x.trace)
			x.limits, x.ctx = x.deadline, x.deadline
			return
		}
		x.limits, x.cancel = context.WithTimeoutCause(x.limits, total, x.chain.total)
	}
	x.ctx = x.limits
	if !sameEnd {
		x.ctx, x.cancelHooked = within(x.limits, x.hookContext)
	}
}

// onlyNetHTTPSees the context of the exchange, and no code of a user.
func (x *exchange) onlyNetHTTPSees() bool {
	c := x.chain
	return x.record.Finishes && c.ownTransport && len(c.config.Hooks) == 0 && c.config.AttemptTimeout == 0
}

// limitAttempt gives the context to send an attempt with: the values of hooked, the attempt's timeout where there is
// one, and the trace, which hooks may have lost.
func (x *exchange) limitAttempt(hooked context.Context) context.Context {
	if x.deadline != nil { // the deadline has the trace, and there are neither hooks nor such a timeout
		return hooked
	}
	ctx, cancel := hooked, context.CancelFunc(nil)
	if hooked.Done() != x.ctx.Done() {
		ctx, cancel = within(x.ctx, hooked)
	}
	x.cancelAttempt = cancel
	if timeout := x.chain.config.AttemptTimeout; timeout != 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeoutCause(ctx, timeout, x.chain.attempt)
		x.cancelAttempt = func() {
			stop()
			if cancel != nil {
				cancel()
			}
		}
	}
	if x.chain.ownTransport {
		// A trace of its own for each attempt: a caller's trace in ctx is added to it.
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: x.trace.GotConn})
	}
	return ctx
}

// within gives a context that has the values of hooked, and ends with limits, or with hooked where that is earlier.
func within(limits, hooked context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(boundedContext{limits, hooked})
	stop := context.AfterFunc(hooked, func() { cancel(context.Cause(hooked)) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// A boundedContext is its limits with the values of another context.
type boundedContext struct {
	context.Context
	values context.Context
}

func (c boundedContext) Value(key any) any {
	if v := c.values.Value(key); v != nil {
		return v
	}
	return c.Context.Value(key)
}

// endedBy is why an attempt's context has ended, nil if it has not. The limits come first: they are the chain's own.
func (x *exchange) endedBy(ctx context.Context) error {
	err, cause := endOf(x.limits)
	if err == nil && x.deadline == nil { // with a deadline of the chain's own, ctx and x.limits are that deadline
		err, cause = endOf(ctx)
	}
	if err == nil {
		return nil
	}
	return withCause(err, cause)
}

// endOf is Err of a context and the cause of it, both nil before its end.
func endOf(ctx context.Context) (err, cause error) {
	if d, ok := ctx.(*deadline); ok {
		return d.ended()
	}
	return ctx.Err(), context.Cause(ctx)
}
