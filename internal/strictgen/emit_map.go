package main

// emitMap writes a component that is a map: of plain texts Go's own type, else a type that reads its entries.
func (ms *models) emitMap(w *writer, m *model) {
	v := ms.scalar(m.schema)
	v.item, v.model = m.value, m
	w.docOf(m, v)
	if m.texts() {
		w.p("type %s = map[string]string\n", m.goName)
		return
	}
	w.p("type %s map[string]%s\n", m.goName, m.value.partType())
	w.to("read_json")
	ms.emitReadMap(w, m, v)
	w.to("write_json")
	w.p("// AppendJSON writes the entries behind b, in the order of their names.")
	w.p("func (v %s) AppendJSON(b []byte) []byte { return v.appendJSON(b) }\n", m.goName)
	w.p("func (v %s) appendJSON(b []byte) []byte {\n\tstart := len(b)", m.goName)
	w.p("\tfor _, name := range jsonread.Names(v) {\n\t\tb = jsonread.AppendName(b, name)\n\t\titem := v[name]")
	ms.appendPart(w, m.value, "item")
	w.p("\t}\n\treturn jsonread.EndObject(b, start)\n}\n")
	w.p("// MarshalJSON writes what the wire carries.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }\n", m.goName)
	w.to("check")
	w.p("// Check checks the entries.")
	w.p("func (v %s) Check(c *check.Checker) {", m.goName)
	body := ms.checkedPart(w, spot{"name", "inEntry", "c.Within(inEntry, name)"}, m.value, "item")
	switch {
	case body != "" || v.maxKey > 0:
		w.p("\tfor _, name := range jsonread.Names(v) {\n\t\tc.Key(name, %d)", v.maxKey)
		if body != "" {
			w.p("\t\titem := v[name]\n%s", body)
		}
		w.p("\t}")
	}
	w.p("}\n")
}

// emitReadMap writes the reading of a map. An entry that is null without being allowed to is read as absent.
func (ms *models) emitReadMap(w *writer, m *model, v *value) {
	w.p("// ReadJSON reads the map here.")
	w.p("func (v *%s) ReadJSON(r *jsonread.Reader) {\n\tif !r.Entries() {\n\t\treturn\n\t}", m.goName)
	w.p("\t*v = %s{}\n\tnames := 0\n\tfor r.Next() {", m.goName)
	w.p("\t\tname, ok := r.Entry(%d)\n\t\tif !ok {\n\t\t\tcontinue\n\t\t}\n\t\tnames++", v.maxKey)
	if m.value.reads() && !m.value.nullable {
		w.p("\t\tif r.Null() {\n\t\t\tcontinue\n\t\t}")
	}
	ms.readPart(w, m.value, func(item string) string { return "jsonread.Put(r, *v, name, " + item + ")" })
	w.p("\t}\n\tr.EndEntries(names, %d)\n}\n", v.maxItems)
	w.p("// UnmarshalJSON reads strictly; violations are the error.")
	w.p("func (v *%s) UnmarshalJSON(data []byte) error { return jsonread.UnmarshalJSON(data, v) }\n", m.goName)
}
