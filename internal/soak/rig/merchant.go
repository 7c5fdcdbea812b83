package rig

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/strictpay/strictpay/runtime/invoke"
)

// A merchant takes callbacks, each of them more than once and in any order, and credits each order once.
type merchant struct {
	rig      *Rig
	mux      *http.ServeMux
	url      string
	password string // of the postbacks of Koshelek
	server   *http.Server
	served   sync.WaitGroup

	mu      sync.Mutex
	seen    map[string]bool // keys of events
	credits map[string]int  // by order
}

func newMerchant(r *Rig) (*merchant, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	m := &merchant{rig: r, mux: http.NewServeMux(), url: "http://" + listener.Addr().String(), password: invoke.NewKey(), seen: map[string]bool{}, credits: map[string]int{}}
	m.vertexDoor(r.Sandbox.Vertex.WebhookSecret)
	m.rozetkapayDoor(r.Sandbox.RozetkaPay.Password)
	m.koshelekDoor()
	if err := m.xpaymentsDoor(r.Sandbox.XPayments); err != nil {
		_ = listener.Close()
		return nil, err
	}
	m.server = &http.Server{Handler: m.mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: quiet}
	m.served.Go(func() { _ = m.server.Serve(listener) })
	return m, nil
}

func (m *merchant) close() {
	_ = m.server.Close()
	m.served.Wait()
}

// took handles an event that was verified: one that was seen before changes nothing.
func (m *merchant) took(key, order string, paid bool) {
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

// refused is told of callbacks that were not taken. All of them are the sandbox's, so there must be none.
func (m *merchant) refused(api string, err error) {
	m.rig.Tally.LookAt(err)
	m.rig.Tally.problem(func(c *Counts) { c.Mismatches++ }, "%s: a callback was not taken: %v", api, err)
}

func (m *merchant) credited(order string) int {
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
	if led := r.Line.Trap.Caught(); led > 0 {
		r.Tally.problem(func(c *Counts) { c.Led += int(led) }, "%d requests followed a redirect to another host", led)
	}
}

func (r *Rig) audit(f *flow) {
	if f.books == nil {
		return
	}
	was, believed := f.books(), f.believes
	if was.refunds < 0 {
		was.refunds = believed.refunds // the API's books do not count them
	}
	switch {
	case was.charges > believed.charges && believed.charges > 0 || was.charged > believed.charged && believed.charged > 0,
		was.refunds > believed.refunds || was.refunded > believed.refunded:
		r.Tally.problem(func(c *Counts) { c.DoubleCharges++ }, "%s: moved twice: believed %+v, books %+v", f.id, believed, was)
	case was != believed:
		r.Tally.problem(func(c *Counts) { c.LostResults++ }, "%s: lost: believed %+v, books %+v", f.id, believed, was)
	}
	want := 0
	if f.credited {
		want = 1
	}
	if got := r.merchant.credited(f.id); got != want && !f.failed {
		r.Tally.problem(func(c *Counts) { c.Mismatches++ }, "%s: callbacks credited it %d times, want %d", f.id, got, want)
	}
}
