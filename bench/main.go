// Command bench compares this module with other libraries and prints ratios from one run: go run . in this folder, or
// make bench.
//
// It is a module of its own, so that none of the rivals reaches users. It reports; with -strict it fails when a goal
// is missed.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"text/tabwriter"
	"time"
)

func main() {
	strictly := flag.Bool("strict", false, "exit with 1 when a goal is missed")
	only := flag.String("only", "", "decode, seal, calls or attacks; all when empty")
	flag.Parse()
	start := time.Now()
	var rows []row
	for _, part := range []struct {
		name string
		rows func() []row
	}{{"decode", decodeRows}, {"seal", sealRows}, {"calls", callRows}} {
		if *only == "" || *only == part.name {
			rows = append(rows, part.rows()...)
		}
	}
	if *only == "" || *only == "attacks" {
		attackReport()
		fmt.Println()
	}
	if *only == "attacks" {
		return
	}
	if len(rows) == 0 {
		fail(fmt.Errorf("no rows are called %q", *only))
	}
	missed := table(rows)
	fmt.Printf("\nRivals in turn, tenth percentile of the rounds; %s, %d CPUs, %.0f s.\n", runtime.Version(),
		runtime.GOMAXPROCS(0), time.Since(start).Seconds())
	if missed > 0 {
		fmt.Println("Goals missed:", missed)
		if *strictly {
			os.Exit(1)
		}
	}
}

// table writes the table and returns how many goals are missed.
func table(rows []row) (missed int) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tagainst\tus\tthem\tratio\tgoal\tmet\tallocs\ttheirs")
	for _, r := range rows {
		goal, met := "-", "-"
		if r.goal > 0 {
			goal, met = fmt.Sprintf("%.2fx", r.goal), "yes"
			if r.limit > 0 {
				goal += fmt.Sprintf(", %d allocs", r.limit)
			}
			if !r.met() {
				met = "NO"
				missed++
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.3fx\t%s\t%s\t%s\t%s\n", r.what, r.against, duration(r.ours),
			duration(r.theirs), r.ratio(), goal, met, number(r.allocs), number(r.allocsOf))
	}
	w.Flush()
	return missed
}

func duration(ns float64) string {
	if ns < 1e6 {
		return fmt.Sprintf("%.2f µs", ns/1e3)
	}
	return fmt.Sprintf("%.2f ms", ns/1e6)
}

func number(n int) string {
	if n < 0 {
		return "-"
	}
	return fmt.Sprint(n)
}
