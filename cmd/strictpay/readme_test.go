package main

import (
	"os"
	"strings"
	"testing"
)

// Every command line in README.md is one that this program takes: its commands and flags are there, and the values of
// flags are possible ones.
func TestREADMECommandLines(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	fenced := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		typing, ok := strings.CutPrefix(line, "strictpay ")
		if !fenced || !ok {
			continue
		}
		typing, _, _ = strings.Cut(typing, " # ")
		typing, _, _ = strings.Cut(typing, " < ")
		words := strings.Fields(typing)
		seen[words[0]]++
		code, out, errs := typed("", nil, append(words, "--help")...)
		if code != 0 || errs != "" || !strings.Contains(out, "Usage:\n  strictpay "+words[0]) {
			t.Errorf("%s: exit %d, %s", line, code, errs)
		}
	}
	for _, command := range []string{"call", "check", "codes", "operations", "sandbox", "webhook", "xpayments", "har",
		"proxy"} {
		if seen[command] == 0 {
			t.Errorf("no line of README.md shows strictpay %s", command)
		}
	}
}
