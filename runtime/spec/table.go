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
}

// Lookup finds a code. Where a code has several meanings, context picks one; without a row of that context the row
// without context counts. It never returns an empty row as found.
func (t *Table) Lookup(code, context string) (strictpay.Row, bool) {
	var fallback *strictpay.Row
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Code != code {
			continue
		}
		if r.Context == context {
			return *r, true
		}
		if r.Context == "" || context == "" && fallback == nil {
			fallback = r
		}
	}
	if fallback != nil {
		return *fallback, true
	}
	return strictpay.Row{}, false
}

// Lookup finds a code in a table, or in the one that has the rest of its values.
// context picks a meaning where a code has several.
func (a *API) Lookup(table, code string, context ...string) (strictpay.Row, bool) {
	t := a.LookupTable(table)
	if t == nil {
		return strictpay.Row{}, false
	}
	meant := ""
	if len(context) > 0 {
		meant = context[0]
	}
	row, ok := t.Lookup(code, meant)
	if !ok && t.Rest != "" {
		return a.Lookup(t.Rest, code, meant)
	}
	return row, ok
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
