package rig

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A Merchant takes callbacks, each of them more than once and in any order, and credits each order once.
type Merchant struct {
	Password string // of callbacks that come with HTTP Basic

	rig    *Rig
	url    string
	server *http.Server
	served sync.WaitGroup

	mu      sync.Mutex
	seen    map[string]bool // keys of events
	credits map[string]int  // by order
}

func newMerchant(r *Rig) (*Merchant, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	m := &Merchant{
		rig: r, url: "http://" + listener.Addr().String(), Password: invoke.NewKey(),
		seen: map[string]bool{}, credits: map[string]int{},
	}
	mux := http.NewServeMux()
	for _, kind := range r.kinds {
		handler, err := kind.Receive(m, r.Sandbox)
		if err != nil {
			_ = listener.Close()
			return nil, err
		}
		mux.Handle("POST /"+kind.API, handler)
	}
	m.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: quiet}
	m.served.Go(func() { _ = m.server.Serve(listener) })
	return m, nil
}

// URL is where an API's callbacks go.
func (m *Merchant) URL(api string) string { return m.url + "/" + api }

func (m *Merchant) close() {
	_ = m.server.Close()
	m.served.Wait()
}

// Took handles an event that was verified: one that was seen before changes nothing.
func (m *Merchant) Took(key, order string, paid bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	repeated := m.seen[key]
	m.seen[key] = true
	if paid && !repeated {
		m.credits[order]++
	}
	m.rig.Tally.add(func(c *Counts) {
		c.Callbacks++
		if repeated {
			c.Duplicates++
		} else if paid {
			c.Credits++
		}
	})
}

// Refused counts callbacks that were not taken. All of them are the sandbox's, so there must be none.
func (m *Merchant) Refused(api string, err error) {
	m.rig.Tally.LookAt(err)
	m.rig.Tally.problem(func(c *Counts) { c.Mismatches++ }, "%s: a callback was not taken: %v", api, err)
}

func (m *Merchant) credited(order string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.credits[order]
}

// Audit compares what the merchant believes of every order with the sandbox's books, and with what callbacks said.
func (r *Rig) Audit() {
	r.mu.Lock()
	flows := r.flows
	r.mu.Unlock()
	for _, f := range flows {
		r.audit(f)
	}
	if led := r.Proxy.Trap.Caught(); led > 0 {
		r.Tally.problem(func(c *Counts) { c.Led += int(led) }, "%d requests followed a redirect to another host", led)
	}
}

func (r *Rig) audit(f *Flow) {
	was, believed := f.books(), f.Believes
	switch {
	case was.Charges > believed.Charges && believed.Charges > 0 || was.Charged > believed.Charged &&
		believed.Charged > 0,
		was.Refunds > believed.Refunds || was.Refunded > believed.Refunded,
		was.Payouts > believed.Payouts && believed.Payouts > 0:
		r.Tally.problem(func(c *Counts) {
			c.DoubleCharges++
		}, "%s: moved twice: believed %+v, books %+v", f.ID, believed, was)
	case was != believed:
		r.Tally.problem(func(c *Counts) { c.LostResults++ }, "%s: lost: believed %+v, books %+v", f.ID, believed, was)
	}
	want := 0
	if f.Credited {
		want = 1
	}
	if got := r.merchant.credited(f.ID); got != want && !f.failed {
		r.Tally.problem(func(c *Counts) {
			c.Mismatches++
		}, "%s: callbacks credited it %d times, want %d", f.ID, got, want)
	}
}

// books are those of the sandbox.
func (f *Flow) books() Book { return f.moved().Book }

// moved is all that has moved so far, as the sandbox has it.
func (f *Flow) moved() Moved {
	b := f.kind.Fake(f.Sandbox).Books(f.ID)
	unit := func(d strictpay.Decimal) int64 {
		if f.kind.Cents {
			return d.Decimal().IntPart()
		}
		return Cents(&d)
	}
	return Moved{
		Book: Book{
			Charges: b.Charges, Refunds: b.Refunds, Charged: unit(b.Charged), Refunded: unit(b.Refunded),
			Held: unit(b.Held), Payouts: b.Payouts, PaidOut: unit(b.PaidOut),
		},
		Payments: b.Payments, Cancels: b.Cancels,
	}
}
