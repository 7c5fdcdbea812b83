package invoke

import (
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// exchange sends the request of the call and keeps what came.
func (c *Call) exchange() error {
	if err := c.beforeSending(&c.Request); err != nil {
		return err
	}
	c.Request.out = &c.out
	var failure error
	c.received, failure = c.caller.Exchanger.Exchange(c.settings.Context, c.op, &c.Request)
	c.info.Status, c.info.Attempts = c.received.Status, c.record.Attempts
	return failure
}

// conclude reads what came and decides what it means: nil, or an error of one of the five kinds. Without an error,
// success holds the body of the answer; it is nil for an operation whose successes have none.
func (c *Call) conclude(failure error, success spec.Model) error {
	var r spec.Reading
	f := c.facts(failure)
	c.read(&f, &r, failure, success)
	err := c.judge(&f, &r, failure)
	c.letGo()
	return err
}

// letGo keeps nothing of the answer in the call: net's dialer, whose timer was stopped, keeps the context of a call for
// some seconds, and that may lead here. An Info that the handler of drift was given is the handler's.
func (c *Call) letGo() {
	c.received = spec.Received{}
	if !c.shown {
		c.ownInfo = strictpay.Info{}
	}
}

// read reads an answer that came whole.
func (c *Call) read(f *facts, r *spec.Reading, failure error, success spec.Model) {
	switch {
	case f.unsent:
	case f.whole && failure != nil && c.received.Envelope != spec.Unopened:
		r.Deviations.Add(strictpay.Violation, strictpay.KindSize, "", failure.Error())
	case f.whole:
		c.op.ReadTo(r, &c.received, success, c.caller.Decoding)
		c.op.Identify(c.asked, r.Value, &r.Deviations)
	}
}

// judge decides, and tells everybody who is to know.
func (c *Call) judge(f *facts, r *spec.Reading, failure error) error {
	f.declared, f.violated, f.saysNo = r.Declared, r.Deviations.Violated(), r.Refusal != nil
	f.otherOrder = hasKind(&r.Deviations, strictpay.KindIdentity)
	outcome := f.outcome()
	drifted := r.Deviations.Drifted()
	if outcome == strictpay.Done && c.caller.Exact && len(r.Deviations.List) > 0 {
		f.violated, drifted = true, false
		outcome = f.outcome()
	}
	all := *c.Found() // of the request, which was sent all the same
	all.Join(r.Deviations)
	c.info.Deviations, c.info.Dropped = all.List, all.Dropped
	drifted = drifted || c.Found().Drifted()
	if drifted || outcome != strictpay.Done || c.info != &c.ownInfo { // somebody is going to look at it
		c.info.SetAnswer(c.received.Header, c.received.Body)
		c.info.Attempts = slices.Clone(c.record.Attempts) // or the whole call is kept with them
	}
	if drifted {
		c.shown = true
		c.caller.drift(c.settings.Context, c.info)
	}
	err := c.errorOf(outcome, f, r, failure)
	c.record.Finish(spec.Ending{
		Outcome: outcome, Code: listedCode(err), Deviations: len(r.Deviations.List) + r.Deviations.Dropped,
	})
	return err
}

// facts are those that are known before the answer is read.
func (c *Call) facts(failure error) facts {
	received := &c.received
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
