package invoke

import (
	"context"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A Call is one call on its way. A generated method starts it, checks the arguments, sets the request, and hands all of
// it to Value, OneOf or Nothing.
type Call struct {
	check.Checker
	Request  Request // that Value, OneOf or Nothing sends
	caller   *Caller
	op       *spec.Operation
	settings strictpay.CallSettings
	ctx      context.Context
	info     *strictpay.Info
	query    strictpay.StatusQuery
	record   spec.Record
	asked    []string             // by number of the operation's Echo; nil where none is there
	sent     strictpay.Deviations // of the request, where it is sent all the same
	account  string               // that the call is made for

	// These are part of the Call so that they need no allocations of their own.
	ownInfo   strictpay.Info // where nobody asked for it
	firstAsks [3]string      // room for asked: most operations have no more
	received  spec.Received
	out       outgoing
}

// Start begins a call. c is nil for a client that no constructor made; then Checked refuses the call.
func (c *Caller) Start(ctx context.Context, op *spec.Operation, opts []strictpay.CallOption) *Call {
	call := &Call{caller: c, op: op}
	settings := &call.settings
	settings.Context = ctx
	if c != nil {
		apply(settings, c.options)
	}
	apply(settings, opts)
	if call.info = settings.Info; call.info == nil {
		call.info = &call.ownInfo
	}
	*call.info = strictpay.Info{API: op.API.Name, Operation: op.ID}
	call.ctx, call.AllowUnlisted = settings.Context, settings.AllowUnlisted
	if settings.BeforeSending != nil && c != nil {
		call.account = c.account(settings)
	}
	if call.Version = spec.VersionOf(call.ctx); call.Version == "" && c != nil && c.Version != nil {
		call.Version = c.Version()
		call.ctx = spec.ContextWithVersion(call.ctx, call.Version)
	}
	call.record.Operation, call.record.Finishes = op, true
	call.ctx = spec.WithRecord(call.ctx, &call.record)
	return call
}

func apply(settings *strictpay.CallSettings, opts []strictpay.CallOption) {
	for _, opt := range opts {
		if opt != nil {
			opt(settings)
		}
	}
}

// Key notes the idempotency key that every attempt carries.
func (c *Call) Key(key string) {
	c.info.Key = key
	c.query.Key = key
}

// AskWith notes the operation to ask with, should the outcome stay unknown.
func (c *Call) AskWith(operation string) { c.query.Operation = operation }

// AskArgument adds an argument for that operation.
func (c *Call) AskArgument(name, value string) {
	c.query.Arguments = append(c.query.Arguments, strictpay.Argument{Name: name, Value: value})
}

// Checked returns an error if the request must not be sent. What is sent all the same is reported as drift, together
// with that of the answer.
func (c *Call) Checked() error {
	if c.caller == nil || c.caller.Exchanger == nil {
		return c.notSent(ErrNoClient)
	}
	found := c.Found()
	if !found.Violated() {
		c.sent = *found
		c.info.Deviations, c.info.Dropped = found.List, found.Dropped
		return nil
	}
	c.info.Deviations, c.info.Dropped = found.List, found.Dropped
	return &strictpay.NotSent{API: c.op.API.Name, Operation: c.op.ID, Deviations: found.List, Dropped: found.Dropped}
}

// notSent is an error before the first byte.
func (c *Call) notSent(err error) error { return notSent(c.op, err) }

// notSent is not inlined, so that callers have less of the stack above net/http.
//
//go:noinline
func notSent(op *spec.Operation, err error) error {
	return strictpay.NewNotSent(op.API.Name, op.ID, err)
}
