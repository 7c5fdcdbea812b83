package apis

import (
	"fmt"
	"io"
)

// A Report takes the lines of a demo.
type Report struct{ W io.Writer }

// Step adds a line: what was called, and what came of it.
func (r *Report) Step(what, result string, args ...any) {
	fmt.Fprintf(r.W, "  %-28s %s\n", what, fmt.Sprintf(result, args...))
}
