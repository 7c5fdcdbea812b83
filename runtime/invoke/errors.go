package invoke

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// errorOf makes the error of an outcome, nil for Done. Each holds what came; none is found in another.
func (c *Call) errorOf(outcome strictpay.Outcome, f *facts, r *spec.Reading, failure error) error {
	switch outcome {
	case strictpay.Done:
		return nil
	case strictpay.Unsent:
		return strictpay.NewNotSent(c.op.API.Name, c.op.ID, failure)
	case strictpay.Refused:
		return c.refusal(f, r)
	case strictpay.Contradicted:
		return c.contradiction(r, failure)
	case strictpay.NotAvailable:
		return c.unavailable(f, r, failure)
	}
	return c.unknown(f, r, failure)
}

// refusal is the provider's no. A 401, 403 or 429 is one without a body that says so.
func (c *Call) refusal(f *facts, r *spec.Reading) *strictpay.Refusal {
	var info spec.RefusalInfo
	var body any
	if r.Refusal != nil {
		info, body = *r.Refusal, r.Value
	}
	refusal := strictpay.NewRefusal(c.op.API.Refuse(c.op, f.status, info), info.Text, c.info.Header())
	refusal.Body = body
	refusal.Deviations, refusal.Dropped, refusal.Attempts = r.Deviations.List, r.Deviations.Dropped, c.info.Attempts
	return refusal
}

// understood is the refusal that an answer holds which does not decide; nil where it holds none.
func (c *Call) understood(f *facts, r *spec.Reading) *strictpay.Refusal {
	if r.Refusal == nil && !f.byStatus() {
		return nil
	}
	return c.refusal(f, r)
}

// contradiction is an answer that is not what the specification says, with the value as far as it was read.
func (c *Call) contradiction(r *spec.Reading, failure error) *strictpay.Contradiction {
	e := strictpay.Contradiction{
		API: c.op.API.Name, Operation: c.op.ID, Status: c.info.Status,
		Deviations: r.Deviations.List, Dropped: r.Deviations.Dropped, Attempts: c.info.Attempts,
		Err: strictpay.ForeignCause(failure),
	}
	return strictpay.NewContradiction(e, c.info.Header(), c.info.Body(), r.Value)
}

func (c *Call) unavailable(f *facts, r *spec.Reading, failure error) *strictpay.Unavailable {
	return strictpay.NewUnavailable(strictpay.Unavailable{
		API: c.op.API.Name, Operation: c.op.ID, Status: f.status, Refusal: c.understood(f, r),
		Deviations: r.Deviations.List, Dropped: r.Deviations.Dropped, Attempts: c.info.Attempts,
		Err: strictpay.ForeignCause(failure),
	}, c.info.Header())
}

// unknown is an answer, or none, that does not tell whether money moved.
func (c *Call) unknown(f *facts, r *spec.Reading, failure error) *strictpay.OutcomeUnknown {
	e := &strictpay.OutcomeUnknown{
		API: c.op.API.Name, Operation: c.op.ID, Status: f.status, StatusQuery: c.query, Attempts: c.info.Attempts,
		Err: strictpay.ForeignCause(failure),
	}
	switch f.asAnswered() {
	case strictpay.Contradicted:
		e.Contradiction = c.contradiction(r, failure)
	default:
		e.Refusal = c.understood(f, r)
	}
	return e
}
