// Package rig runs whole payments through the public clients over a faulty line and compares what the merchant believes with the sandbox's books.
//
// A [Rig] is a sandbox, a [Line] before it, a merchant's door for callbacks, and a [Tally]. [Rig.Run] lets flows of all four APIs pass: each call is repeated or asked
// for as its documentation says until the flow knows that it happened once. [Rig.Audit] then looks for charges that happened twice and for results that were lost.
// Everything is on loopback.
package rig

import (
	"context"
	"encoding/base64"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Config says how a Rig is run. Zeros are no faults, no restarts, and flows of every API alike.
type Config struct {
	Seed     uint64
	Share    float64        // of requests that meet a fault
	Retries  int            // of a call, where repeating is safe
	Patience time.Duration  // with one attempt; 0 is a second
	Restart  time.Duration  // between restarts of the line
	Weights  map[string]int // of the APIs; nil is 1 for each
	Flows    int            // in one Run; 0 is without end
	Workers  int            // flows at a time; 0 is 16
	Careless bool           // a merchant who calls again without asking: the audit must find out
}

// A Rig is a sandbox behind a faulty line, and a merchant before it.
type Rig struct {
	Sandbox *sandbox.Sandbox
	Line    *Line
	Tally   *Tally

	config   Config
	desk     strictpay.Secret // token of the cash desk
	merchant *merchant

	mu    sync.Mutex
	flows []*flow // that ended
}

// New starts everything. The tally may be shared with other rigs.
func New(config Config, tally *Tally) (*Rig, error) {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &Rig{Sandbox: s, Tally: tally, config: config, desk: strictpay.NewSecret("DESK-FINGERPRINT-9F3C71")}
	u, err := url.Parse(s.Vertex.URL)
	if err == nil {
		r.Line, err = NewLine("http://"+u.Host, config.Seed, config.Share, tally)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	if r.merchant, err = newMerchant(r); err != nil {
		r.Line.Close()
		s.Close()
		return nil, err
	}
	s.RozetkaPay.SetBalance(strictpay.MustDecimal("1000000000"))
	tally.Plant(Marker, s.RozetkaPay.Password, s.Koshelek.Login, s.Koshelek.Password, s.Vertex.Token, s.Vertex.WebhookSecret, s.XPayments.Password, r.desk.Reveal(),
		base64.StdEncoding.EncodeToString([]byte(s.RozetkaPay.Login+":"+s.RozetkaPay.Password)), base64.StdEncoding.EncodeToString([]byte(s.Koshelek.Login+":"+s.Koshelek.Password)),
		s.XPayments.PrivateKey[100:140], r.merchant.password, buyerEmail, buyerPhone, buyerName, cardToken)
	return r, nil
}

// Close stops everything.
func (r *Rig) Close() {
	r.Line.Close()
	r.Sandbox.Close()
	r.merchant.close()
}

// nobody listens there.
const nobody = "http://127.0.0.1:1"

// through is an address of the sandbox over the line, or one where nobody listens.
func (r *Rig) through(sandboxURL string, refused bool) string {
	u, err := url.Parse(sandboxURL)
	if err != nil {
		return sandboxURL
	}
	if refused {
		r.Tally.Met(Refused)
		return nobody + u.Path
	}
	return r.Line.URL() + u.Path
}

// patience is how long an attempt may take.
func (r *Rig) patience() time.Duration {
	if r.config.Patience == 0 {
		return time.Second
	}
	return r.config.Patience
}

// options of all clients of a flow's life.
func (r *Rig) options(agent string) []strictpay.Option {
	patience := r.patience()
	return []strictpay.Option{
		strictpay.WithUserAgent(agent), strictpay.WithRetries(r.config.Retries), strictpay.WithAttemptTimeout(patience), strictpay.WithTimeout(4 * patience), r.Tally.Hooks(),
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
	for _, c := range r.callbacks() {
		c.Repeat(1) // before the first flow: every callback comes twice
	}
	aside, stop := context.WithCancel(context.Background())
	beside.Go(func() { r.disorder(aside) })
	beside.Go(func() { r.restarts(aside) })
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
	for _, c := range r.callbacks() {
		c.Deliveries() // waits for those under way
	}
}

// callbacks are those of all four fakes.
func (r *Rig) callbacks() []fake.Callbacks {
	s := r.Sandbox
	return []fake.Callbacks{s.Vertex.Callbacks, s.RozetkaPay.Callbacks, s.Koshelek.Callbacks, s.XPayments.Callbacks}
}

// disorder delivers now and then a batch of callbacks backwards.
func (r *Rig) disorder(ctx context.Context) {
	all := r.callbacks()
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

func (r *Rig) restarts(ctx context.Context) {
	for r.config.Restart > 0 && pause(ctx, r.config.Restart) {
		if err := r.Line.Restart(20 * time.Millisecond); err != nil {
			r.Tally.problem(func(c *Counts) { c.Mismatches++ }, "the line did not come back: %v", err)
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
	id := "soak-" + strconv.FormatUint(r.config.Seed, 36) + "-" + strconv.Itoa(n)
	f := &flow{rig: r, id: id, rng: rand.New(rand.NewPCG(r.config.Seed, uint64(n)))}
	api := r.pick(f.rng)
	f.id = strings.Replace(id, "soak", api[:1], 1)
	kinds[api](f)
	r.Tally.add(func(c *Counts) { c.Flows++ })
	r.mu.Lock()
	defer r.mu.Unlock()
	r.flows = append(r.flows, f)
}

func (r *Rig) pick(rng *rand.Rand) string {
	total := 0
	for _, api := range apis {
		total += r.weight(api)
	}
	n := rng.IntN(total)
	for _, api := range apis {
		if n -= r.weight(api); n < 0 {
			return api
		}
	}
	return apis[0]
}

func (r *Rig) weight(api string) int {
	if r.config.Weights == nil {
		return 1
	}
	return r.config.Weights[api]
}
