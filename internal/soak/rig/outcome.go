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

// covers reports whether at least as much moved as was told.
func (m Moved) covers(told Moved) bool {
	held := told.Held <= 0 || m.Held >= told.Held
	released := told.Held >= 0 || m.Held <= told.Held
	paid := m.Payouts >= told.Payouts && m.PaidOut >= told.PaidOut
	return held && released && paid && m.Charges >= told.Charges && m.Refunds >= told.Refunds &&
		m.Charged >= told.Charged &&
		m.Refunded >= told.Refunded && m.Payments >= told.Payments && m.Cancels >= told.Cancels
}

// judgeOutcome compares what a call tells with the sandbox's books: what was refused or not sent moved nothing, and
// what was done moved at least what it told.
func (f *Flow) judgeOutcome(before, told Moved, err error) {
	switch outcome := strictpay.OutcomeOf(err); outcome {
	case strictpay.Done:
		f.mustCover(before, told, "done")
	case strictpay.Refused, strictpay.Unsent:
		f.mustStay(before, string(outcome), err)
	case strictpay.Contradicted, strictpay.NotAvailable:
		f.toldWrongly("money may have moved, told %s: %v", outcome, err)
	}
}

// judgeResolved does the same for an unknown outcome that was asked for.
func (f *Flow) judgeResolved(before, told Moved, done bool) {
	if done {
		f.mustCover(before, told, "that it had happened")
		return
	}
	f.mustStay(before, "that it had not happened", nil)
}

func (f *Flow) mustCover(before, told Moved, what string) {
	if moved := f.moved().since(before); !moved.covers(told) {
		f.toldWrongly("told %s: want %+v, moved %+v", what, told, moved)
	}
}

func (f *Flow) mustStay(before Moved, what string, err error) {
	if after := f.moved(); after != before {
		f.toldWrongly("told %s, the books had %+v and have %+v: %v", what, before, after, err)
	}
}

func (f *Flow) toldWrongly(format string, args ...any) {
	f.rig.Tally.problem(func(c *Counts) { c.ToldWrongly++ }, "%s: %s", f.ID, fmt.Sprintf(format, args...))
}
