package spec

import (
	"slices"

	"github.com/strictpay/strictpay"
)

// A Table is a provider's code table.
type Table struct {
	Name   string
	Source string
	Rest   string // table that has the values without a row here; "" for none
	Rows   []strictpay.Row

	Find    func(code string) int // place of the code's first row, -1 for none; nil: the rows are walked
	Repeats bool                  // a code may have further rows, of other contexts
}

// Lookup finds a code. Where a code has several meanings, context picks one; without a row of that context the row
// without context counts. It never returns an empty row as found.
func (t *Table) Lookup(code, context string) (strictpay.Row, bool) {
	if i := t.place(code, context); i >= 0 {
		return t.Rows[i], true
	}
	return strictpay.Row{}, false
}

// place is the row that Lookup finds, -1 for none.
func (t *Table) place(code, context string) int {
	first, end := 0, len(t.Rows)
	if t.Find != nil {
		if first = t.Find(code); first < 0 {
			return -1
		}
		if !t.Repeats {
			end = first + 1
		}
	}
	fallback := -1
	for i := first; i < end; i++ {
		r := &t.Rows[i]
		switch {
		case r.Code != code:
		case r.Context == context:
			return i
		case r.Context == "" || context == "" && fallback < 0:
			fallback = i
		}
	}
	return fallback
}

// Lookup finds a code in a table, or in the one that has the rest of its values.
// context picks a meaning where a code has several.
func (a *API) Lookup(table, code string, context ...string) (strictpay.Row, bool) {
	return a.LookupIn(a.LookupTable(table), code, context...)
}

// LookupIn is Lookup in a table of the API; nil has no rows.
func (a *API) LookupIn(t *Table, code string, context ...string) (strictpay.Row, bool) {
	meant := ""
	if len(context) > 0 {
		meant = context[0]
	}
	for ; t != nil; t = a.LookupTable(t.Rest) {
		if i := t.place(code, meant); i >= 0 {
			return t.Rows[i], true
		}
		if t.Rest == "" {
			break
		}
	}
	return strictpay.Row{}, false
}

// InGroup reports whether the row of a code in a table is in one of the groups; the table that has the rest of its
// values does not count.
func (a *API) InGroup(table, code string, groups ...string) bool {
	t := a.LookupTable(table)
	if t == nil {
		return false
	}
	row, ok := t.Lookup(code, "")
	return ok && slices.Contains(groups, row.Group)
}

// LookupTable finds a table by name; nil where there is none.
func (a *API) LookupTable(name string) *Table {
	for i := range a.Tables {
		if a.Tables[i].Name == name {
			return &a.Tables[i]
		}
	}
	return nil
}
