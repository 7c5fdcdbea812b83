package invoke

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// violation is the answer as an error of its own, with what Info has.
func (c *Call) violation(cause error) *strictpay.Error {
	return strictpay.NewError(strictpay.Error{API: c.op.API.Name, Operation: c.op.ID, Status: c.info.Status,
		Deviations: c.info.Deviations, Dropped: c.info.Dropped}, c.info.Header, c.info.Body, cause)
}

// refuse makes the provider's *Error; body is nil where it was not read.
func (c *Call) refuse(v *spec.Verdict, body any, finding *strictpay.Error) error {
	if v == nil {
		v = new(spec.Verdict)
	}
	api := c.op.API
	r := api.Refuse(c.op, c.info.Status, *v)
	r.Header, r.Body = c.info.Header, body
	if finding != nil {
		r = r.Because(finding)
	}
	return api.NewError(r)
}

// verdictOf is what a body says of its own refusal; nil where it says nothing.
func verdictOf(value any) *spec.Verdict {
	if r, ok := value.(spec.Refuser); ok {
		if v, refused := r.Verdict(); refused {
			return &v
		}
	}
	return nil
}

// undeclaredVerdict reads the body of an undeclared error status as the operation's declared errors have it, for the code
// in it; nil if it is not of that form.
func (c *Call) undeclaredVerdict(received *spec.Received) *spec.Verdict {
	for i := range c.op.Answers {
		a := &c.op.Answers[i]
		if a.Status < 400 || a.MediaType == "" || !a.Has(received.Header.Get("Content-Type")) {
			continue
		}
		value, devs := a.Read(received.Body)
		if devs.Violated() {
			return nil
		}
		return verdictOf(value)
	}
	return nil
}
