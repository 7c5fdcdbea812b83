package rig

import (
	"context"
	"syscall"
	"time"

	"github.com/strictpay/strictpay"
)

// inGroup makes a call, now and then in a group: another call is refused its connection, and its error cancels this
// one.
func (f *Flow) inGroup(call func(context.Context) error) error {
	if f.rig.config.Share == 0 || f.Rand.IntN(20) != 0 {
		return call(context.Background())
	}
	f.rig.Tally.Met(Group)
	ctx, cancel := context.WithCancelCause(context.Background())
	other := &strictpay.NotSent{API: "other", Operation: "call", Err: syscall.ECONNREFUSED}
	timer := time.AfterFunc(time.Duration(f.Rand.IntN(4000))*time.Microsecond, func() { cancel(other) })
	defer timer.Stop()
	return call(ctx)
}

// judgeOutcome compares what an error says with the sandbox's books: what was refused or not sent moved nothing.
func (f *Flow) judgeOutcome(before Book, err error) {
	switch outcome := strictpay.OutcomeOf(err); outcome {
	case strictpay.Refused, strictpay.Unsent:
		if after := f.books(); after != before {
			f.rig.Tally.problem(func(c *Counts) { c.Mismatches++ },
				"%s: told %s, the books had %+v and have %+v: %v", f.ID, outcome, before, after, err)
		}
	case strictpay.Contradicted, strictpay.NotAvailable:
		f.rig.Tally.problem(func(c *Counts) {
			c.Mismatches++
		}, "%s: money may have moved, told %s: %v", f.ID, outcome, err)
	}
}
