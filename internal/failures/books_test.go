package failures

import (
	"errors"
	"net/http"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/soak/rig"
)

// Thousands of calls through a proxy in which every third request meets a fault, with restarts of the proxy and of the
// merchant in the middle of flows, and callbacks that come twice and backwards: nothing happened twice, nothing was
// lost, and the heap stayed small.
func TestThousandsOfCallsMoveEverythingOnce(t *testing.T) {
	t.Parallel()
	flows, least := 250, 2000
	if testing.Short() {
		flows, least = 60, 240
	}
	tally := rig.NewTally()
	r, err := rig.New(rig.Config{
		Seed: 20, Share: 0.35, Patience: 150 * time.Millisecond, Restart: 100, Flows: flows, Workers: 32,
	}, apis.Kinds(), tally)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	peak := watchHeap(t)
	r.Run(t.Context())
	r.Audit()
	if most := peak(); most > 128<<20 {
		t.Errorf("the heap had %d MiB", most>>20)
	}
	for _, problem := range tally.Problems() {
		t.Error(problem)
	}
	c, faults := tally.Counts(), tally.Faults()
	if c.Flows != flows || c.Calls < least || c.Unknown == 0 || c.Unknown != c.Resolved || c.HappenedAfterAll == 0 ||
		c.Duplicates == 0 || c.Duplicates*2 != c.Callbacks {
		t.Errorf("%+v", c)
	}
	for _, fault := range append(rig.Faults(), rig.Refused, rig.Restart) {
		if faults[fault] == 0 && !testing.Short() {
			t.Errorf("%s: never met", fault)
		}
	}
	t.Logf("%+v", c)
}

// The audit is worth something: a merchant who calls again without asking is found out.
func TestTheAuditFindsDoubleCharges(t *testing.T) {
	t.Parallel()
	tally := rig.NewTally()
	r, err := rig.New(rig.Config{
		Seed: 3, Share: 0.4, Patience: 150 * time.Millisecond, Flows: 30, Careless: true,
	}, apis.Kinds("vertex", "rozetkapay"), tally)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Run(t.Context())
	r.Audit()
	if c := tally.Counts(); c.DoubleCharges == 0 {
		t.Errorf("%+v", c)
	}
}

// Answers without end, on the wire and behind a compression, cost each call its limit and no more.
func TestBombsCostNoMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	var read call
	for _, c := range calls() {
		if c.String() == "vertex.retrieveOrderDetails" {
			read = c
		}
	}
	x := set(t, read, strictpay.WithRetries(0))
	defer x.close(t, "bombs")
	var n atomic.Int64
	x.proxy.Always(func(*http.Request) (rig.FaultPlan, bool) {
		return rig.FaultPlan{Fault: []rig.Fault{rig.GzipBomb, rig.Endless}[n.Add(1)%2]}, true
	})
	peak := watchHeap(t)
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			for range 10 {
				if err := x.call(t.Context(), read); !errors.Is(err, strictpay.ErrTooLarge) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	wait.Wait()
	if most := peak(); most > 128<<20 {
		t.Errorf("the heap had %d MiB", most>>20)
	}
}

// watchHeap notes the largest heap until the function it returns is called.
func watchHeap(t *testing.T) func() uint64 {
	var peak uint64
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			peak = max(peak, sample[0].Value.Uint64())
			select {
			case <-time.After(10 * time.Millisecond):
			case <-done:
				return
			}
		}
	})
	stop := sync.OnceFunc(func() { close(done); wait.Wait() })
	t.Cleanup(stop)
	return func() uint64 {
		stop()
		return peak
	}
}
