package transport

import (
	"context"
	"time"
)

// Hooks are told of every call at two levels: the operation, and the attempts it takes. Functions that are nil are not called; calls run on many goroutines.
//
// The order is OperationStart; for each attempt AttemptStart, AttemptEnd and, if there is a further one, Retry; OperationEnd. An attempt ends when the
// headers of its answer are there, or it failed; an operation when its answer was read and closed, or there is none.
//
// A context that a Start function returns is the one all that follows runs with, the sending included. It must come from the one it got; nil is that one.
type Hooks struct {
	OperationStart func(ctx context.Context, e Event) context.Context
	AttemptStart   func(ctx context.Context, e Event) context.Context
	AttemptEnd     func(ctx context.Context, e Event)
	Retry          func(ctx context.Context, e Event)
	OperationEnd   func(ctx context.Context, e Event)
}

// An Event is what hooks are told. Nothing in it comes from the values of the call: no body, header, query or path argument. Fields that do not
// apply have their zero.
type Event struct {
	API       string        // vertex; "" for a request that no typed call made, as the next and Path
	Operation string        // retrieveOrderDetails
	Method    string        // POST
	Host      string        // with the port, where the base URL has one
	Path      string        // template, as the specification has it: /order/{shopId}/{orderNumber}
	Attempt   int           // from 1; at OperationEnd how many there were
	Status    int           // HTTP status; 0 where no answer came
	Class     Class         // of the failure; "" for none, whatever the status
	NotSent   bool          // of a failure: no byte left this machine, in this attempt or, at OperationEnd, in any
	Duration  time.Duration // of the attempt or operation, at its end
	Wait      time.Duration // before the next attempt, at Retry
}

// event is what all events of an exchange have in common.
func (x *exchange) event() Event {
	e := Event{Method: x.req.Method, Attempt: x.tried}
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
func (x *exchange) tell(ctx context.Context, e Event, which func(*Hooks) func(context.Context, Event)) {
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
	x.tell(ctx, e, func(h *Hooks) func(context.Context, Event) { return h.AttemptEnd })
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
	x.tell(x.told, e, func(h *Hooks) func(context.Context, Event) { return h.Retry })
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
	x.tell(x.told, e, func(h *Hooks) func(context.Context, Event) { return h.OperationEnd })
}
