// Command bench compares this module with other libraries, row by row: go run . in this folder, or make bench.
//
// It is a module of its own, so that none of the rivals reaches users. Each row ends with met or missed, judged by the
// median of five runs; with -strict the command fails when one is missed. -run takes a regular expression of the names
// of rows, -list prints them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"time"
)

func main() {
	serveIfChild()
	strictly := flag.Bool("strict", false, "exit with 1 when a goal is missed")
	which := flag.String("run", "", "only rows whose name matches this regular expression")
	list := flag.Bool("list", false, "print the names of the rows")
	runs := flag.Int("runs", 5, "how often each row is measured")
	attacks := flag.Bool("attacks", false, "what a stranger can find out and use up with callbacks, and nothing else")
	flag.Parse()
	if flag.NArg() > 0 || *runs < 1 {
		fail(errors.New("there are no arguments but flags, and -runs is at least 1; go run . -h shows them"))
	}
	if *attacks {
		attackReport()
		return
	}
	expression, err := regexp.Compile(*which)
	if err != nil {
		fail(fmt.Errorf("-run: %w", err))
	}
	// A name that -list printed is found as it is, parentheses and all.
	wanted := func(name string) bool { return name == *which || expression.MatchString(name) }
	start := time.Now()
	groups, done := wantedGroups(wanted)
	defer done()
	if *list {
		for _, g := range groups {
			fmt.Println(g.name)
		}
		for _, name := range otherNames() {
			if wanted(name) {
				fmt.Println(name)
			}
		}
		return
	}
	rows := measured(groups, *runs)
	rows = append(rows, otherRows(wanted)...)
	if len(rows) == 0 {
		fail(fmt.Errorf("no row matches %q", *which))
	}
	missed := len(table(os.Stdout, rows))
	fmt.Printf("\nA goal is met where the median of %d runs is at most that.\n", *runs)
	fmt.Println("Where there is a ratio, theirs is computed: it is ours, divided by the median ratio.")
	fmt.Printf("Rows: %d, missed: %d; %s, %d CPUs, %.0f s.\n",
		len(rows), missed, runtime.Version(), runtime.GOMAXPROCS(0), time.Since(start).Seconds())
	if missed > 0 && *strictly {
		done()
		os.Exit(1)
	}
}

// measured goes through all groups in each run, so that the runs of one are apart in time.
func measured(groups []*group, runs int) []row {
	times := make([][][]float64, len(groups))
	for n := range runs {
		for i, g := range groups {
			fmt.Fprintf(os.Stderr, "\r\033[Krun %d of %d: %s", n+1, runs, g.name)
			times[i] = append(times[i], g.times())
		}
	}
	fmt.Fprint(os.Stderr, "\r\033[K")
	var rows []row
	for i, g := range groups {
		rows = append(rows, g.rows(times[i])...)
	}
	return rows
}

// wantedGroups are those whose names match; done ends what they started.
func wantedGroups(wanted func(string) bool) (groups []*group, done func()) {
	var ends []func()
	for _, part := range []func() ([]*group, func()){
		decodeGroups, xmlGroups, encodeGroups, callbackGroups, sealGroups, smallGroups,
	} {
		some, end := part()
		groups, ends = append(groups, some...), append(ends, end)
	}
	if slices.ContainsFunc(callNames, wanted) {
		some, end := callGroups()
		groups, ends = append(groups, some...), append(ends, end)
	}
	var kept []*group
	for _, g := range groups {
		if wanted(g.name) {
			kept = append(kept, g)
		}
	}
	return kept, func() {
		for _, end := range ends {
			if end != nil {
				end()
			}
		}
	}
}

// otherRows are measured once, and by other means than time in turn.
func otherRows(wanted func(string) bool) []row {
	var rows []row
	for _, body := range hostileNames {
		if wanted(hostileName(body)) {
			rows = append(rows, hostileRows(body)...)
		}
	}
	if wanted(costsName) {
		rows = append(rows, costRows()...)
	}
	return rows
}

func otherNames() []string {
	var names []string
	for _, body := range hostileNames {
		names = append(names, hostileName(body))
	}
	return append(names, costsName)
}

// must drops a result that the rounds do not look at.
func must[T any](_ T, err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	_, _ = io.WriteString(os.Stderr, "bench: "+err.Error()+"\n")
	os.Exit(2)
}
