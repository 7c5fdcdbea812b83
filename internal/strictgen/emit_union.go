package main

import (
	"fmt"
	"slices"
)

// emitUnion writes a union as a struct of variant pointers, exactly one of which is set, or Other.
func (ms *models) emitUnion(w *writer, m *model) {
	w.docOf(m, nil)
	where := "beside it"
	if m.schema.Inside {
		where = "of the object"
	}
	w.p("//\n// Exactly one member is set: the variant that %q %s selects, or Other where that is absent, null or "+
		"not listed.",
		m.selector, where)
	w.p("type %s struct {", m.goName)
	for _, v := range m.variants {
		w.p("\t// Where %q is %s.", m.selector, quoted(v.selectors))
		w.p("\t%s *%s `json:\"-\"`", v.goName, v.model.goName)
	}
	w.p("\t// Other is the JSON as it came.")
	w.p("\tOther strictpay.Raw `json:\"-\"`\n}\n")
	w.to("read_json")
	ms.emitUnionReading(w, m)
	w.to("write_json")
	w.p("// AppendJSON writes the variant that is set.")
	w.p("func (v %s) AppendJSON(b []byte) []byte { return v.appendJSON(b) }\n", m.goName)
	w.p("func (v *%s) appendJSON(b []byte) []byte {\n\tswitch {", m.goName)
	for _, v := range m.variants {
		w.p("\tcase v.%s != nil:\n\t\treturn v.%s.appendJSON(b)", v.goName, v.goName)
	}
	w.p("\t}\n\treturn jsonread.AppendRaw(b, v.Other)\n}\n")
	w.p("// MarshalJSON writes the variant that is set.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }\n", m.goName)
	w.to("check")
	ms.emitUnionCheck(w, m)
	w.to("print")
	w.p("// Format prints redacted.")
	w.p("func (v %s) Format(f fmt.State, _ rune) { show.Format(f, v, 0) }\n", m.goName)
	w.p("// LogValue is the redacted print.")
	w.p("func (v %s) LogValue() slog.Value { return show.LogValue(v) }\n", m.goName)
}

// emitUnionReading writes how the variant is found: by a member of the object, or, by the object around it, by a member
// beside it.
func (ms *models) emitUnionReading(w *writer, m *model) {
	if m.schema.Inside {
		ms.emitDecode(w, m)
		ms.emitReadInside(w, m)
		return
	}
	for _, v := range m.variants {
		w.p("// %s has the members that only the other variants have, sorted.", m.others(v))
		w.p("var %s = []string{%s}\n", m.others(v), quoted(otherMembers(m, v)))
	}
	w.p("// UnmarshalJSON keeps the JSON in Other: what selects the variant stands beside the union, in the object " +
		"that holds it.")
	w.p("func (v *%s) UnmarshalJSON(data []byte) error { return v.Other.UnmarshalJSON(data) }\n", m.goName)
}

// emitReadInside writes the reading of a union whose variants have the member that selects them.
func (ms *models) emitReadInside(w *writer, m *model) {
	w.p("// ReadJSON reads the variant that the member %q of the object here selects.", m.selector)
	w.p("func (v *%s) ReadJSON(r *jsonread.Reader) {", m.goName)
	w.p("\tselected := r.Selected(%q)\n\tswitch string(selected.Text) {", m.selector)
	for _, variant := range m.variants {
		w.p("\tcase %s:", quoted(variant.selectors))
		w.p("\t\tv.%s = jsonread.New[%s](r)\n\t\tv.%s.ReadJSON(r)", variant.goName, variant.model.goName,
			variant.goName)
	}
	w.p("\tdefault:\n\t\tr.Unselected(%q, %q, selected, &v.Other)\n\t}\n}\n", m.goName, m.selector)
}

func (ms *models) emitUnionCheck(w *writer, m *model) {
	w.p("// Check checks the variant that is set.")
	w.p("func (v *%s) Check(c *check.Checker) {\n\tswitch {", m.goName)
	for _, v := range m.variants {
		w.p("\tcase v.%s != nil:", v.goName)
		if m.schema.Inside {
			f := v.model.fieldNamed(m.selector)
			expr := "v." + v.goName + "." + f.goName
			selected := fmt.Sprintf("c.Selected(%q, %s, %s)", m.selector, textOf(f, expr), quoted(v.selectors))
			if f.pointer() {
				selected = fmt.Sprintf("if %s == nil {\n\t\t\tc.Missing(%q)\n\t\t} else {\n\t\t\t%s\n\t\t}", expr,
					m.selector, selected)
			}
			w.p("\t\t%s", selected)
		}
		w.p("\t\tv.%s.Check(c)", v.goName)
	}
	w.p("\t}\n}\n")
}

// others names the list of what only the other variants have.
func (m *model) others(v variant) string { return lowerFirst(m.goName) + v.goName + "Others" }

// otherMembers are the names that only the other variants' members have, sorted.
func otherMembers(m *model, own variant) []string {
	var names []string
	for _, v := range m.variants {
		for _, f := range v.model.fields {
			if own.model.fieldNamed(f.json) == nil {
				names = append(names, f.json)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// readUnion is the call that reads the union of field f by what its selector has.
func (ms *models) readUnion(w *writer, f *field) {
	selector := "v." + f.selector.goName
	if f.selector.pointer() {
		w.p("\t\t\t\tvar selector %s", f.selector.value.goType())
		w.p("\t\t\t\tif %s != nil {\n\t\t\t\t\tselector = *%s\n\t\t\t\t}", selector, selector)
		selector = "selector"
	}
	w.p("\t\t\t\tif !r.Null() {")
	dst := "v." + f.goName
	if f.pointer() {
		w.p("\t\t\t\t\t%s = &jsonread.Boxed(r, &box).%s", dst, f.goName)
	}
	w.p("\t\t\t\t\t%s.readSelected(r, %s)\n\t\t\t\t}", dst, selector)
}

// emitReadUnion writes the reading of a union whose selector is known.
func (ms *models) emitReadUnion(w *writer, m *model, selector *value) {
	w.p("func (v *%s) readSelected(r *jsonread.Reader, selected %s) {\n\tswitch selected {", m.goName,
		selector.goType())
	for _, variant := range m.variants {
		for _, e := range selector.model.enum {
			if e.text == variant.selectors[0] {
				w.p("\tcase %s:", e.goName)
			}
		}
		read := "ReadJSON(r)"
		if variant.model.hasBox() {
			ms.newObject(w, variant.model, "v."+variant.goName, "jsonread")
			read = "readJSON(r, &whole.Box)"
		} else {
			w.p("\t\tv.%s = jsonread.New[%s](r)", variant.goName, variant.model.goName)
		}
		w.p("\t\tif r.Union(&%s, %s) {\n\t\t\tv.%s.%s\n\t\t}", variant.model.shape(), m.others(variant),
			variant.goName, read)
	}
	w.p("\tdefault:\n\t\tr.RawObject(&v.Other)\n\t}\n}\n")
}
