package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitTables writes the code tables and a typed name for each.
func (ms *models) emitTables() []*piece {
	w := newWriter()
	w.to("tables")
	list := ms.doc.Codes
	if len(list) > 0 {
		emitTableNames(w, list)
	}
	w.p("// tables are the code tables of the API, with the vendor's texts.")
	w.p("var tables = []spec.Table{")
	for _, t := range list {
		w.p("\tTable%s: {\n\t\tName: %q,", tableName(t), t.Name.Value)
		w.text("\t\tSource", t.Source.Value)
		w.text("\t\tRest", t.Rest.Value)
		w.p("\t\tFind: %s,", findName(t))
		if repeats(t) {
			w.p("\t\tRepeats: true,")
		}
		w.p("\t\tRows: %s,\n\t},", rowsName(t))
	}
	w.p("}\n")
	for _, t := range list {
		w.place.component = t.Name.Value
		w.to("tables")
		w.p("var %s = []strictpay.Row{", rowsName(t))
		for _, r := range t.Rows {
			emitRow(w, r)
		}
		w.p("}\n")
		emitFind(w, t)
	}
	return w.pieces["tables"]
}

// rowsName is the variable of a table's rows.
func rowsName(t openapi.CodeTable) string { return "rows" + tableName(t) }

// findName is the function that finds the rows of a table.
func findName(t openapi.CodeTable) string { return "find" + tableName(t) }

// emitFind writes the search for the first row of a code.
func emitFind(w *writer, t openapi.CodeTable) {
	find := textSwitch{
		name: findName(t), parameter: "code string", argument: "code", text: "code", result: "int", otherwise: "-1",
		doc: findName(t) + " is the place of a code's first row in the table " + t.Name.Value +
			", -1 where it has none.",
	}
	for i, r := range t.Rows {
		if !slices.ContainsFunc(find.cases, func(c textCase) bool { return c.text == r.Code.Value }) {
			find.cases = append(find.cases, textCase{r.Code.Value, strconv.Itoa(i)})
		}
	}
	w.emitSwitch(find)
}

// repeats reports whether a code has several rows.
func repeats(t openapi.CodeTable) bool {
	for i, r := range t.Rows {
		if slices.ContainsFunc(t.Rows[:i], func(other openapi.Row) bool { return other.Code.Value == r.Code.Value }) {
			return true
		}
	}
	return false
}

func emitTableNames(w *writer, list []openapi.CodeTable) {
	w.p("// A Table is one of the code tables of this API.\ntype Table int\n")
	w.p("// The code tables.\nconst (")
	for i, t := range list {
		of := ""
		if t.Schema.Value != "" {
			of = " " + t.Schema.Value + " has the codes."
		}
		w.comment("\t", "Table"+tableName(t)+" is the table "+t.Name.Value+"."+of+" Source: "+t.Source.Value)
		if i == 0 {
			w.p("\tTable%s Table = iota", tableName(t))
		} else {
			w.p("\tTable%s", tableName(t))
		}
	}
	w.p(")\n")
	w.comment("", "Lookup finds the row of a code. context picks a meaning where a code has several.")
	// The copy is made in the caller's frame: this function is small enough to be inlined.
	w.p("func (t Table) Lookup(code string, context ...string) (strictpay.Row, bool) {")
	w.p("\trow, found := API.RowIn(&tables[t], code, context)\n\treturn *row, found\n}\n")
	w.p("// String is the table's name in the specification and on the command line.")
	w.p("func (t Table) String() string { return tables[t].Name }\n")
}

// emitRow writes a row on one line where it fits, else a member a line.
func emitRow(w *writer, r openapi.Row) {
	cells := [][2]string{{"Code", r.Code.Value}, {"Group", r.Group.Value}, {"Text", r.Text.Value}, {"Tip", r.Tip.Value},
		{"Context", r.Context.Value}}
	size := 0
	for _, c := range cells {
		size += len(c[1])
	}
	if size < 70 {
		var parts []string
		for _, c := range cells {
			if c[1] != "" {
				parts = append(parts, c[0]+": "+quoted([]string{c[1]}))
			}
		}
		w.p("\t\t\t{%s},", strings.Join(parts, ", "))
		return
	}
	w.p("\t\t\t{")
	for _, c := range cells {
		w.text("\t\t\t\t"+c[0], c[1])
	}
	w.p("\t\t\t},")
}

// tableName is OrderStatus of order_status.
func tableName(t openapi.CodeTable) string { return camel(t.Name.Value) }
