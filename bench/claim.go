package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A claim is what a row compares: ours with the fastest of some rivals, or, without any, with a number.
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

func (r *row) met() bool {
	middle, _, _ := median(r.ratios)
	return !r.tooMany && (r.goal == 0 || middle <= r.goal)
}

// rows are the claims of a group, measured in some runs.
func (g *group) rows(runs [][]float64) []row {
	note, tooMany := "", false
	if !g.calls {
		n := allocs(g.rivals[0].run)
		note = fmt.Sprintf("%d allocs", n)
		if g.allocs > 0 {
			note, tooMany = fmt.Sprintf("%d allocs of %d", n, g.allocs), n > g.allocs
		}
	}
	var rows []row
	for i, c := range g.claims {
		r := row{what: g.name, against: c.against, goal: c.goal, unit: "x"}
		if i == 0 {
			r.note, r.tooMany = note, tooMany
		}
		var ours, theirs []float64
		fastest := ""
		for _, times := range runs {
			ours = append(ours, times[0])
			if c.of == nil {
				r.ratios, r.unit = append(r.ratios, times[0]), " ns"
				continue
			}
			best, name := g.fastest(times, c.of)
			theirs, fastest = append(theirs, best), name
			r.ratios = append(r.ratios, times[0]/best)
		}
		middle, _, _ := median(ours)
		r.ours = duration(middle)
		if theirs != nil {
			middle, _, _ = median(theirs)
			r.theirs = duration(middle)
		}
		if len(c.of) > 1 {
			r.against += ": " + fastest
		}
		rows = append(rows, r)
	}
	return rows
}

func (g *group) fastest(times []float64, of []string) (best float64, name string) {
	for i, r := range g.rivals {
		if slices.Contains(of, r.name) && (best == 0 || times[i] < best) {
			best, name = times[i], r.name
		}
	}
	return best, name
}

// table writes the rows and returns how many are missed.
func table(w io.Writer, rows []row) (missed int) {
	fmt.Fprintln(w, "what\tagainst\tours\ttheirs\tmedian\trange\tgoal\t\tnote")
	for i := range rows {
		r := &rows[i]
		middle, low, high := median(r.ratios)
		goal, verdict := "-", "-"
		if r.goal > 0 || r.tooMany {
			goal, verdict = number(r.goal, r.unit), "met"
			if !r.met() {
				verdict = "missed"
				missed++
			}
		}
		ranged := number(low, r.unit) + " to " + number(high, r.unit)
		fmt.Fprintln(w, strings.Join([]string{
			r.what, r.against, r.ours, r.theirs, number(middle, r.unit), ranged, goal, verdict, r.note,
		}, "\t"))
	}
	return missed
}

func number(v float64, unit string) string {
	if unit == "x" && v < 0.2 {
		return fmt.Sprintf("%.3f%s", v, unit)
	}
	if unit == "x" {
		return fmt.Sprintf("%.2f%s", v, unit)
	}
	return fmt.Sprintf("%.4g%s", v, unit)
}

func duration(ns float64) string {
	switch {
	case ns < 1e3:
		return fmt.Sprintf("%.1f ns", ns)
	case ns < 1e6:
		return fmt.Sprintf("%.2f µs", ns/1e3)
	}
	return fmt.Sprintf("%.2f ms", ns/1e6)
}
