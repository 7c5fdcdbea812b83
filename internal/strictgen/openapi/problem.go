package openapi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Position is a line of a file.
type Position struct {
	File string
	Line int
}

func (p Position) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// At is the position itself; everything that embeds a Position has it.
func (p Position) At() Position { return p }

// A Problem is something to mend in a spec: where it stands, what is wrong, and what to write instead.
type Problem struct {
	Position
	Where, What, Instead string
}

func (p Problem) String() string {
	text := p.Position.String()
	for _, part := range []string{p.Where, p.What, p.Instead} {
		if part != "" {
			text += ": " + part
		}
	}
	return strings.ReplaceAll(text, "\n", " ")
}

// A Report collects problems, each once.
type Report struct {
	list []Problem
}

// Add notes a problem.
func (r *Report) Add(at Position, where, what, instead string) {
	p := Problem{at, where, what, instead}
	if !slices.Contains(r.list, p) {
		r.list = append(r.list, p)
	}
}

// Problems are those found so far, in the order of their lines.
func (r *Report) Problems() []Problem {
	list := slices.Clone(r.list)
	slices.SortFunc(list, func(a, b Problem) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Where, b.Where), strings.Compare(a.What, b.What))
	})
	return list
}

// Empty reports whether there is nothing to mend.
func (r *Report) Empty() bool { return len(r.list) == 0 }

// nearest is the name of a list that is most like a misspelt one, "" where none is near.
func nearest(name string, list []string) string {
	best, distance := "", len(name)/3+1
	for _, candidate := range list {
		if d := editDistance(strings.ToLower(name), strings.ToLower(candidate)); d <= distance &&
			(best == "" || d < distance) {
			best, distance = candidate, d
		}
	}
	return best
}

// editDistance counts the insertions, deletions, replacements and swaps that turn a into b.
func editDistance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
