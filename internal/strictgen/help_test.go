package main

import (
	"strings"
	"testing"

	"github.com/strictpay/strictpay/internal/strictgen/lint"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// strictgen -help says what the generator needs and, behind it, what this repository asks beyond that.
func TestHelpHasBothLists(t *testing.T) {
	needs, policy, found := strings.Cut(help(), "What this repository asks of its specs beyond that:\n")
	if !found {
		t.Fatal("the help has not both lists")
	}
	for _, r := range lint.Needs {
		if !strings.Contains(needs, r.Says) {
			t.Errorf("the first list lacks %q", r.Says)
		}
	}
	for _, r := range lint.Policy {
		if !strings.Contains(policy, r.Says) {
			t.Errorf("the second list lacks %q", r.Says)
		}
	}
	for _, e := range openapi.Extensions() {
		if !strings.Contains(policy, e.Name+" (") {
			t.Errorf("the help lacks %s", e.Name)
		}
	}
}
