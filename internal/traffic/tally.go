package traffic

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
)

// maxFindings is how many different findings are kept; of further ones only the number.
const maxFindings = 1000

// maxNumbers is how many numbers of exchanges are kept with a finding.
const maxNumbers = 5

// A Tally counts what was found in many exchanges. What it holds does not grow with their number.
type Tally struct {
	Exchanges, Unmatched, Others int // all; with an API but none of its operations; with others
	Dropped                      int // findings that were counted only
	NotOK                        int // exchanges that a report calls not ok
	rows                         map[string]*Row
	findings                     map[findingKey]*Finding
	order                        []*Finding
}

// A Row counts the exchanges of an operation. Each is in one column: its worst.
type Row struct {
	Operation                               string
	Calls, Clean, Drift, Violations, Unread int
}

type findingKey struct{ operation, part, severity, kind, pointer, detail string }

// A Finding is the same deviation, or the same note, in one or more exchanges. Positions in lists do not count.
type Finding struct {
	Operation string
	Part      string // request, answer, callback; "" for a note
	Severity  strictpay.Severity
	Kind      strictpay.Kind
	Pointer   string
	Detail    string
	Count     int
	Numbers   []int // of the first exchanges that have it
}

// Add counts an exchange.
func (t *Tally) Add(number int, r *Result, ok bool) {
	t.Exchanges++
	if !ok {
		t.NotOK++
	}
	switch {
	case !r.Matched() && r.Unmatched == "":
		t.Others++
		return
	case !r.Matched():
		t.Unmatched++
		t.find(number, findingKey{operation: r.API.Name, detail: r.Path + ": " + r.Unmatched})
		return
	}
	t.count(r)
	for _, part := range r.Parts() {
		for _, d := range part.Deviations.List {
			t.find(number, findingKey{
				r.Name(), part.Name, string(d.Severity), string(d.Kind), withoutIndexes(d.Pointer), d.Detail,
			})
		}
		t.Dropped += part.Deviations.Dropped
	}
	for _, note := range r.Notes {
		t.find(number, findingKey{operation: r.Name(), detail: note})
	}
}

func (t *Tally) count(r *Result) {
	row := t.rows[r.Name()]
	if row == nil {
		if t.rows == nil {
			t.rows = map[string]*Row{}
		}
		row = &Row{Operation: r.Name()}
		t.rows[r.Name()] = row
	}
	row.Calls++
	switch {
	case r.Violated():
		row.Violations++
	case r.Drifted():
		row.Drift++
	case len(r.Notes) > 0:
		row.Unread++
	default:
		row.Clean++
	}
}

func (t *Tally) find(number int, key findingKey) {
	f := t.findings[key]
	if f == nil {
		if len(t.order) >= maxFindings {
			t.Dropped++
			return
		}
		if t.findings == nil {
			t.findings = map[findingKey]*Finding{}
		}
		f = &Finding{
			Operation: key.operation, Part: key.part, Severity: strictpay.Severity(key.severity),
			Kind: strictpay.Kind(key.kind), Pointer: key.pointer, Detail: key.detail,
		}
		t.findings[key] = f
		t.order = append(t.order, f)
	}
	// An exchange may have the same in several items of a list.
	if n := len(f.Numbers); f.Count > 0 && n > 0 && n <= maxNumbers && f.Numbers[n-1] == number {
		return
	}
	f.Count++
	if len(f.Numbers) < maxNumbers {
		f.Numbers = append(f.Numbers, number)
	}
}

// Rows are the operations that were called, by name.
func (t *Tally) Rows() []Row {
	list := []Row{}
	for _, row := range t.rows {
		list = append(list, *row)
	}
	slices.SortFunc(list, func(a, b Row) int { return cmp.Compare(a.Operation, b.Operation) })
	return list
}

// Findings are the different findings: violations, drift, and what could not be checked, each in the order in which it
// was first met.
func (t *Tally) Findings() []*Finding {
	list := slices.Clone(t.order)
	slices.SortStableFunc(list, func(a, b *Finding) int { return cmp.Compare(a.rank(), b.rank()) })
	return list
}

func (f *Finding) rank() int {
	return slices.Index([]strictpay.Severity{strictpay.Violation, strictpay.Drift, ""}, f.Severity)
}

// withoutIndexes has a star for positions in lists.
func withoutIndexes(pointer string) string {
	names := strings.Split(pointer, "/")
	for i, name := range names {
		if _, err := strconv.ParseUint(name, 10, 32); err == nil {
			names[i] = "*"
		}
	}
	return strings.Join(names, "/")
}
