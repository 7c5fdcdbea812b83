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
// that is drawn anew: whoever always follows a rival that leaves much garbage is up to 1.6 times slower. What counts is
// the median of the ratios of a round, in which the machine is as slow for one as for the other: on a shared machine a
// percentile of each one's times differs two to four times as much from run to run. Where there is no rival, it is the
// second percentile of some thousands of times, which differs by 1 % where the tenth differs by half. The collector runs before each round and in none, so what garbage costs is not in the
// times; allocations stand beside them. Calls over loopback are measured as a service makes them, with the collector at
// work.
const (
	chunk     = 200 * time.Microsecond // short enough to fit between two interruptions
	budget    = 700 * time.Millisecond // of one group in one run
	least     = 12                     // rounds
	leastNear = 36                     // rounds of ours and of those that take less than twice its time

	longRun = 10 * time.Millisecond // needs no warm-up: what it finds emptied is little of it

	callChunk  = 10 * time.Millisecond // shorter than most times in which the machine is slow
	callBudget = 9 * time.Second       // a round of 512 goroutines takes up to half a second
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
		each, total = callChunk, callBudget
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
	for begin, n := time.Now(), 0; n < leastNear || time.Since(begin) < total; n++ {
		if !g.calls {
			runtime.GC()
		}
		late := n >= least && time.Since(begin) >= total
		for _, i := range rand.Perm(len(g.rivals)) {
			if late && rounds[i][least-1] > 2*rounds[0][least-1] {
				continue // of rivals that far away no more need be known
			}
			warmUp := !g.calls && (n == 0 || rounds[i][0] < float64(longRun))
			rounds[i] = append(rounds[i], g.rivals[i].time(counts[i], warmUp))
		}
	}
	if len(rounds) > 1 {
		return paired(rounds)
	}
	slices.Sort(rounds[0])
	return []float64{rounds[0][len(rounds[0])/50]}
}

// time is the nanoseconds per call of a chunk of runs. After a warm-up, pools and caches that the collector has emptied
// are full again.
func (r rival) time(runs int, warmUp bool) float64 {
	if warmUp {
		for range 1 + runs/20 {
			r.run()
		}
	}
	start := time.Now()
	for range runs {
		r.run()
	}
	return float64(time.Since(start)) / float64(runs*max(1, r.calls))
}

// paired gives ours, the first, its median, and each rival the time that follows from the median of the ratios of all
// its rounds.
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
