package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"
)

// footer says below the rows how they are read, and what to do about those that are missed.
func footer(w io.Writer, rows []row, missed []string, runs int, took time.Duration) {
	judge := "its only run"
	if runs > 1 {
		judge = fmt.Sprintf("the median of its %d runs", runs)
	}
	fmt.Fprintf(w, `
A ratio (x) is our time divided by theirs: below 1 strictpay is faster. Beside a ratio, the time of theirs is our time
divided by it. The range is from the lowest run to the highest. A row meets its goal when %s
is at most the goal, and when it allocates no more often than its note allows.
`, judge)
	if slices.ContainsFunc(rows, func(r row) bool { return r.note == onceNote }) && runs > 1 {
		fmt.Fprintf(w, "Rows of %q are measured once, however many runs the others have.\n", costsName)
	}
	fmt.Fprintf(w, "Rows: %d, missed: %d; %s, %s, %.0f s.\n",
		len(rows), len(missed), runtime.Version(), plural(runtime.GOMAXPROCS(0), "CPU"), took.Seconds())
	if len(missed) == 0 {
		return
	}
	fmt.Fprintln(w, "\nA machine that does other work makes rows miss goals. Once it is idle, measure them again:")
	slices.Sort(missed)
	for _, name := range slices.Compact(missed) {
		fmt.Fprintln(w, "  go run . -run "+quoted(name))
	}
	fmt.Fprintln(w, "How rows are measured is in docs/measured.md.")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
