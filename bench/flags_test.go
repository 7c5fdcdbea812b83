package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	for _, test := range []struct {
		arguments []string
		wrong     string // part of the error
	}{
		{nil, ""},
		{[]string{"-strict", "-runs", "1", "-run", "Decimal.Cmp"}, ""},
		{[]string{"-run", ""}, "it is empty; leave -run out"},
		{[]string{"-run= "}, "it is empty; leave -run out"},
		{[]string{"-runs", "0"}, "the least is 1"},
		{[]string{"-runs", "abc"}, "a whole number of at least 1"},
		{[]string{"-runs", "1.5"}, "a whole number of at least 1"},
		{[]string{"-what"}, "-what; go run . -h shows the flags"},
		{[]string{"Decimal.Cmp"}, `"Decimal.Cmp" belongs to no flag`},
		{
			[]string{"-run", "order", "flat", "-strict"},
			`"flat" belongs to no flag; a name with blanks is put in quotes, as in: go run . -run 'order flat'`,
		},
	} {
		_, err := parsed(test.arguments)
		if (err == nil) != (test.wrong == "") || err != nil && !strings.Contains(err.Error(), test.wrong) {
			t.Errorf("%q: %v", test.arguments, err)
		}
	}
	if _, err := parsed([]string{"-h"}); !errors.Is(err, errHelp) {
		t.Errorf("-h: %v", err)
	}
	for _, word := range []string{"7 minutes", "-run name", "(default 5)", "'call over loopback'"} {
		if !strings.Contains(usage(), word) {
			t.Errorf("no %q in the usage:\n%s", word, usage())
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"blocks (20 KB)": "'blocks (20 KB)'",
		"a user's costs": `"a user's costs"`,
		"it's $5":        `'it'\''s $5'`,
	} {
		if got := quoted(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestChosenNames(t *testing.T) {
	names := []string{"call", "call, 64 goroutines", "157 blocks (20 KB)", "Decimal.Cmp"}
	for _, test := range []struct {
		run   string
		want  []string
		wrong string
	}{
		{"", names, ""},
		{"call", []string{"call"}, ""},
		{"^call", []string{"call", "call, 64 goroutines"}, ""},
		{"157 blocks (20 KB)", []string{"157 blocks (20 KB)"}, ""},
		{"decimal", nil, "matches no row; go run . -list prints the names. Names like it: 'Decimal.Cmp'"},
		{"CALL of 64", nil, "Names like it: 'call', 'call, 64 goroutines'"},
		{"(", nil, "no regular expression either"},
		{"xyz", nil, "matches no row; go run . -list prints the names"},
	} {
		got, err := chosenNames(names, test.run)
		if !slices.Equal(got, test.want) || (err == nil) != (test.wrong == "") ||
			err != nil && !strings.Contains(err.Error(), test.wrong) {
			t.Errorf("%q: %q, %v", test.run, got, err)
		}
	}
}

// Names select rows, so no two rows have the same; and each selects what it names.
func TestNamesOfRows(t *testing.T) {
	all, err := choose("")
	ok(err)
	names := all.names()
	if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
		t.Errorf("a name comes twice: %q", names)
	}
	for _, name := range names {
		if c, err := choose(name); err != nil || !slices.Equal(c.names(), []string{name}) {
			t.Errorf("%q selects other rows, or none: %v", name, err)
		}
	}
}
