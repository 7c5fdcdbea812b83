package main

import (
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

// A run measures the rivals of a group in rounds. In each round every rival works for a chunk of time, in an order
// that is drawn anew: whoever always follows a rival that leaves much garbage is up to 1.6 times slower. What counts
// of the rounds is the tenth percentile: on a shared machine medians measure the neighbours, and the least is luck. The
// collector runs before each round and in none, so what garbage costs is not in the times; allocations stand beside
// them. Calls over loopback are measured as a service makes them, with the collector at work, in longer chunks. There
// are few of those, so the tenth percentile is luck as well: what counts is the median of the ratios of a round.
const (
	chunk  = 200 * time.Microsecond // short enough to fit between two interruptions
	budget = 700 * time.Millisecond // of one group in one run
	least  = 12                     // rounds

	longChunk  = 50 * time.Millisecond // of calls
	longBudget = 6 * time.Second       // of calls: a round takes up to half a second
	oneBudget  = 2 * time.Second       // of what has no rival: no ratio takes a slow time of the machine out of it
)

// A rival is one way to do the work.
type rival struct {
	name  string
	calls int // that one run makes; 0 is one
	run   func()
}

// A group is rivals that do the same; the first is ours.
type group struct {
	name   string
	rivals []rival
	claims []claim
	allocs int  // most allocations of ours; 0 is any
	calls  bool // over loopback: longer chunks, and the collector as it is
}

// times are the nanoseconds per call of each rival in one run.
func (g *group) times() []float64 {
	each, total := chunk, budget
	switch {
	case g.calls:
		each, total = longChunk, longBudget
	case len(g.rivals) == 1:
		total = oneBudget
	}
	counts := make([]int, len(g.rivals))
	for i, r := range g.rivals {
		counts[i] = calibrate(r.run, each)
	}
	rounds := make([][]float64, len(g.rivals))
	if !g.calls {
		defer debug.SetGCPercent(debug.SetGCPercent(-1))
	}
	for begin, n := time.Now(), 0; n < least || time.Since(begin) < total; n++ {
		if !g.calls {
			runtime.GC()
		}
		for _, i := range rand.Perm(len(g.rivals)) {
			r := g.rivals[i]
			if !g.calls {
				for range 1 + counts[i]/20 {
					r.run() // the collector has emptied pools and caches
				}
			}
			start := time.Now()
			for range counts[i] {
				r.run()
			}
			rounds[i] = append(rounds[i], float64(time.Since(start))/float64(counts[i]*max(1, r.calls)))
		}
	}
	if g.calls {
		return paired(rounds)
	}
	out := make([]float64, len(rounds))
	for i, list := range rounds {
		slices.Sort(list)
		out[i] = list[len(list)/10]
	}
	return out
}

// paired gives ours, the first, its median, and each rival the time that follows from the median of the ratios of all
// rounds.
func paired(rounds [][]float64) []float64 {
	out := make([]float64, len(rounds))
	out[0], _, _ = median(rounds[0])
	for i := 1; i < len(rounds); i++ {
		ratios := make([]float64, len(rounds[i]))
		for n, theirs := range rounds[i] {
			ratios[n] = rounds[0][n] / theirs
		}
		middle, _, _ := median(ratios)
		out[i] = out[0] / middle
	}
	return out
}

// calibrate finds how many runs fill a chunk when nothing comes between; it warms up as well.
func calibrate(run func(), each time.Duration) int {
	best := time.Hour
	for begin, n := time.Now(), 0; n < 3 || n < 50 && time.Since(begin) < each; n++ {
		start := time.Now()
		run()
		best = min(best, time.Since(start))
	}
	if n := int(each / max(best, 5)); n > 1 {
		return n
	}
	return 1
}

func allocs(run func()) int { return int(testing.AllocsPerRun(100, run)) }

// median of some values, and between what they lie.
func median(values []float64) (middle, low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1]
}
