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
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/transport"
)

// What the buyers are called. None of it belongs into an error or a log.
const (
	buyerName  = "Oleksandra-Prykladna"
	buyerEmail = "oleksandra@buyer.example"
	buyerPhone = "+380930000001"
	cardToken  = "card-token-5512-7731"
)

// apis have a kind of flow each.
var apis = []string{"vertex", "rozetkapay", "koshelek", "xpayments"}

var kinds = map[string]func(*flow){"vertex": vertexFlow, "rozetkapay": rozetkapayFlow, "koshelek": koshelekFlow, "xpayments": xpaymentsFlow}

// A book is what happened to the money of one order, as the merchant believes and as the sandbox has it. Cents and kopecks.
type book struct {
	charges, refunds  int // -1: not told
	charged, refunded int64
	held              int64
}

// A flow is one payment from its order to its refund. id is all it needs after a restart, beside what the last step had written down.
type flow struct {
	rig  *Rig
	id   string
	rng  *rand.Rand
	life int

	believes book
	books    func() book // of the sandbox
	credited bool        // a callback must have said that it was paid
	failed   bool        // it could not be brought to its end
}

// agent names this life of the flow on the line.
func (f *flow) agent() string { return f.id + "/" + strconv.Itoa(f.life) }

// refused reports whether this life's client is given an address where nobody listens.
func (f *flow) refused() bool { return f.rig.config.Share > 0 && f.rng.IntN(30) == 0 }

// restart goes on as a merchant's process that comes up again: with a new client, and nothing of the old one under way.
func (f *flow) restart() {
	f.rig.Line.Fence(f.agent())
	f.life++
	f.rig.Tally.add(func(c *Counts) { c.Restarts++ })
}

// tries bounds how often a step is tried. With half of all requests spoiled nobody gets near it.
const tries = 200

// once makes a call that moves money until it is known to have happened once: an unknown outcome is asked for before anything else. dial makes the client of a new life.
func (f *flow) once(dial func(), call func(context.Context) error, happened func(ctx context.Context, err error) (bool, error)) bool {
	var last error
	for range tries {
		err := call(context.Background())
		last = err
		f.rig.Tally.LookAt(err)
		switch {
		case err == nil:
			return true
		case errors.Is(err, strictpay.ErrOutcomeUnknown) && f.rig.config.Careless:
		case errors.Is(err, strictpay.ErrOutcomeUnknown):
			done, known := f.resolve(dial, err, happened)
			if !known {
				return f.fail("the outcome stays unknown: %v", err)
			}
			if done {
				return true
			}
		case errors.Is(err, strictpay.ErrNotSent) && passing(err):
			f.rig.Tally.add(func(c *Counts) { c.NotSent++ })
			breathe()
			f.anew(dial)
		case errors.Is(err, strictpay.ErrRateLimited):
			f.rig.Tally.add(func(c *Counts) { c.Refusals++ })
		default:
			return f.fail("unexpected: %v", err)
		}
	}
	return f.fail("gave up: %v", last)
}

// resolve asks for the outcome of a call, for as long as it takes.
func (f *flow) resolve(dial func(), unknown error, happened func(context.Context, error) (bool, error)) (done, known bool) {
	f.rig.Tally.add(func(c *Counts) { c.Unknown++ })
	var u *strictpay.OutcomeUnknown
	if !errors.As(unknown, &u) || u.Reference.Operation == "" || len(u.Reference.Arguments) == 0 {
		return false, false
	}
	f.anew(dial)
	known = f.read(dial, func(ctx context.Context) (err error) {
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

// read makes a call that moves nothing until it is answered.
func (f *flow) read(dial func(), call func(context.Context) error) bool {
	var last error
	for range tries {
		if last = call(context.Background()); last == nil {
			return true
		}
		f.rig.Tally.LookAt(last)
		if !passing(last) {
			break
		}
		if errors.Is(last, strictpay.ErrNotSent) {
			breathe()
			f.anew(dial)
		}
	}
	return f.fail("no answer: %v", last)
}

func (f *flow) anew(dial func()) {
	f.restart()
	dial()
}

// passing: the line's doing, or a machine so busy that time was over before anything was sent, not the provider's no.
func passing(err error) bool {
	var damage *strictpay.Error
	if errors.As(err, &damage) && damage.Request {
		return false
	}
	return errors.Is(err, context.DeadlineExceeded) || transport.ClassOf(err) != "" || errors.As(err, &damage) || errors.Is(err, strictpay.ErrRateLimited) || errors.Is(err, xpayments.ErrSealBroken)
}

// fail notes that the flow could not be brought to its end.
func (f *flow) fail(format string, args ...any) bool {
	f.failed = true
	f.rig.Tally.problem(func(c *Counts) { c.LostResults++ }, "%s: %s", f.id, fmt.Sprintf(format, args...))
	return false
}

// must takes the error of what the payer does at the sandbox.
func (f *flow) must(err error) bool {
	if err != nil {
		return f.fail("the payer: %v", err)
	}
	return true
}

// money is an amount of cents as the APIs with main units have it.
func money(cents int64) strictpay.Decimal {
	d, _ := strictpay.NewDecimal(decimal.New(cents, -2)) // two digits
	return d
}

func cents(d *strictpay.Decimal) int64 {
	if d == nil || !d.IsSet() {
		return 0
	}
	return d.Decimal().Shift(2).IntPart()
}

// least is the smallest refund, in cents: RozetkaPay's documentation asks for 1 and more.
const least = 100

// parts splits an amount into one or two refunds, which may leave a rest.
func (f *flow) parts(amount int64) []int64 {
	first := least + f.rng.Int64N(amount-least+1)
	if rest := amount - first; rest > least && f.rng.IntN(2) == 0 {
		return []int64{first, least + f.rng.Int64N(rest-least+1)}
	}
	return []int64{first}
}

// breathe is a little patience where calling again at once would meet the same.
func breathe() { time.Sleep(5 * time.Millisecond) }
