package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox"
)

// Whatever does not agree with the books fails a soak.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name      string
		state     string
		delivered map[string]int
		books     int
		good      bool
		says      string
	}{
		{"done and delivered", "done", map[string]int{"done": 1}, 1, true, "1 outcomes + 0 listed"},
		{"refused", "refused", map[string]int{"refused": 1}, 0, true, "1 outcomes + 0 listed"},
		{"absent after a version that was not sent", "absent", map[string]int{"not sent": 1, "absent": 1}, 0, true, ""},
		{"listed, carried out or not", "unknown", nil, 1, true, "0 outcomes + 1 listed"},
		{"abandoned is listed", "abandoned", map[string]int{"abandoned": 1}, 1, true, "0 outcomes + 1 listed"},
		{"never delivered", "done", nil, 1, false, "1 lost"},
		{"abandoned and never delivered", "abandoned", nil, 0, false, "1 lost"},
		{"moved twice", "done", map[string]int{"done": 1}, 2, false, "1 doubled"},
		{"moved twice and open", "pending", nil, 2, false, "1 doubled"},
		{"delivered twice", "done", map[string]int{"done": 2}, 1, false, "1 doubled"},
		{"done without a charge", "done", map[string]int{"done": 1}, 0, false, "1 contradicting"},
		{"refused with a charge", "refused", map[string]int{"refused": 1}, 1, false, "1 contradicting"},
		{"absent with a charge", "absent", map[string]int{"absent": 1}, 1, false, "1 contradicting"},
	} {
		r := &verdict{open: map[string]int{}, done: map[string]int{}}
		r.judge("checkout", "k", c.state, c.delivered, c.books)
		if r.good() != c.good || !strings.Contains(r.String(), c.says) {
			t.Errorf("%s: good %t, %s", c.name, r.good(), r)
		}
	}
	if new(verdict).good() {
		t.Error("a soak without intents is good")
	}
}

// Every API of the registry that moves money is loaded.
func TestEveryAPIIsLoaded(t *testing.T) {
	in := sandbox.New(t)
	for _, a := range apis.All() {
		moves := slices.ContainsFunc(a.Operations, func(o spec.Operation) bool { return o.MovesMoney })
		i := slices.IndexFunc(flows, func(of apiFlow) bool { return of.api == a.Name })
		if moves != (i >= 0) {
			t.Errorf("%s moves money: %v; it is loaded: %v", a.Name, moves, i >= 0)
		}
		if i < 0 {
			continue
		}
		if flows[i].fake(in) != a.Fake(in).Server {
			t.Errorf("%s: another fake", a.Name)
		}
		for operation := range flows[i].carriedOut {
			if a.Operation(operation) == nil {
				t.Errorf("%s has no %s", a.Name, operation)
			}
		}
	}
}
