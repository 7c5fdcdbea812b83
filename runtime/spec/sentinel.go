package spec

import (
	"slices"
)

// A Sentinel says in which spellings a provider gives one well-known refusal.
type Sentinel struct {
	Statuses []int
	Codes    []string
	Except   []string // codes that mean something else although they come with one of the statuses
}

func (s Sentinel) has(status int, code string) bool {
	if slices.Contains(s.Except, code) {
		return false
	}
	return slices.Contains(s.Statuses, status) || code != "" && slices.Contains(s.Codes, code)
}
