package main

import (
	"fmt"
	"slices"
)

// A claim is what a row compares: ours with the fastest of some rivals, or, without any, with a time.
type claim struct {
	against string
	of      []string // names of rivals; the fastest counts
	goal    float64  // ours is at most so much of theirs; without rivals, at most so many ns; 0 is for information
}

// A row is one claim as it was measured.
type row struct {
	what, against string
	ours, theirs  string
	ratios        []float64 // one of each run
	unit          string    // "x" for a ratio
	goal          float64
	note          string // allocations, or why a row is missed that is not slow
	tooMany       bool   // allocations
}

func (r *row) judged() bool { return r.goal > 0 || r.tooMany }

func (r *row) met() bool {
	middle, _, _ := median(r.ratios)
	return !r.tooMany && (r.goal == 0 || middle <= r.goal)
}

// rows are the claims of a group, measured in some runs.
func (g *group) rows(runs [][]float64) []row {
	note, tooMany := g.allocated()
	var rows []row
	for i, c := range g.claims {
		r := row{what: g.name, against: c.against, goal: c.goal, unit: "x"}
		if i == 0 {
			r.note, r.tooMany = note, tooMany
		}
		var ours []float64
		var names []string
		for _, times := range runs {
			ours = append(ours, times[0])
			if c.of == nil {
				r.ratios, r.unit = append(r.ratios, times[0]), " ns"
				continue
			}
			best, name := g.fastest(times, c.of)
			r.ratios, names = append(r.ratios, times[0]/best), append(names, name)
		}
		r.setTimes(ours)
		if len(c.of) > 1 {
			middle, _, _ := median(r.ratios)
			r.against += ": " + names[slices.Index(r.ratios, middle)]
		}
		rows = append(rows, r)
	}
	return rows
}

// setTimes writes the median of our times, and the time of theirs that follows from the ratio.
func (r *row) setTimes(ours []float64) {
	middle, _, _ := median(ours)
	r.ours = duration(middle)
	if r.unit == "x" {
		ratio, _, _ := median(r.ratios)
		r.theirs = duration(middle / ratio)
	}
}

// allocated counts the allocations of ours, and says whether they are more than there may be. Those of calls over
// loopback are not counted: the goroutines of net/http allocate beside them.
func (g *group) allocated() (note string, tooMany bool) {
	if g.calls {
		return "", false
	}
	n := allocs(g.rivals[0].run)
	switch {
	case g.allocs == nil:
		return fmt.Sprintf("%d allocs", n), false
	case n > *g.allocs:
		return fmt.Sprintf("%d allocs of %d: too many", n, *g.allocs), true
	}
	return fmt.Sprintf("%d allocs of %d", n, *g.allocs), false
}

func (g *group) fastest(times []float64, of []string) (best float64, name string) {
	for i, r := range g.rivals {
		if slices.Contains(of, r.name) && (best == 0 || times[i] < best) {
			best, name = times[i], r.name
		}
	}
	return best, name
}
