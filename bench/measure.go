package main

import (
	"context"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

// A run measures the rivals of a group in rounds. In each round every rival works for a chunk of time, in an order
// that is drawn anew: whoever always follows a rival that leaves much garbage is up to 1.6 times slower. What counts is
// the median of the ratios of the rounds: a time in which the machine is slow makes both times of a ratio longer. The
// medians of two runs differ by 1 to 3 %; percentiles of each rival's own times differed by up to 10 %. What has no
// rival counts with the second percentile of some thousands of rounds, which differs by 1 %.
//
// The collector runs before each round and in none, so what garbage costs is not in the times; allocations stand beside
// them. Calls over loopback are measured as a service makes them, with the collector at work.
const (
	chunk     = 200 * time.Microsecond // short enough to fit between two interruptions
	budget    = 700 * time.Millisecond // of one group in one run
	least     = 12                     // rounds of a run
	leastNear = 36                     // rounds of ours, and of rivals that take at most twice as long

	// Where one run of a rival takes longer, nobody is warmed up: refilling pools and caches is a small part of it.
	longRun = 10 * time.Millisecond

	callChunk  = 10 * time.Millisecond // shorter than most slow phases of the machine
	callBudget = 8 * time.Second       // the least rounds of 512 goroutines may take longer
	oneBudget  = 2 * time.Second       // of what has no rival: there is no ratio in which slow phases cancel out
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
	allocs *int // the most allocations of ours: 0 is none at all, nil is any number
	calls  bool // over loopback: longer chunks, and the collector as it is
}

// times are the nanoseconds per call of each rival in one run, nil where the run was interrupted.
func (g *group) times(ctx context.Context) []float64 {
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
	warmUp := !g.calls
	var far []bool
	for begin, n := time.Now(), 0; n < leastNear || time.Since(begin) < total; n++ {
		if ctx.Err() != nil {
			return nil
		}
		if !g.calls {
			runtime.GC()
		}
		if far == nil && n >= least && time.Since(begin) >= total {
			far = farOnes(rounds)
		}
		for _, i := range rand.Perm(len(g.rivals)) {
			if far == nil || !far[i] {
				rounds[i] = append(rounds[i], g.rivals[i].time(counts[i], warmUp))
			}
		}
		for i := range rounds {
			warmUp = warmUp && (n > 0 || counts[i] > 1 || rounds[i][0] < float64(longRun))
		}
	}
	if len(rounds) > 1 {
		return paired(rounds)
	}
	slices.Sort(rounds[0])
	return []float64{rounds[0][len(rounds[0])/50]}
}

// farOnes are the rivals that take more than twice as long as ours: for them the rounds that they had are enough.
func farOnes(rounds [][]float64) []bool {
	far := make([]bool, len(rounds))
	times := paired(rounds)
	for i := range times {
		far[i] = times[i] > 2*times[0]
	}
	return far
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

// paired gives ours, the first, its median. The time of each rival is computed: it is ours, divided by the median of
// the ratios of all rounds that the rival had.
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

func allocs(run func()) int { return int(testing.AllocsPerRun(20, run)) }

// median of some values, and between what they lie. Of an even number of values it is the upper one of the middle, so
// that it is always a value that was measured.
func median(values []float64) (middle, low, high float64) {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1]
}
