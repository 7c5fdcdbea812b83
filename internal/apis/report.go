package apis

import (
	"fmt"
	"io"
	"strings"
)

// A Report takes the lines of a demo.
type Report struct {
	W io.Writer
	// Wrap breaks a text into lines; the first one begins with first, the others with rest. Nil breaks nothing.
	Wrap func(text, first, rest string) string
}

// Step adds a line: what was called, and what came of it.
func (r *Report) Step(what, result string, args ...any) {
	first := fmt.Sprintf("  %-28s ", what)
	text := fmt.Sprintf(result, args...)
	if r.Wrap == nil {
		fmt.Fprintln(r.W, first+text)
		return
	}
	fmt.Fprint(r.W, r.Wrap(text, first, strings.Repeat(" ", len(first))))
}
