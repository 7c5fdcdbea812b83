package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
)

// measured goes through all groups in each run, so that the runs of one are apart in time; then comes what is measured
// by other means. After an interrupt the rows are those that had at least one run.
func (c *choice) measured(ctx context.Context, runs int) []row {
	groups := c.groups
	if c.calls != nil {
		calls, done := callGroups()
		defer done()
		groups = append(groups, slices.DeleteFunc(calls, func(g *group) bool {
			return !slices.Contains(c.calls, g.name)
		})...)
	}
	steps := newProgress((len(groups) + len(c.hostile)) * runs)
	if c.costs {
		steps.of++
	}
	defer steps.end()
	times := make([][][]float64, len(groups))
	for range runs {
		for i, g := range groups {
			if ctx.Err() != nil {
				break
			}
			steps.next(g.name)
			if t := g.times(ctx); t != nil {
				times[i] = append(times[i], t)
			}
		}
	}
	var rows []row
	for i, g := range groups {
		if times[i] != nil {
			rows = append(rows, g.rows(times[i])...)
		}
	}
	for _, b := range c.hostile {
		rows = append(rows, b.rows(ctx, runs, steps)...)
	}
	if c.costs && ctx.Err() == nil {
		steps.next(costsName)
		costs, err := costRows(ctx)
		if err != nil && ctx.Err() == nil {
			fail(err)
		}
		rows = append(rows, costs...)
	}
	return rows
}

// A progress shows, on a terminal, how far the measuring is: one line that is written over. Into a file it would be
// noise.
type progress struct {
	w     io.Writer
	n, of int
}

func newProgress(of int) *progress {
	p := &progress{of: of, w: io.Discard}
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.w = os.Stderr
	}
	return p
}

const clearLine = "\r\033[K"

func (p *progress) next(what string) {
	p.n++
	fmt.Fprintf(p.w, "%s%d of %d: %s", clearLine, p.n, p.of, what)
}

func (p *progress) end() { fmt.Fprint(p.w, clearLine) }
