package main

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

// The rivals of a row take turns in short rounds, and a row compares what each needs in its good rounds: the tenth
// percentile. Where the machine is shared, medians measure the neighbours, and the least of all is luck. A round is
// too short for the collector to run in it, so what garbage costs is not in the times; it stands in the row of
// allocations.
const (
	chunk  = 2 * time.Millisecond // of one rival in one round, or a single call where that takes longer
	budget = 4 * time.Second      // of one group of rivals
	least  = 20                   // rounds
)

// A rival is one way to do the work. calls is how many calls one run makes.
type rival struct {
	name  string
	calls int
	run   func()
}

// A row is one comparison.
type row struct {
	what, against    string
	ours, theirs     float64 // ns
	goal             float64 // at most so much of theirs; 0: only for information
	allocs, allocsOf int     // -1: not counted
	limit            int     // most allocations; 0: any
}

func (r row) ratio() float64 { return r.ours / r.theirs }

func (r row) met() bool {
	return (r.goal == 0 || r.ratio() <= r.goal) && (r.limit == 0 || r.allocs <= r.limit)
}

// compare makes one row per rival of ours; goals has a goal for each.
func compare(ours rival, theirs []rival, goals []float64) []row {
	all := append([]rival{ours}, theirs...)
	times := inTurn(all)
	rows := make([]row, len(theirs))
	for i, r := range theirs {
		rows[i] = row{what: ours.name, against: r.name, ours: good(times[0]), theirs: good(times[i+1]), goal: goals[i],
			allocs: -1, allocsOf: -1}
	}
	return rows
}

// inTurn returns the ns per call of every round. Who goes first changes from round to round.
func inTurn(all []rival) [][]float64 {
	counts := make([]int, len(all))
	for i, r := range all {
		counts[i] = calibrate(r.run)
	}
	times := make([][]float64, len(all))
	begin := time.Now()
	for turn := 0; turn < least || time.Since(begin) < budget; turn++ {
		for i := range all {
			i = (i + turn) % len(all)
			runtime.GC() // nobody pays for what another left behind
			for range counts[i] / 10 {
				all[i].run() // the collector has emptied pools and caches
			}
			start := time.Now()
			for range counts[i] {
				all[i].run()
			}
			times[i] = append(times[i], float64(time.Since(start))/float64(counts[i]*all[i].calls))
		}
	}
	return times
}

// calibrate finds how many runs fill a chunk when nothing comes between; it warms up as well.
func calibrate(run func()) int {
	for n := 1; ; n *= 2 {
		each := min(timed(n, run), timed(n, run), timed(n, run))
		if each*time.Duration(n) >= chunk {
			return max(1, int(chunk/each))
		}
	}
}

// timed is what one of n runs takes.
func timed(n int, run func()) time.Duration {
	start := time.Now()
	for range n {
		run()
	}
	return max(1, time.Since(start)/time.Duration(n))
}

// good is the tenth percentile.
func good(times []float64) float64 {
	sorted := slices.Clone(times)
	slices.Sort(sorted)
	return sorted[len(sorted)/10]
}

func allocs(run func()) int { return int(testing.AllocsPerRun(200, run)) }
