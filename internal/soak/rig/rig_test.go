package rig

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// The same seed and the same flow have the same faults, whoever else is on the way.
func TestFaultsFollowFromTheSeed(t *testing.T) {
	t.Parallel()
	alone, crowded, other := faultsOf(t, 7, 1), faultsOf(t, 7, 5), faultsOf(t, 8, 1)
	if !slices.Equal(alone, crowded) {
		t.Errorf("met %v, and %v with others on the way", alone, crowded)
	}
	if slices.Equal(alone, other) {
		t.Error("another seed has the same faults")
	}
}

func faultsOf(t *testing.T, seed uint64, flows int) []FaultPlan {
	t.Helper()
	l, err := NewFaultProxy("http://127.0.0.1:1", seed, 0.5, NewTally())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var met []FaultPlan
	for range 200 {
		for flow := range flows {
			agent := "flow/" + string(rune('0'+flow))
			m, _ := l.enter(&http.Request{Header: http.Header{"User-Agent": {agent}}})
			l.leave(agent)
			if flow == 0 {
				met = append(met, m)
			}
		}
	}
	return met
}

// Ports of Listen are each another, and none that the system gives to a program that asks for any free one.
func TestPortsOfTheirOwn(t *testing.T) {
	t.Parallel()
	low := 32_768 // what Linux chooses from by default
	if text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range"); err == nil {
		if _, err := fmt.Sscan(string(text), &low); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[int]bool{}
	for range 20 {
		listener, err := Listen()
		if err != nil {
			t.Fatal(err)
		}
		port := listener.Addr().(*net.TCPAddr).Port
		if err := listener.Close(); err != nil || seen[port] || port >= low {
			t.Errorf("port %d of %v, where the system chooses from %d on: %v", port, seen, low, err)
		}
		seen[port] = true
	}
}

// What comes after its life was fenced has no effect.
func TestLateRequestsAreDropped(t *testing.T) {
	t.Parallel()
	tally := NewTally()
	r, err := New(Config{Seed: 1}, nil, tally)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Proxy.Fence("flow/0")
	req, err := http.NewRequestWithContext(
		t.Context(), http.MethodGet, r.Proxy.URL()+"/vertex/api/v1/shops/115/payment-methods", nil,
	)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "flow/0")
	if rsp, err := http.DefaultTransport.RoundTrip(req); err == nil {
		_ = rsp.Body.Close()
		t.Errorf("HTTP %d", rsp.StatusCode)
	}
	if tally.Counts().Late == 0 {
		t.Error("not counted")
	}
}

// A moving fake has charged once more whenever somebody looks.
type moving struct {
	fake.Server
	charges int
}

func (m *moving) Books(string) fake.Books {
	m.charges++
	return fake.Books{Charges: m.charges}
}

// The check of outcomes is worth something: what says that nothing happened, after money moved, is found, and so is
// what says that more happened than did.
func TestWronglyToldOutcomesAreFound(t *testing.T) {
	t.Parallel()
	for outcome, err := range map[strictpay.Outcome]error{
		strictpay.Refused: &strictpay.Refusal{}, strictpay.Unsent: &strictpay.NotSent{},
		strictpay.NotAvailable: &strictpay.Unavailable{},
		strictpay.Contradicted: &strictpay.Contradiction{}, strictpay.Unknown: &strictpay.OutcomeUnknown{},
		strictpay.Done: nil,
	} {
		claimed := Moved{Book: Book{Charges: 1}}
		tally := NewTally()
		m := &moving{}
		f := &Flow{ID: "x", rig: &Rig{Tally: tally}, kind: Kind{Fake: func(*sandbox.Sandbox) fake.Server { return m }}}
		before := f.moved()
		f.judgeOutcome(before, claimed, f.inGroup(func(context.Context) error { return err }))
		if found, want := tally.Counts().ClaimedWrongly, outcome != strictpay.Unknown &&
			outcome != strictpay.Done; (found == 1) != want {
			t.Errorf("%s: found %d", outcome, found)
		}
	}
}

// An answer that says that a call was done is compared with the books amount by amount, and so is an unknown outcome
// that was asked for.
func TestDoneIsComparedWithTheBooks(t *testing.T) {
	t.Parallel()
	part := Moved{Book: Book{Refunds: 1, Refunded: 100}}
	for _, c := range []struct {
		name           string
		claimed, moved Moved
		agrees         bool
	}{
		{"as claimed", part, part, true},
		{"more than claimed", part, Moved{Book: Book{Refunds: 2, Refunded: 200}}, true},
		{"nothing", part, Moved{}, false},
		{"too little", part, Moved{Book: Book{Refunds: 1, Refunded: 99}}, false},
		{"no charge", Moved{Book: Book{Charges: 1}}, Moved{}, false},
		{"another amount charged", Moved{Book: Book{Charged: 100}}, Moved{Book: Book{Charged: 1}}, false},
		{"a hold that stays", Moved{Book: Book{Held: -100}}, Moved{Book: Book{Held: -99}}, false},
		{"a hold that went", Moved{Book: Book{Held: -100}}, Moved{Book: Book{Held: -100}}, true},
		{"no hold", Moved{Book: Book{Held: 100}}, Moved{}, false},
		{"no payment", Moved{Payments: 1}, Moved{}, false},
		{"no cancellation", Moved{Cancels: 1}, Moved{}, false},
		{"a hold that nothing is claimed of", Moved{}, Moved{Book: Book{Held: -100}}, true},
	} {
		if got := c.moved.covers(c.claimed); got != c.agrees {
			t.Errorf("%s: covers %v, want %v", c.name, got, c.agrees)
		}
	}
	for _, done := range []bool{true, false} {
		tally := NewTally()
		f := &Flow{ID: "x", rig: &Rig{Tally: tally}, kind: Kind{Fake: func(*sandbox.Sandbox) fake.Server {
			return &moving{}
		}}}
		f.judgeResolved(Moved{}, Moved{Book: Book{Charges: 1}}, done)
		if found := tally.Counts().ClaimedWrongly; (found == 0) != done {
			t.Errorf("resolved as done: %v: found %d", done, found)
		}
	}
}
