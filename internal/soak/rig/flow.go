package rig

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/transport"
)

// What the buyers are called, and what the merchant holds of them. None of it belongs into an error or a log.
const (
	BuyerName  = "Oleksandra-Prykladna"
	BuyerEmail = "oleksandra@buyer.example"
	BuyerPhone = "+380930000001"
	CardToken  = "card-token-5512-7731"
	DeskToken  = "DESK-FINGERPRINT-9F3C71" // of the cash desk
)

// A Book is what happened to the money of one order, as the merchant believes and as the sandbox has it. Cents and
// kopecks.
type Book struct {
	Charges, Refunds, Payouts  int
	Charged, Refunded, PaidOut int64
	Held                       int64
}

// A Flow is one payment from its order to its refund. ID is all it needs after a restart, beside what the last step
// wrote down.
type Flow struct {
	Sandbox  *sandbox.Sandbox // where the payer acts
	ID       string
	Rand     *rand.Rand
	Callback string // URL of the merchant's handler

	Believes Book
	Credited bool // a callback must have said that it was paid

	rig    *Rig
	kind   Kind
	life   int
	failed bool // it could not be brought to its end
}

// agent names this life of the flow to the proxy.
func (f *Flow) agent() string { return f.ID + "/" + strconv.Itoa(f.life) }

// refused reports whether this life's client is given an address where nobody listens.
func (f *Flow) refused() bool { return f.rig.config.Share > 0 && f.Rand.IntN(30) == 0 }

// restart goes on as a merchant's process that comes up again: with a new client, and nothing of the old one under way.
func (f *Flow) restart() {
	f.rig.Proxy.Fence(f.agent())
	f.life++
	f.rig.Tally.add(func(c *Counts) { c.Restarts++ })
}

// tries bounds how often a step is tried. With half of all requests spoiled nobody gets near it.
const tries = 200

// Once makes a call that moves money until it is known to have happened once: an unknown outcome is asked for before
// anything else. claimed is what the books must show once an answer says that it happened. dial makes the client of a
// new life.
func (f *Flow) Once(
	dial func(), claimed Moved, call func(context.Context) error,
	happened func(ctx context.Context, err error) (bool, error),
) bool {
	var last error
	for range tries {
		before := f.moved()
		err := f.inGroup(call)
		last = err
		f.rig.Tally.LookAt(err)
		f.judgeOutcome(before, claimed, err)
		switch {
		case err == nil:
			return true
		case errors.Is(err, strictpay.ErrOutcomeUnknown) && f.rig.config.Careless:
		case errors.Is(err, strictpay.ErrOutcomeUnknown):
			done, known := f.resolve(dial, err, happened)
			if !known {
				return f.Fail("the outcome stays unknown: %v", err)
			}
			f.judgeResolved(before, claimed, done)
			if done {
				return true
			}
		case errors.Is(err, strictpay.ErrNotSent) && f.retryable(err):
			f.rig.Tally.add(func(c *Counts) { c.NotSent++ })
			Breathe()
			f.Anew(dial)
		case errors.Is(err, strictpay.ErrRateLimited):
			f.rig.Tally.add(func(c *Counts) { c.Refusals++ })
		default:
			return f.Fail("unexpected: %v", err)
		}
	}
	return f.Fail("gave up: %v", last)
}

// resolve asks for the outcome of a call, for as long as it takes.
func (f *Flow) resolve(
	dial func(), unknown error, happened func(context.Context, error) (bool, error),
) (done, known bool) {
	f.rig.Tally.add(func(c *Counts) { c.Unknown++ })
	var u *strictpay.OutcomeUnknown
	if !errors.As(unknown, &u) || u.StatusQuery.Operation == "" || len(u.StatusQuery.Arguments) == 0 {
		return false, false
	}
	f.Anew(dial)
	known = f.Read(dial, func(ctx context.Context) (err error) {
		done, err = happened(ctx, unknown)
		return err
	})
	if known {
		f.rig.Tally.add(func(c *Counts) {
			c.Resolved++
			if done {
				c.HappenedAfterAll++
			}
		})
	}
	return done, known
}

