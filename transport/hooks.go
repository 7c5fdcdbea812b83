package transport

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// event is what all events of an exchange have in common.
func (x *exchange) event() strictpay.HookEvent {
	e := strictpay.HookEvent{Method: x.req.Method, Attempt: x.tried}
	if x.req.URL != nil {
		e.Host = x.req.URL.Host
	}
	if x.op != nil {
		e.API, e.Operation, e.Path = apiOf(x.op), x.op.ID, x.op.Path
	}
	return e
}

// startOperation runs the hooks that may replace the context of all that follows.
func (x *exchange) startOperation() {
	x.hookContext = x.limits
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	x.began = time.Now()
	for _, h := range x.chain.config.Hooks {
		if h.OperationStart != nil {
			x.hookContext = orSame(h.OperationStart(x.hookContext, x.event()), x.hookContext)
		}
	}
}

func orSame(replaced, ctx context.Context) context.Context {
	if replaced == nil {
		return ctx
	}
	return replaced
}

// startAttempt gives the context of an attempt as the hooks want it.
func (x *exchange) startAttempt() context.Context {
	ctx := x.ctx
	x.attemptBegan = time.Now()
	x.connected.Store(false)
	x.sentBody = nil
	for _, h := range x.chain.config.Hooks {
		if h.AttemptStart != nil {
			ctx = orSame(h.AttemptStart(ctx, x.event()), ctx)
		}
	}
	return ctx
}

// A hookOf picks one of the hooks.
type hookOf func(*strictpay.Hooks) func(context.Context, strictpay.HookEvent)

// notify runs one kind of hook, last to first, so that what was started last ends first.
func (x *exchange) notify(ctx context.Context, e strictpay.HookEvent, which hookOf) {
	hooks := x.chain.config.Hooks
	for i := len(hooks) - 1; i >= 0; i-- {
		if hook := which(&hooks[i]); hook != nil {
			hook(ctx, e)
		}
	}
}

// endAttempt records an attempt and calls the hooks for it.
func (x *exchange) endAttempt(ctx context.Context, rsp *http.Response, err error, mayHaveArrived bool) {
	attempt := x.recordAttempt(statusOf(rsp), classOf(err), mayHaveArrived)
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	e := x.event()
	e.Status, e.Duration, e.Class, e.NotSent = attempt.Status, attempt.Duration, attempt.Class, !attempt.MayHaveArrived
	x.notify(ctx, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) { return h.AttemptEnd })
}

// retrying calls the hooks for a further attempt.
func (x *exchange) retrying(wait time.Duration) {
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	e, attempt := x.event(), x.record.Attempts[len(x.record.Attempts)-1]
	e.Status, e.Class, e.NotSent, e.Wait = attempt.Status, attempt.Class, !attempt.MayHaveArrived, wait
	x.notify(x.hookContext, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) { return h.Retry })
}

// end is the end of the exchange, with an answer or without. Hooks are called for it once the outcome is known, where
// somebody is going to say it.
func (x *exchange) end(status int, err error) {
	x.release()
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	finish := func(ending spec.Ending) {
		e := x.event()
		e.Status, e.Duration = status, time.Since(x.began)
		e.Outcome, e.Code, e.Deviations = ending.Outcome, ending.Code, ending.Deviations
		if err != nil {
			e.Class, e.NotSent = ClassOf(err), !spec.MayHaveArrived(x.record.Attempts)
		}
		x.notify(x.hookContext, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) {
			return h.OperationEnd
		})
	}
	if x.record.Finishes {
		x.record.OnFinish(finish)
		return
	}
	finish(spec.Ending{})
}
