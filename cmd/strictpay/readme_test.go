package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every command line in README.md and in the pages of docs/ is one that this program takes: its commands and flags are
// there, and the values of flags are possible ones.
func TestREADMECommandLines(t *testing.T) {
	t.Parallel()
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("docs/ has no pages: %v", err)
	}
	seen := map[string]int{}
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range typedLines(string(text)) {
			words := strings.Fields(line)[1:]
			seen[words[0]]++
			code, out, errs := typed("", nil, append(words, "--help")...)
			if code != 0 || errs != "" || !strings.Contains(out, "Usage:\n  strictpay "+words[0]) {
				t.Errorf("%s: %s: exit %d, %s", page, line, code, errs)
			}
		}
	}
	for _, command := range []string{"call", "check", "codes", "operations", "sandbox", "webhook", "xpayments", "har",
		"proxy"} {
		if seen[command] == 0 {
			t.Errorf("no line of README.md or docs/ shows strictpay %s", command)
		}
	}
}

// typedLines are the fenced lines of a page that type strictpay, without comments and redirections.
func typedLines(text string) []string {
	var lines []string
	fenced := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if fenced && strings.HasPrefix(line, "strictpay ") {
			line, _, _ = strings.Cut(line, " # ")
			line, _, _ = strings.Cut(line, " < ")
			lines = append(lines, line)
		}
	}
	return lines
}
