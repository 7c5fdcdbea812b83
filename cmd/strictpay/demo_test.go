package main

import (
	"testing"
)

func TestDemoIsStable(t *testing.T) {
	t.Parallel()
	code, first, errs := typed("", nil, "demo")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d, %s %s", code, first, errs)
	}
	if _, second, _ := typed("", nil, "demo"); second != first {
		t.Errorf("the report changed:\n%s\n%s", first, second)
	}
}