// Read makes a call that moves nothing until it is answered.
func (f *Flow) Read(dial func(), call func(context.Context) error) bool {
	var last error
	for try := range tries {
		if last = call(context.Background()); last == nil {
			return true
		}
		f.rig.Tally.LookAt(last)
		if !f.retryable(last) {
			break
		}
		switch {
		case errors.Is(last, strictpay.ErrNotSent):
			Breathe()
			f.Anew(dial)
		case errors.Is(last, strictpay.ErrOutcomeUnknown), // a call with a key, which is repeated to learn its outcome
			try%4 == 3: // with more patience in the end
			f.Anew(dial)
		}
	}
	return f.Fail("no answer: %v", last)
}

// LookAt searches an error for what must not be printed.
func (f *Flow) LookAt(err error) { f.rig.Tally.LookAt(err) }

// Follow asks until the payment has ended; false where it ended unpaid.
func (f *Flow) Follow(dial func(), ask func(context.Context) (ended, paid bool, err error)) bool {
	for range tries {
		ended, paid, err := ask(context.Background())
		f.LookAt(err)
		switch {
		case errors.Is(err, strictpay.ErrOutcomeUnknown):
			f.rig.Tally.add(func(c *Counts) { c.Unknown, c.Resolved = c.Unknown+1, c.Resolved+1 }) // by following on
			f.Anew(dial)
		case err != nil:
			return f.Fail("unexpected: %v", err)
		case ended:
			return paid
		}
		Breathe()
	}
	return f.Fail("followed in vain")
}

// Anew goes on with a new client.
func (f *Flow) Anew(dial func()) {
	f.restart()
	dial()
}

// retryable: the proxy caused it, or a machine so busy that time was over before anything was sent, and not the
// provider by saying no.
func (f *Flow) retryable(err error) bool {
	switch strictpay.OutcomeOf(err) {
	case strictpay.NotAvailable, strictpay.Contradicted, strictpay.Unknown:
		return true
	case strictpay.Unsent:
		return errors.Is(err, context.DeadlineExceeded) || transport.ClassOf(err) != ""
	}
	if errors.Is(err, strictpay.ErrRateLimited) {
		return true
	}
	return f.kind.Retryable != nil && f.kind.Retryable(err)
}

// Fail notes that the flow could not be brought to its end.
func (f *Flow) Fail(format string, args ...any) bool {
	f.failed = true
	f.rig.Tally.problem(func(c *Counts) { c.LostResults++ }, "%s: %s", f.ID, fmt.Sprintf(format, args...))
	return false
}

// Must takes the error of what the payer does at the sandbox.
func (f *Flow) Must(err error) bool {
	if err != nil {
		return f.Fail("the payer: %v", err)
	}
	return true
}

// Money is an amount of cents as the APIs with main units have it.
func Money(cents int64) strictpay.Decimal {
	d, _ := strictpay.NewDecimal(decimal.New(cents, -2)) // two digits
	return d
}

// Cents is an amount in main units as the smallest unit; 0 where there is none.
func Cents(d *strictpay.Decimal) int64 {
	if d == nil || !d.IsSet() {
		return 0
	}
	return d.Decimal().Shift(2).IntPart()
}

// least is the smallest refund, in cents: RozetkaPay's documentation asks for 1 and more.
const least = 100

// Parts splits an amount into one or two refunds, which may leave a rest.
func (f *Flow) Parts(amount int64) []int64 {
	first := least + f.Rand.Int64N(amount-least+1)
	if rest := amount - first; rest > least && f.Rand.IntN(2) == 0 {
		return []int64{first, least + f.Rand.Int64N(rest-least+1)}
	}
	return []int64{first}
}

// Breathe is a little patience where calling again at once would meet the same.
func Breathe() { time.Sleep(5 * time.Millisecond) }
