package main

import (
	"fmt"
	"io"
	"runtime/metrics"
	"slices"
	"strings"
	"time"

	"github.com/strictpay/strictpay/internal/soak/rig"
)

// A report is what a run found.
type report struct {
	settings
	tally         *rig.Tally
	rounds        int
	began         time.Time
	took          time.Duration
	peak          uint64 // bytes of heap
	before, after int    // goroutines
}

// good reports a run in which nothing was found.
func (r *report) good() bool {
	c := r.tally.Counts()
	return len(r.tally.Problems()) == 0 && c.Unknown == c.Resolved && c.Flows > 0 && r.after <= r.before &&
		r.peak <= r.heap<<20
}

func (r *report) print(w io.Writer) {
	c, faults := r.tally.Counts(), r.tally.Faults()
	line := func(what string, value any, note string, args ...any) {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %-28s %9v  %s", what, value, fmt.Sprintf(note, args...)), " "))
	}
	fmt.Fprintf(w, "soak of %s, seed %d, faults on %.0f %% of requests\n", r.took.Round(time.Second), r.seed,
		100*r.share)
	line("payments", c.Flows, "%d at a time, on %d sandboxes one after the other", r.workers, r.rounds)
	line("calls", c.Calls, "%.0f a second", float64(c.Calls)/r.took.Seconds())
	line("attempts", c.Attempts, "")
	line("retries", c.Retries, "by the clients themselves")
	line("refusals", c.Refusals, "too many calls")
	line("not sent", c.NotSent, "called again")
	line("restarts of the merchant", c.Restarts, "each went on with a new client")
	line("callbacks", c.Callbacks, "%d of them repeats; %d orders credited, each once", c.Duplicates, c.Credits)
	fmt.Fprintln(w, "faults met")
	total := 0
	for _, f := range append(rig.Faults(), rig.Group, rig.Refused, rig.Restart) {
		line(string(f), faults[f], "")
		total += faults[f]
	}
	line("in all", total, "")
	fmt.Fprintln(w, "outcomes")
	line("unknown", c.Unknown, "")
	line("  asked for and resolved", c.Resolved, "%d had happened after all", c.HappenedAfterAll)
	line("claimed wrongly", c.ClaimedWrongly, "outcomes that the books contradict")
	line("double charges", c.DoubleCharges, "")
	line("lost results", c.LostResults, "")
	line("other mismatches", c.Mismatches, "callbacks that were refused, or credited an order other than once")
	line("redirects followed", c.Led, "")
	line("secrets printed", c.Leaks, "")
	line(
		"peak heap", fmt.Sprintf("%d MiB", r.peak>>20), "clients, sandboxes and the proxy; %d MiB would be too much",
		r.heap,
	)
	line("goroutines", r.after, "%d at the start", r.before)
	for _, problem := range r.tally.Problems() {
		fmt.Fprintln(w, "!", problem)
	}
	verdict := "nothing was lost, nothing happened twice"
	if !r.good() {
		verdict = "FAILED"
	}
	fmt.Fprintln(w, verdict)
}

// A meter notes the largest heap.
type meter struct {
	done, stopped chan struct{}
	peak          uint64
}

func watchHeap() *meter {
	m := &meter{done: make(chan struct{}), stopped: make(chan struct{})}
	go func() {
		defer close(m.stopped)
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			m.peak = slices.Max([]uint64{m.peak, sample[0].Value.Uint64()})
			select {
			case <-tick.C:
			case <-m.done:
				return
			}
		}
	}()
	return m
}

func (m *meter) stop() uint64 {
	close(m.done)
	<-m.stopped
	return m.peak
}
