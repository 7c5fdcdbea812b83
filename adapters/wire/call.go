package wire

import (
	"context"
	"errors"
)

type Call struct {
	Checker
	caller    *Caller
	op        *Operation
	ctx       context.Context
	info      *Info
	reference Reference
}

// Start begins a call.

func (c *Caller) Start(ctx context.Context, op *Operation, opts []CallOption) *Call {
	call := &Call{caller: c, op: op, ctx: ctx}
	for _, opt := range opts {
		if opt != nil {
			opt(call)
		}
	}
	if call.info == nil {
		call.info = new(Info)
	}
	*call.info = Info{Operation: op}
	if call.Version = VersionOf(call.ctx); call.Version == "" && c.Version != nil {
		call.Version = c.Version()
		call.ctx = withVersion(call.ctx, call.Version)
	}
	call.ctx = WithOperation(call.ctx, op)
	return call
}

// Context of the request.

func (c *Call) Context() context.Context { return c.ctx }

// Key notes the idempotency key that every attempt carries.
func (c *Call) Key(key string) {
	c.info.Key = key
	c.reference.Key = key
}

// AskWith notes the reference to ask with, should the outcome stay unknown.

func (c *Call) AskWith(operation string) { c.reference.Operation = operation }

// AskArgument adds an argument to it.

func (c *Call) AskArgument(name, value string) {
	c.reference.Arguments = append(c.reference.Arguments, Argument{name, value})
}

// Checked ends the check of the request: an error if it must not be sent.

func (c *Call) Checked() error {
	found := c.Found()
	if len(found.List) == 0 {
		return nil
	}
	c.info.Deviations, c.info.Dropped = found.List, found.Dropped
	return c.NotSent(&Error{API: c.caller.API.Name, Operation: c.op.ID, Deviations: found.List, Dropped: found.Dropped, Request: true})
}

// NotSent is an error before the first byte.

func (c *Call) NotSent(err error) error {
	if errors.Is(err, ErrNotSent) {
		return err
	}
	return &NotSent{API: c.caller.API.Name, Operation: c.op.ID, Err: err}
}

// Answered reads the answer of a call that was made: a value or an error, never neither.

// AnsweredAny is Answered for operations that answer with one of several bodies.

// Empty is the value of an operation whose answer has no body.

// receive takes the raw answer.

// maxReserved bounds the buffer that a Content-Length asks for; a body that is longer grows it as it comes.

// readBody is io.ReadAll with a buffer of the announced size.

// transportFailed sorts an error without an answer. Only the transport can know that nothing was sent; without its word the request counts as sent.

// unclear marks an error of an operation that may have moved money.

// violation is the answer as an error of its own, with what Info has.

// contradiction is an answer that is not what the specification says: a refusal that wraps the finding from status 400 on.

// judge checks status and media type, reads the body and returns the value or the refusal.

// anyVerdict reads the body of an undeclared error status as the operation's declared errors have it, for the code in it; nil if it is not of that form.

// refuse makes the provider's *Error; body is nil where it was not read.

// drift hands drift to the handler, or logs what was not logged before.
