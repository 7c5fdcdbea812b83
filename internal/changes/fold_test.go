package main

import (
	"slices"
	"strings"
	"testing"
)

// What a shared response changes is said once, and what only two operations have is said of each.
func TestSameChangesAreFolded(t *testing.T) {
	t.Parallel()
	var changes []change
	for _, operation := range []string{"getOrder", "makeOrder", "endOrder"} {
		changes = append(changes, change{class: breaks, what: operation + ": HTTP 429: removed", line: len(changes)},
			change{class: breaks, what: operation + ": removed"})
	}
	changes = append(changes, change{class: added, what: "getOrder: HTTP 409: new"},
		change{class: added, what: "makeOrder: HTTP 409: new"})
	var got []string
	for _, c := range folded(changes) {
		got = append(got, c.what)
	}
	want := []string{"3 operations: HTTP 429: removed", "getOrder: removed", "makeOrder: removed", "endOrder: removed",
		"getOrder: HTTP 409: new", "makeOrder: HTTP 409: new"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestARevisionThatIsNoneSaysWhatToWrite(t *testing.T) {
	t.Parallel()
	if err := checkBase("../..", "HEAD"); err != nil {
		t.Error(err)
	}
	err := checkBase("../..", "nosuch")
	if err == nil || !strings.Contains(err.Error(), "\"nosuch\"") || !strings.Contains(err.Error(), "BASE=") {
		t.Errorf("the error %v does not say what to write", err)
	}
}

func TestSchemasOfOnePageAreNamedInOneLine(t *testing.T) {
	t.Parallel()
	var changes []change
	for _, name := range []string{"Order", "Payer", "Card"} {
		changes = append(changes,
			change{class: added, what: name + ": new", source: "documented: https://pay.example/a"})
	}
	changes = append(changes, change{class: added, what: "Table: new", source: "documented: https://pay.example/b"})
	var got []string
	for _, c := range folded(changes) {
		got = append(got, c.what)
	}
	if want := []string{"3 schemas: Order, Payer, Card: new", "Table: new"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
