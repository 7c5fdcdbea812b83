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
	if row := t.row(code, context); row != nil {
		return *row, true
	}
	return strictpay.Row{}, false
}

// row is the row that Lookup finds, nil for none.
func (t *Table) row(code, context string) *strictpay.Row {
	if t.Find == nil {
		return among(t.Rows, code, context)
	}
	first := t.Find(code)
	if first < 0 {
		return nil
	}
	row := &t.Rows[first]
	switch {
	case row.Context == context:
		return row
	case t.Repeats:
		return among(t.Rows[first:], code, context)
	case row.Context == "" || context == "":
		return row
	}
	return nil
}

// among finds a code in rows by walking.
func among(rows []strictpay.Row, code, context string) (fallback *strictpay.Row) {
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Code != code:
		case r.Context == context:
			return r
		case r.Context == "" || context == "" && fallback == nil:
			fallback = r
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
	row, found := a.RowIn(t, code, context)
	return *row, found
}

// noRow is the row of what is not found.
var noRow strictpay.Row

// RowIn is LookupIn without a copy: the row must not be changed.
func (a *API) RowIn(t *Table, code string, context []string) (row *strictpay.Row, found bool) {
	if len(context) == 0 && t != nil && t.Find != nil {
		if i := t.Find(code); i >= 0 { // the usual case
			if row := &t.Rows[i]; !t.Repeats || row.Context == "" {
				return row, true
			}
		}
	}
	return a.rowIn(t, code, context)
}

// rowIn is the rest of RowIn: codes of several meanings, and those that another table has.
func (a *API) rowIn(t *Table, code string, context []string) (row *strictpay.Row, found bool) {
	meant := ""
	if len(context) > 0 {
		meant = context[0]
	}
	for ; t != nil; t = a.LookupTable(t.Rest) {
		if row := t.row(code, meant); row != nil {
			return row, true
		}
		if t.Rest == "" {
			break
		}
	}
	return &noRow, false
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
