package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
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
	Status     int // 0 where no answer came
	Header     http.Header
	Body       []byte // raw answer, up to the response limit
	Deviations []Deviation
	Dropped    int // deviations that were counted only
}

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

// A Call is one call on its way. Generated methods start it, check the request and hand the answer to Answered.
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
func Answered[T any](c *Call, rsp *http.Response, err error) (*T, error) {
	value, err := AnsweredAny(c, rsp, err)
	if err != nil {
		return nil, err
	}
	return value.(*T), nil
}

// AnsweredAny is Answered for operations that answer with one of several bodies.
func AnsweredAny(c *Call, rsp *http.Response, err error) (any, error) {
	body, err := c.receive(rsp, err)
	if err != nil {
		return nil, err
	}
	return c.judge(body)
}

// Empty is the value of an operation whose answer has no body.
type Empty struct{}

// receive takes the raw answer.
func (c *Call) receive(rsp *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, c.transportFailed(err)
	}
	defer rsp.Body.Close()
	c.info.Status, c.info.Header = rsp.StatusCode, rsp.Header
	body, err := readBody(rsp)
	c.info.Body = body
	if errors.Is(err, ErrTooLarge) {
		c.info.Deviations = []Deviation{{Kind: KindSize, Detail: err.Error()}}
		return nil, c.contradiction(err)
	}
	if err != nil {
		return nil, c.transportFailed(err)
	}
	return body, nil
}

// maxReserved bounds the buffer that a Content-Length asks for; a body that is longer grows it as it comes.
const maxReserved = 1 << 16

// readBody is io.ReadAll with a buffer of the announced size.
func readBody(rsp *http.Response) ([]byte, error) {
	size := int64(512)
	if rsp.ContentLength >= 0 {
		size = min(rsp.ContentLength, maxReserved) + 1 // one more, so that the end is seen without growing
	}
	b := make([]byte, 0, size)
	for {
		n, err := rsp.Body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case err == io.EOF:
			return b, nil
		case err != nil:
			return b, err
		case len(b) == cap(b):
			b = append(b, 0)[:len(b)]
		}
	}
}

// transportFailed sorts an error without an answer. Only the transport can know that nothing was sent; without its word the request counts as sent.
func (c *Call) transportFailed(err error) error {
	if errors.Is(err, ErrNotSent) {
		return c.NotSent(err)
	}
	if !c.op.MovesMoney {
		return fmt.Errorf("%s%w", where(c.caller.API.Name, c.op.ID), err)
	}
	return c.unclear(err)
}

// unclear marks an error of an operation that may have moved money.
func (c *Call) unclear(err error) error {
	if !c.op.MovesMoney {
		return err
	}
	return &OutcomeUnknown{API: c.caller.API.Name, Operation: c.op.ID, Reference: c.reference, Err: err}
}

// violation is the answer as an error of its own, with what Info has.
func (c *Call) violation(cause error) *Error {
	return &Error{API: c.caller.API.Name, Operation: c.op.ID, Status: c.info.Status, Deviations: c.info.Deviations, Dropped: c.info.Dropped,
		header: c.info.Header, body: c.info.Body, cause: cause}
}

// contradiction is an answer that is not what the specification says: a refusal that wraps the finding from status 400 on.
func (c *Call) contradiction(cause error) error {
	found := c.violation(cause)
	if c.info.Status < 400 {
		return c.unclear(found)
	}
	return c.unclear(c.refuse(c.anyVerdict(), nil, found))
}

// judge checks status and media type, reads the body and returns the value or the refusal.
func (c *Call) judge(body []byte) (any, error) {
	answer := c.op.Answer(c.info.Status)
	if answer == nil {
		c.info.Deviations = []Deviation{{Kind: KindStatus, Detail: "the specification has no such HTTP status here"}}
		return nil, c.contradiction(nil)
	}
	if answer.MediaType == "" {
		if len(body) > 0 {
			c.info.Deviations = []Deviation{{Kind: KindMediaType, Detail: "no body is due"}}
			return nil, c.contradiction(nil)
		}
		if c.info.Status >= 400 {
			return nil, c.refuse(nil, nil, nil)
		}
		return new(Empty), nil
	}
	if !answer.has(c.info.Header.Get("Content-Type")) && !(answer.MayBeEmpty && len(body) == 0) {
		c.info.Deviations = []Deviation{{Kind: KindMediaType, Detail: answer.MediaType + " is due"}}
		return nil, c.contradiction(nil)
	}
	if answer.MayBeEmpty && len(body) == 0 {
		return answer.Empty(), nil
	}
	value, devs := answer.Read(body)
	c.info.Deviations, c.info.Dropped = devs.List, devs.Dropped
	verdict, refused := verdictOf(value)
	var finding *Error
	if devs.Violated() || c.caller.DriftAsError && devs.Drifted() {
		finding = c.violation(nil)
	}
	if devs.Drifted() && !c.caller.DriftAsError {
		c.caller.drift(c.ctx, c.info)
	}
	switch {
	case c.info.Status >= 400 || refused && verdict.AsError:
		var v *Verdict
		if refused {
			v = &verdict
		}
		body := value
		if devs.Violated() {
			body = nil
		}
		err := c.refuse(v, body, finding)
		if devs.Violated() || c.info.Status >= 500 {
			return nil, c.unclear(err)
		}
		return nil, err
	case devs.Violated():
		return nil, c.unclear(finding)
	case finding != nil:
		return nil, finding
	}
	return value, nil
}

func verdictOf(value any) (Verdict, bool) {
	if r, ok := value.(Refuser); ok {
		return r.Verdict()
	}
	return Verdict{}, false
}

// anyVerdict reads the body of an undeclared error status as the operation's declared errors have it, for the code in it; nil if it is not of that form.
func (c *Call) anyVerdict() *Verdict {
	for i := range c.op.Answers {
		a := &c.op.Answers[i]
		if a.Status < 400 || a.MediaType == "" || !a.has(c.info.Header.Get("Content-Type")) {
			continue
		}
		value, devs := a.Read(c.info.Body)
		if devs.Violated() {
			return nil
		}
		if v, ok := verdictOf(value); ok {
			return &v
		}
		return nil
	}
	return nil
}

// refuse makes the provider's *Error; body is nil where it was not read.
func (c *Call) refuse(v *Verdict, body any, finding *Error) error {
	if v == nil {
		v = new(Verdict)
	}
	r := c.caller.API.Refuse(c.op, c.info.Status, *v)
	r.Header, r.Body = c.info.Header, body
	if finding != nil {
		r.cause = finding
	}
	return c.caller.API.NewError(r)
}

// drift hands drift to the handler, or logs what was not logged before.
func (c *Caller) drift(ctx context.Context, info *Info) {
	if c.Drift != nil {
		c.Drift(ctx, info)
		return
	}
	for _, d := range info.Deviations {
		if d.Severity() == Drift && c.logged.first(info.Operation.ID, d) {
			slog.Default().WarnContext(ctx, "an answer has more than its specification", "api", c.API.Name, "operation", info.Operation.ID, "kind", string(d.Kind), "pointer", d.Pointer)
		}
	}
}
