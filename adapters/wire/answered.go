package wire

import (
	"errors"
	"fmt"
	"io"
	"net/http"
)

func Answered[T any](c *Call, rsp *http.Response, err error) (*T, error) {
	value, err := AnsweredAny(c, rsp, err)
	if err != nil {
		return nil, err
	}
	return value.(*T), nil
}

func AnsweredAny(c *Call, rsp *http.Response, err error) (any, error) {
	body, err := c.receive(rsp, err)
	if err != nil {
		return nil, err
	}
	return c.judge(body)
}

type Empty struct{}

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

const maxReserved = 1 << 16

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

func (c *Call) transportFailed(err error) error {
	if errors.Is(err, ErrNotSent) {
		return c.NotSent(err)
	}
	if !c.op.MovesMoney {
		return fmt.Errorf("%s%w", where(c.caller.API.Name, c.op.ID), err)
	}
	return c.unclear(err)
}

func (c *Call) unclear(err error) error {
	if !c.op.MovesMoney {
		return err
	}
	return &OutcomeUnknown{API: c.caller.API.Name, Operation: c.op.ID, Reference: c.reference, Err: err}
}

func (c *Call) violation(cause error) *Error {
	return &Error{API: c.caller.API.Name, Operation: c.op.ID, Status: c.info.Status, Deviations: c.info.Deviations, Dropped: c.info.Dropped,
		header: c.info.Header, body: c.info.Body, cause: cause}
}

func (c *Call) contradiction(cause error) error {
	found := c.violation(cause)
	if c.info.Status < 400 {
		return c.unclear(found)
	}
	return c.unclear(c.refuse(c.anyVerdict(), nil, found))
}

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
