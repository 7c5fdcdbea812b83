package damage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Kinds of deviations.
const (
	KindSyntax        = "syntax"
	KindMissing       = "missing"
	KindNull          = "null"
	KindType          = "type"
	KindFormat        = "format"
	KindDuplicate     = "duplicate"
	KindUnion         = "union"
	KindUnknownMember = "unknown-member"
	KindUnknownValue  = "unknown-value"
)

// Severities of deviations.
const (
	Violation = "violation"
	Drift     = "drift"
)

// A Finding is a deviation without its words.
type Finding struct {
	Kind, Severity, Pointer string

	// kept is the JSON text that the value must have after a drift; empty where nothing is said, absent where it is
	// read as absent.
	kept string
}

const absent = "absent"

func (f Finding) String() string { return fmt.Sprintf("%s %s at %q", f.Severity, f.Kind, f.Pointer) }

func compareFindings(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Kind, b.Kind), strings.Compare(a.Severity, b.Severity))
}

// difference gives what only one of two lists has. Their order does not count, how often a finding is in them does.
func difference(want, got []Finding) (lacking, surplus []Finding) {
	want, got = slices.Clone(want), slices.Clone(got)
	slices.SortFunc(want, compareFindings)
	slices.SortFunc(got, compareFindings)
	for len(want) > 0 && len(got) > 0 {
		switch order := compareFindings(want[0], got[0]); {
		case order == 0:
			want, got = want[1:], got[1:]
		case order < 0:
			lacking, want = append(lacking, want[0]), want[1:]
		default:
			surplus, got = append(surplus, got[0]), got[1:]
		}
	}
	return append(lacking, want...), append(surplus, got...)
}
