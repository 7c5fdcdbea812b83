package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// table writes the rows, aligned, and returns the names of those that are missed.
func table(out io.Writer, rows []row) (missed []string) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tagainst\tours\ttheirs\tmedian\trange\tgoal\tverdict\tnote")
	for i := range rows {
		r := &rows[i]
		middle, low, high := median(r.ratios)
		goal, verdict := "-", "-"
		if r.goal > 0 {
			goal = strconv.FormatFloat(r.goal, 'g', -1, 64) + r.unit
		}
		if r.judged() {
			verdict = "met"
			if !r.met() {
				verdict = "missed"
				missed = append(missed, r.what)
			}
		}
		d := r.digits(middle)
		fmt.Fprintln(w, strings.Join([]string{
			r.what, r.against, r.ours, r.theirs, number(middle, r.unit, d),
			number(low, r.unit, d) + " to " + number(high, r.unit, d), goal, verdict, r.note,
		}, "\t"))
	}
	_ = w.Flush()
	return missed
}

// digits are how many the numbers of a row need: as many as are usual, and more where the median, once rounded, would
// read as if the verdict were another.
func (r *row) digits(middle float64) int {
	d := 4
	switch {
	case r.unit == "x" && middle < 0.2:
		d = 3
	case r.unit == "x":
		d = 2
	}
	for ; r.goal > 0 && d < 17; d++ {
		read, _ := strconv.ParseFloat(strings.TrimSuffix(number(middle, r.unit, d), r.unit), 64)
		if (read <= r.goal) == (middle <= r.goal) {
			break
		}
	}
	return d
}

// number writes a ratio with some digits behind the point, anything else with some digits in all.
func number(v float64, unit string, digits int) string {
	if unit == "x" {
		return strconv.FormatFloat(v, 'f', digits, 64) + unit
	}
	return fmt.Sprintf("%.*g%s", digits, v, unit)
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
