package invoke

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// exchange sends the request of the call and notes what came in its Info.
func (c *Call) exchange(request *Request) (spec.Received, error) {
	if err := c.beforeSending(request); err != nil {
		return spec.Received{}, err
	}
	received, failure := c.caller.Exchanger.Exchange(c.ctx, c.op, request)
	c.info.Status, c.info.Attempts = received.Status, c.record.Attempts
	c.info.SetAnswer(received.Header, received.Body)
	return received, failure
}

// conclude reads what came and decides what it means: nil, or an error of one of the five kinds. Without an error,
// success holds the body of the answer; it is nil for an operation whose successes have none.
func (c *Call) conclude(received *spec.Received, failure error, success spec.Model) error {
	var r spec.Reading
	f := c.facts(received, failure)
	switch {
	case f.unsent:
	case f.whole && failure != nil && received.Envelope != spec.Unopened:
		r.Deviations.Add(strictpay.Violation, strictpay.KindSize, "", failure.Error())
	case f.whole:
		r = c.op.Read(received, success, c.caller.Decoding)
		c.op.Identify(c.asked, r.Value, &r.Deviations)
	}
	f.declared, f.violated, f.saysNo = r.Declared, r.Deviations.Violated(), r.Refusal != nil
	f.otherOrder = hasKind(&r.Deviations, strictpay.KindIdentity)
	outcome := f.outcome()
	drifted := r.Deviations.Drifted()
	if outcome == strictpay.Done && c.caller.Exact && len(r.Deviations.List) > 0 {
		f.violated, drifted = true, false
		outcome = f.outcome()
	}
	all := c.sent
	all.Join(r.Deviations)
	c.info.Deviations, c.info.Dropped = all.List, all.Dropped
	if drifted || c.sent.Drifted() {
		c.caller.drift(c.ctx, c.info)
	}
	err := c.errorOf(outcome, &f, &r, failure)
	c.record.Finish(spec.Ending{
		Outcome: outcome, Code: listedCode(err), Deviations: len(r.Deviations.List) + r.Deviations.Dropped,
	})
	return err
}

// facts are those that are known before the answer is read.
func (c *Call) facts(received *spec.Received, failure error) facts {
	_, unsent := failure.(*strictpay.NotSent)
	attempts := c.record.Attempts
	tooLarge := received.Status != 0 && overLimit(failure)
	return facts{
		movesMoney: c.op.MovesMoney,
		unsent:     unsent && !spec.MayHaveArrived(attempts),
		whole:      failure == nil || received.Envelope == spec.Unopened || tooLarge,
		opened:     received.Envelope == spec.Opened,
		status:     received.Status,
		empty:      len(received.Body) == 0,
		earlier:    len(attempts) > 1 && spec.MayHaveArrived(attempts[:len(attempts)-1]),
	}
}

// overLimit: the answer is too long. What the failure wraps does not count, see spec.OverLimit.
func overLimit(failure error) bool {
	_, ok := failure.(spec.OverLimit)
	return ok
}

func hasKind(devs *strictpay.Deviations, kind strictpay.Kind) bool {
	for i := range devs.List {
		if devs.List[i].Kind == kind {
			return true
		}
	}
	return false
}

// listedCode is the code of a refusal, where the provider's table lists it: hooks make names of metrics of it.
func listedCode(err error) string {
	if r, ok := err.(*strictpay.Refusal); ok && r.Known {
		return r.Code
	}
	return ""
}
