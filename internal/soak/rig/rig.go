// Package rig runs whole payments through the public clients and a proxy with faults and compares what the merchant
// believes with the sandbox's books.
//
// A [Rig] is a sandbox, a [FaultProxy] before it, a [Merchant] who takes callbacks, and a [Tally]. [Rig.Run] runs
// flows of each [Kind]: every call is repeated or asked for as its documentation says until the flow knows that it
// happened once. [Rig.Audit] then looks for charges that happened twice and for results that were lost. Everything is
// on loopback.
package rig

import (
	"context"
	"math/rand/v2"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Config says how a Rig is run. Zeros are no faults and no restarts.
type Config struct {
	Seed     uint64
	Share    float64       // of requests that meet a fault
	Retries  int           // of a call, where repeating is safe
	Patience time.Duration // with one attempt, and more in later lives of a flow; 0 is a second
	Restart  int           // requests between restarts of the proxy
	Flows    int           // in one Run; 0 is without end
	Workers  int           // flows at a time; 0 is 16
	Careless bool          // a merchant who calls again without asking: the audit must find out
}

// A Rig is a sandbox behind a proxy with faults, and a merchant before it.
type Rig struct {
	Sandbox *sandbox.Sandbox
	Proxy   *FaultProxy
	Tally   *Tally

	config   Config
	kinds    []Kind
	merchant *Merchant

	mu    sync.Mutex
	flows []*Flow // that ended
}

// New starts everything for these kinds of payments. The tally may be shared with other rigs.
func New(config Config, kinds []Kind, tally *Tally) (*Rig, error) {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Rig{Sandbox: s, Tally: tally, config: config, kinds: kinds}
	if r.Proxy, err = NewLastingProxy(s.URL, config.Seed, config.Share, tally); err != nil {
		s.Close()
		return nil, err
	}
	if r.merchant, err = newMerchant(r); err != nil {
		r.Proxy.Close()
		s.Close()
		return nil, err
	}
	tally.Plant(Marker, r.merchant.Password, BuyerEmail, BuyerPhone, BuyerName, CardToken, DeskToken)
	for _, kind := range kinds {
		r.Proxy.RefuseRepeats(kind.Already)
		tally.Plant(kind.Secrets(s)...)
	}
	return r, nil
}

// Close stops everything.
func (r *Rig) Close() {
	r.Proxy.Close()
	r.Sandbox.Close()
	r.merchant.close()
}

// nobody listens there.
const nobody = "http://127.0.0.1:1"

// URL is an address of the sandbox through the proxy, or now and then one where nobody listens.
func (f *Flow) URL(sandboxURL string) string {
	u, err := url.Parse(sandboxURL)
	if err != nil {
		return sandboxURL
	}
	if f.refused() {
		f.rig.Tally.Met(Refused)
		return nobody + u.Path
	}
	return f.rig.Proxy.URL() + u.Path
}

// Options are those of all clients of a flow's life. Later lives have more patience, so that flows come to their end
// on a machine of any load.
func (f *Flow) Options() []strictpay.Option {
	patience := f.kind.patience(f.rig.config.Patience) << min(f.life/16, 7)
	return []strictpay.Option{
		strictpay.WithUserAgent(f.agent()), strictpay.WithRetries(f.rig.config.Retries),
		strictpay.WithAttemptTimeout(patience),
		strictpay.WithTimeout(4 * patience), f.rig.Tally.Hooks(),
	}
}

// Run lets flows pass, Workers at a time, until ctx ends or all have passed. Flows that began are brought to their end.
func (r *Rig) Run(ctx context.Context) {
	workers := r.config.Workers
	if workers == 0 {
		workers = 16
	}
	numbers := make(chan int)
	var wait, beside sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for n := range numbers {
				r.pass(n)
			}
		})
	}
	for _, c := range r.fakes() {
		c.Repeat(1) // before the first flow: every callback comes twice
	}
	disturbing, stop := context.WithCancel(context.Background())
	beside.Go(func() { r.disorder(disturbing) })
	beside.Go(func() { r.restarts(disturbing) })
	for n := 0; r.config.Flows == 0 || n < r.config.Flows; n++ {
		select {
		case numbers <- n:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(numbers)
	wait.Wait()
	stop()
	beside.Wait()
	for _, c := range r.fakes() {
		c.Deliveries() // waits for those under way
	}
}

// fakes are those of the kinds.
func (r *Rig) fakes() []fake.Server {
	var list []fake.Server
	for _, kind := range r.kinds {
		list = append(list, kind.Fake(r.Sandbox))
	}
	return list
}

// disorder delivers now and then a batch of callbacks backwards.
func (r *Rig) disorder(ctx context.Context) {
	all := r.fakes()
	for held := true; ctx.Err() == nil; held = !held {
		for _, c := range all {
			if held {
				c.Hold()
			} else {
				c.Release(true)
			}
		}
		pause(ctx, 20*time.Millisecond)
	}
	for _, c := range all {
		c.Release(true)
	}
}

// restarts counts requests and no time: a slow machine would do nothing but restart.
func (r *Rig) restarts(ctx context.Context) {
	next := int64(r.config.Restart)
	for r.config.Restart > 0 && pause(ctx, 5*time.Millisecond) {
		if r.Proxy.Requests() < next {
			continue
		}
		next = r.Proxy.Requests() + int64(r.config.Restart)
		if err := r.Proxy.Restart(20 * time.Millisecond); err != nil {
			r.Tally.problem(func(c *Counts) { c.Mismatches++ }, "the proxy did not come back: %v", err)
			return
		}
	}
}

func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// pass runs one flow to its end.
func (r *Rig) pass(n int) {
	f := &Flow{rig: r, Sandbox: r.Sandbox, Rand: rand.New(rand.NewPCG(r.config.Seed, uint64(n)))}
	f.kind = r.pick(f.Rand)
	f.ID = f.kind.API[:1] + "-" + strconv.FormatUint(r.config.Seed, 36) + "-" + strconv.Itoa(n)
	f.Callback = r.merchant.URL(f.kind.API)
	f.kind.Pay(f)
	r.Tally.add(func(c *Counts) { c.Flows++ })
	r.mu.Lock()
	defer r.mu.Unlock()
	r.flows = append(r.flows, f)
}

// pick draws a kind by the weights.
func (r *Rig) pick(rng *rand.Rand) Kind {
	total := 0
	for _, kind := range r.kinds {
		total += kind.Weight
	}
	n := rng.IntN(total)
	for _, kind := range r.kinds {
		if n -= kind.Weight; n < 0 {
			return kind
		}
	}
	return r.kinds[0]
}
