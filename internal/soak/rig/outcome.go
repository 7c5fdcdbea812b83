package rig

import (
	"context"
	"fmt"
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

// A Moved is what a call did to the books of its order, as a difference: Held is negative where a hold was captured or
// released.
type Moved struct {
	Book
	Payments, Cancels int
}

// since is what has moved since then.
func (m Moved) since(then Moved) Moved {
	return Moved{
		Book: Book{
			Charges: m.Charges - then.Charges, Refunds: m.Refunds - then.Refunds,
			Charged: m.Charged - then.Charged, Refunded: m.Refunded - then.Refunded, Held: m.Held - then.Held,
			Payouts: m.Payouts - then.Payouts, PaidOut: m.PaidOut - then.PaidOut,
		},
		Payments: m.Payments - then.Payments, Cancels: m.Cancels - then.Cancels,
	}
}

// covers reports whether at least as much moved as was claimed.
func (m Moved) covers(claimed Moved) bool {
	held := claimed.Held <= 0 || m.Held >= claimed.Held
	released := claimed.Held >= 0 || m.Held <= claimed.Held
	paid := m.Payouts >= claimed.Payouts && m.PaidOut >= claimed.PaidOut
	return held && released && paid && m.Charges >= claimed.Charges && m.Refunds >= claimed.Refunds &&
		m.Charged >= claimed.Charged &&
		m.Refunded >= claimed.Refunded && m.Payments >= claimed.Payments && m.Cancels >= claimed.Cancels
}

// judgeOutcome compares what a call tells with the sandbox's books: what was refused or not sent moved nothing, and
// what was done moved at least what it claimed.
func (f *Flow) judgeOutcome(before, claimed Moved, err error) {
	switch outcome := strictpay.OutcomeOf(err); outcome {
	case strictpay.Done:
		f.mustCover(before, claimed, "done")
	case strictpay.Refused, strictpay.Unsent:
		f.mustStay(before, string(outcome), err)
	case strictpay.Contradicted, strictpay.NotAvailable:
		f.claimedWrongly("money may have moved, claimed %s: %v", outcome, err)
	}
}

// judgeResolved does the same for an unknown outcome that was asked for.
func (f *Flow) judgeResolved(before, claimed Moved, done bool) {
	if done {
		f.mustCover(before, claimed, "that it had happened")
		return
	}
	f.mustStay(before, "that it had not happened", nil)
}

func (f *Flow) mustCover(before, claimed Moved, what string) {
	if moved := f.moved().since(before); !moved.covers(claimed) {
		f.claimedWrongly("claimed %s: want %+v, moved %+v", what, claimed, moved)
	}
}

func (f *Flow) mustStay(before Moved, what string, err error) {
	if after := f.moved(); after != before {
		f.claimedWrongly("claimed %s, the books had %+v and have %+v: %v", what, before, after, err)
	}
}

func (f *Flow) claimedWrongly(format string, args ...any) {
	f.rig.Tally.problem(func(c *Counts) { c.ClaimedWrongly++ }, "%s: %s", f.ID, fmt.Sprintf(format, args...))
}
