package spec

import (
	"slices"
	"strconv"
)

// A Sentinel says in which spellings a provider gives one well-known refusal.
type Sentinel struct {
	Statuses []int
	Codes    []string
}

func (s Sentinel) has(status int, code string) bool {
	return slices.Contains(s.Statuses, status) || code != "" && slices.Contains(s.Codes, code)
}

// hasCode is has where only a code counts: one of the listed, or the status itself where it is one of the listed.
func (s Sentinel) hasCode(status int, code string) bool {
	return code != "" && s.has(status, code) &&
		(slices.Contains(s.Codes, code) || slices.Contains(s.Statuses, status) && code == strconv.Itoa(status))
}
