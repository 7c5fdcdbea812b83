package invoke

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

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

// receive takes the raw answer.
func (c *Call) receive(rsp *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, c.transportFailed(err)
	}
	defer rsp.Body.Close()
	c.info.Status, c.info.Header = rsp.StatusCode, rsp.Header
	if b, ok := rsp.Body.(*openedBody); ok {
		c.opened, c.info.Body = true, b.document
		return b.document, nil
	}
	body, err := readBody(rsp)
	c.info.Body = body
	if errors.Is(err, strictpay.ErrTooLarge) {
		c.info.Deviations = []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindSize, Detail: err.Error()}}
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
	if errors.Is(err, strictpay.ErrNotSent) {
		return c.NotSent(err)
	}
	if !c.op.MovesMoney {
		return fmt.Errorf("%s%w", strictpay.Where(c.caller.API.Name, c.op.ID), err)
	}
	return c.unclear(err)
}

// unclear marks an error of an operation that may have moved money.
func (c *Call) unclear(err error) error {
	if !c.op.MovesMoney {
		return err
	}
	return &strictpay.OutcomeUnknown{API: c.caller.API.Name, Operation: c.op.ID, Reference: c.reference, Err: err}
}

// violation is the answer as an error of its own, with what Info has.
func (c *Call) violation(cause error) *strictpay.Error {
	e := strictpay.Error{API: c.caller.API.Name, Operation: c.op.ID, Status: c.info.Status, Deviations: c.info.Deviations, Dropped: c.info.Dropped}
	return strictpay.NewError(e, c.info.Header, c.info.Body, cause)
}

// contradiction is an answer that is not what the specification says: a refusal that wraps the finding from status 400 on.
func (c *Call) contradiction(cause error) error {
	found := c.violation(cause)
	if !c.failedStatus() {
		return c.unclear(found)
	}
	return c.unclear(c.refuse(c.anyVerdict(), nil, found))
}

// judge checks status and media type, reads the body and returns the value or the refusal.
func (c *Call) judge(body []byte) (any, error) {
	answer := c.documented()
	if answer == nil {
		c.info.Deviations = []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindStatus, Detail: "the specification has no such HTTP status here"}}
		return nil, c.contradiction(nil)
	}
	if answer.MediaType == "" {
		if len(body) > 0 {
			c.info.Deviations = []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindMediaType, Detail: "no body is due"}}
			return nil, c.contradiction(nil)
		}
		if c.failedStatus() {
			return nil, c.refuse(nil, nil, nil)
		}
		return new(strictpay.Empty), nil
	}
	if !c.hasMediaType(answer) && !(answer.MayBeEmpty && len(body) == 0) {
		c.info.Deviations = []strictpay.Deviation{{Severity: strictpay.Violation, Kind: strictpay.KindMediaType, Detail: answer.MediaType + " is due"}}
		return nil, c.contradiction(nil)
	}
	if answer.MayBeEmpty && len(body) == 0 {
		return answer.Empty(), nil
	}
	value, devs := answer.Read(body)
	c.identify(value, &devs)
	c.info.Deviations, c.info.Dropped = devs.List, devs.Dropped
	verdict, refused := verdictOf(value)
	refusal := c.failedStatus() || refused && verdict.AsError
	contradicts := devs.Violated() || c.caller.Exact && !refusal && devs.Drifted()
	var finding *strictpay.Error
	if contradicts {
		finding = c.violation(nil)
	}
	if devs.Drifted() && (!c.caller.Exact || refusal) {
		c.caller.drift(c.ctx, c.info)
	}
	switch {
	case refusal:
		var v *spec.Verdict
		if refused {
			v = &verdict
		}
		body := value
		if devs.Violated() {
			body = nil
		}
		err := c.refuse(v, body, finding)
		if devs.Violated() || c.failedStatus() && c.info.Status >= 500 {
			return nil, c.unclear(err)
		}
		return nil, err
	case contradicts:
		return nil, c.unclear(finding)
	}
	return value, nil
}

func verdictOf(value any) (spec.Verdict, bool) {
	if r, ok := value.(spec.Refuser); ok {
		return r.Verdict()
	}
	return spec.Verdict{}, false
}

// anyVerdict reads the body of an undeclared error status as the operation's declared errors have it, for the code in it; nil if it is not of that form.
func (c *Call) anyVerdict() *spec.Verdict {
	for i := range c.op.Answers {
		a := &c.op.Answers[i]
		if a.Status < 400 || a.MediaType == "" || !a.Has(c.info.Header.Get("Content-Type")) {
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
func (c *Call) refuse(v *spec.Verdict, body any, finding *strictpay.Error) error {
	if v == nil {
		v = new(spec.Verdict)
	}
	r := c.caller.API.Refuse(c.op, c.info.Status, *v)
	r.Header, r.Body = c.info.Header, body
	if finding != nil {
		r = r.Because(finding)
	}
	return c.caller.API.NewError(r)
}
