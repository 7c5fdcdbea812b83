package main

import (
	"strings"
	"testing"
	"time"
)

// A limit of no allocation is a limit; without one any number is fine.
func TestLimitOfAllocations(t *testing.T) {
	var sink []byte
	allocating := func() { sink = make([]byte, 64) }
	for _, test := range []struct {
		name   string
		run    func()
		limit  *int
		note   string
		missed bool
	}{
		{"none of none", func() {}, new(0), "0 allocs of 0", false},
		{"one of none", allocating, new(0), "1 allocs of 0: too many", true},
		{"one of one", allocating, new(1), "1 allocs of 1", false},
		{"one of any", allocating, nil, "1 allocs", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			g := group{
				name: "row", allocs: test.limit, rivals: []rival{{name: byOurs, run: test.run}},
				claims: []claim{{against: "a time", goal: 15}},
			}
			r := g.rows([][]float64{{10}})[0]
			if r.note != test.note || r.met() == test.missed {
				t.Errorf("note %q, met %t", r.note, r.met())
			}
		})
	}
	_ = sink
}

// What is printed reads as the verdict says.
func TestNumbersShowTheVerdict(t *testing.T) {
	for _, test := range []struct {
		middle, goal float64
		unit         string
		want         []string
	}{
		{1.152, 1.15, "x", []string{"1.152x", "1.15x", "missed"}},
		{1.1500004, 1.15, "x", []string{"1.1500004x", "1.15x", "missed"}},
		{1.1499, 1.15, "x", []string{"1.15x", "1.15x", "met"}},
		{1.15, 1.15, "x", []string{"1.15x", "1.15x", "met"}},
		{0.2004, 0.2, "x", []string{"0.2004x", "0.2x", "missed"}},
		{0.0704, 0.07, "x", []string{"0.0704x", "0.07x", "missed"}},
		{15.001, 15, " ns", []string{"15.001 ns", "15 ns", "missed"}},
		{0.9961, 0.9964, "x", []string{"0.996x", "0.9964x", "met"}},
		{0.8, 0, "x", []string{"0.80x", "-", "-"}},
	} {
		var out strings.Builder
		missed := table(&out, []row{{
			what: "row", against: "theirs", ours: "1", theirs: "1", ratios: []float64{test.middle}, unit: test.unit,
			goal: test.goal, note: "note",
		}})
		line := strings.Split(out.String(), "\n")[1]
		at := 0
		for _, part := range test.want {
			found := strings.Index(line[at:], "  "+part+" ")
			if found < 0 {
				t.Errorf("%v of %v: no %q in %q", test.middle, test.goal, part, line)
				break
			}
			at += found + len(part)
		}
		if (len(missed) == 1) != (test.want[2] == "missed") {
			t.Errorf("%v of %v: missed are %q", test.middle, test.goal, missed)
		}
	}
}

// The rival that is named, and the time of theirs, belong to the median of the ratios.
func TestFastestOfTheMedianRun(t *testing.T) {
	g := group{
		name: "row", calls: true, rivals: []rival{{name: byOurs}, {name: bySonic}, {name: byEasy}},
		claims: []claim{{against: "fastest", of: []string{bySonic, byEasy}, goal: 1}},
	}
	r := g.rows([][]float64{{100, 300, 400}, {100, 200, 400}, {100, 400, 125}})[0]
	if r.against != "fastest: sonic" || r.theirs != "200.0 ns" {
		t.Errorf("against %q, theirs %q", r.against, r.theirs)
	}
}

func TestFooter(t *testing.T) {
	rows := []row{{what: "a (b)", note: onceNote}}
	var one, five strings.Builder
	footer(&one, rows, nil, 1, time.Second)
	footer(&five, rows, []string{"a (b)", costsName, "a (b)"}, 5, time.Second)
	for _, test := range []struct {
		text string
		in   string
		want bool
	}{
		{"when its only run\nis at most the goal", one.String(), true},
		{"again", one.String(), false},
		{"the median of its 5 runs", five.String(), true},
		{"measured once", five.String(), true},
		{"\n  go run . -run 'a (b)'\n  go run . -run \"a user's costs\"\n", five.String(), true},
	} {
		if strings.Contains(test.in, test.text) != test.want {
			t.Errorf("%q in the footer is not %t:\n%s", test.text, test.want, test.in)
		}
	}
}
