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
	settings strictpay.CallSettings // its context carries the version and the record, too
	info     *strictpay.Info
	query    strictpay.StatusQuery
	record   spec.Record
	asked    []string // by number of the operation's Echo; nil where none is there

	// These are part of the Call so that they need no allocations of their own.
	ownInfo   strictpay.Info // where nobody asked for it
	shown     bool           // to the handler of drift
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
	call.AllowUnlisted = settings.AllowUnlisted
	if call.Version = spec.VersionOf(settings.Context); call.Version == "" && c != nil && c.Version != nil {
		call.Version = c.Version()
		settings.Context = spec.ContextWithVersion(settings.Context, call.Version)
	}
	call.record.Operation, call.record.Finishes = op, true
	settings.Context = spec.WithRecord(settings.Context, &call.record)
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
	c.info.Deviations, c.info.Dropped = found.List, found.Dropped
	if !found.Violated() {
		return nil
	}
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
