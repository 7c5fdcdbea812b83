package transport

import (
	"context"
	"time"

	"github.com/strictpay/strictpay"
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
	x.ctx = x.req.Context()
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	x.began = time.Now()
	x.told = x.ctx
	for _, h := range x.chain.config.Hooks {
		if h.OperationStart != nil {
			x.told = orSame(h.OperationStart(x.told, x.event()), x.told)
		}
	}
	x.ctx = x.told
}

func orSame(replaced, ctx context.Context) context.Context {
	if replaced == nil {
		return ctx
	}
	return replaced
}

// startAttempt gives the context of an attempt.
func (x *exchange) startAttempt() context.Context {
	ctx := x.ctx
	if len(x.chain.config.Hooks) == 0 {
		return ctx
	}
	x.attemptBegan = time.Now()
	for _, h := range x.chain.config.Hooks {
		if h.AttemptStart != nil {
			ctx = orSame(h.AttemptStart(ctx, x.event()), ctx)
		}
	}
	return ctx
}

// tell runs one kind of hook, last to first, so that what was started last ends first.
func (x *exchange) tell(ctx context.Context, e strictpay.HookEvent, which func(*strictpay.Hooks) func(context.Context, strictpay.HookEvent)) {
	hooks := x.chain.config.Hooks
	for i := len(hooks) - 1; i >= 0; i-- {
		if hook := which(&hooks[i]); hook != nil {
			hook(ctx, e)
		}
	}
}

// endAttempt judges an attempt and tells the hooks of it.
func (x *exchange) endAttempt(ctx context.Context, status int, err error) {
	x.judgeSending(err)
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	e := x.event()
	e.Status, e.Duration = status, time.Since(x.attemptBegan)
	if err != nil {
		e.Class, e.NotSent = x.wrapped(err).Class, !x.sentNow
	}
	x.tell(ctx, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) { return h.AttemptEnd })
}

// retrying tells of a further attempt.
func (x *exchange) retrying(status int, err error, wait time.Duration) {
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	e := x.event()
	e.Status, e.Wait = status, wait
	if err != nil {
		e.Class, e.NotSent = x.wrapped(err).Class, !x.sentNow
	}
	x.tell(x.told, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) { return h.Retry })
}

// end is the end of the exchange, with an answer or without.
func (x *exchange) end(status int, err error) {
	x.release()
	if len(x.chain.config.Hooks) == 0 {
		return
	}
	e := x.event()
	e.Status, e.Duration = status, time.Since(x.began)
	if err != nil {
		e.Class, e.NotSent = ClassOf(err), !x.sent
	}
	x.tell(x.told, e, func(h *strictpay.Hooks) func(context.Context, strictpay.HookEvent) { return h.OperationEnd })
}
