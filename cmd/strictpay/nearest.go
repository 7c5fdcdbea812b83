package main

import (
	"cmp"
	"slices"
	"strings"
)

// nearest are the names that somebody may have meant, at most two, the nearest first.
func nearest(word string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	var found []candidate
	word = strings.ToLower(word)
	for _, name := range names {
		lower := strings.ToLower(name)
		distance := edits(word, lower)
		switch {
		case word == "":
			continue
		case distance <= 1+len(word)/4:
		case len(word) >= 3 && strings.Contains(lower, word):
			distance = 1 + distance/4
		case len(lower) >= 3 && strings.HasPrefix(word, lower):
			distance = 1 + distance/2
		default:
			continue
		}
		found = append(found, candidate{name, distance})
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var best []string
	for _, c := range found {
		if len(best) < 2 && c.distance <= found[0].distance+1 {
			best = append(best, c.name)
		}
	}
	return best
}

// edits is how many characters must be changed, put in, taken out or swapped with the next to make b of a.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		next[0] = i + 1
		for j := range y {
			change := last[j]
			if x[i] != y[j] {
				change++
			}
			next[j+1] = min(change, last[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(y)]
}
