package main

import (
	"slices"
	"testing"
)

// What a new schema or operation makes of a Go package is said by the schema or operation.
func TestGoChangesThatFollowFromOthersAreLeftOut(t *testing.T) {
	t.Parallel()
	ofSpec := []change{
		{class: added, what: "Order: new"},
		{class: added, what: "getOrder: new operation, GET /order"},
	}
	var ofGo []change
	for _, name := range []string{
		"(*Client).GetOrder", "(*Client).Close", "GetOrderParams", "Order", "DecodeOrder", "Order.Total",
		"State", "StateOpen", "StateValues", "Statement", "Values", "DecodeNothing",
	} {
		ofGo = append(ofGo, change{class: added, what: "Go: " + name + ": added"})
	}
	ofGo = append(ofGo, change{class: breaks, what: "Go: DecodeOrder: removed"})
	var got []string
	for _, c := range toldInGo(ofGo, ofSpec) {
		got = append(got, c.what)
	}
	want := []string{
		"Go: (*Client).Close: added", "Go: Order.Total: added", "Go: State: added", "Go: Statement: added",
		"Go: Values: added", "Go: DecodeNothing: added", "Go: DecodeOrder: removed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
