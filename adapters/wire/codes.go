package wire

import "strings"

// A Row is one line of a provider's code table.
type Row struct {
	API, Table, Code string
	Group            string // of the provider, such as success, pending, failure; "" where it groups nothing
	Text             string // the provider's own words; "" where it gives no meaning
	Tip              string // what the operator is told, literally
	Context          string // where a code has several meanings, the one meant
}

// A Table is a provider's code table.
type Table struct {
	Name   string
	Source string
	Rest   string // table that has the values without a row here; "" for none
	Rows   []Row
}

// Lookup finds a code. Where a code has several meanings, context picks one; without a row of that context the row without context counts.
// It never returns an empty row as found.
func (t *Table) Lookup(code, context string) (Row, bool) {
	var fallback *Row
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
	return Row{}, false
}

// Lookup finds a code in a table, or in the one that has the rest of its values.
// context picks a meaning where a code has several.
func (a *API) Lookup(table, code string, context ...string) (Row, bool) {
	t := a.LookupTable(table)
	if t == nil {
		return Row{}, false
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

// LookupTable finds a table by name; nil where there is none.
func (a *API) LookupTable(name string) *Table {
	for i := range a.Tables {
		if a.Tables[i].Name == name {
			return &a.Tables[i]
		}
	}
	return nil
}

// WithParameter puts a value in place of the first <X> of a tip or text.
func (r Row) WithParameter(value string) Row {
	r.Tip = strings.Replace(r.Tip, "<X>", value, 1)
	r.Text = strings.Replace(r.Text, "<X>", value, 1)
	return r
}
