package apis_test

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// Columns of a line of code; a tab has four.
const maxColumns = 120

// Lines that people write stay within 120 columns. What is in a raw string of several lines is as the text has it, and
// so are directives and samples of code in comments.
func TestLinesStayWithinTheColumns(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("git", "ls-files", "*.go")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("no git checkout: %v", err)
	}
	for _, file := range strings.Fields(string(out)) {
		text, err := os.ReadFile(filepath.Join(root, file))
		if os.IsNotExist(err) {
			continue // removed, and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		if head := text[:min(len(text), 300)]; bytes.Contains(head, []byte("DO NOT EDIT.")) {
			continue
		}
		inText := linesOfTexts(text)
		for i, line := range strings.Split(string(text), "\n") {
			columns := utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
			trimmed := strings.TrimLeft(line, "\t")
			asItStands := strings.HasPrefix(trimmed, "//go:") || strings.HasPrefix(trimmed, "//\t")
			if columns > maxColumns && !inText[i+1] && !asItStands {
				t.Errorf("%s:%d has %d columns, more than %d", file, i+1, columns, maxColumns)
			}
		}
	}
}

// linesOfTexts are the lines that a raw string of several lines stands on.
func linesOfTexts(text []byte) map[int]bool {
	lines := map[int]bool{}
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, 0)
	for {
		pos, tok, literal := s.Scan()
		if tok == token.EOF {
			return lines
		}
		if n := strings.Count(literal, "\n"); tok == token.STRING && n > 0 {
			for i := range n + 1 {
				lines[file.Line(pos)+i] = true
			}
		}
	}
}
