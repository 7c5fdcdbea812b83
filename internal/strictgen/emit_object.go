package main

func (ms *models) emitObject(w *writer, m *model) {
	w.docOf(m, nil)
	w.p("type %s struct {", m.goName)
	for _, f := range m.fields {
		w.comment("\t", f.doc())
		tag := f.json
		if !f.required {
			tag += ",omitempty"
		}
		w.p("\t%s %s `json:%q`", f.goName, f.goType(), tag)
	}
	if m.open {
		w.p("\t// AdditionalProperties are the members that the specification does not name; the object is open.")
		if ms.doc.XML() {
			w.p("\tAdditionalProperties strictpay.Pairs `json:\"-\"`")
		} else {
			w.p("\tAdditionalProperties map[string]strictpay.Raw `json:\"-\"`")
		}
	}
	w.p("}\n")
	w.to("read_json")
	m.emitBox(w)
	m.emitShape(w)
	ms.emitDecode(w, m)
	for _, f := range m.fields {
		if f.selector != nil && !f.value.model.read {
			f.value.model.read = true
			ms.emitReadUnion(w, f.value.model, f.selector.value)
		}
	}
	ms.emitReadJSON(w, m)
	w.to("write_json")
	ms.emitAppendJSON(w, m)
	if m.xml {
		w.to("read_xml")
		ms.emitReadXML(w, m)
		w.to("write_xml")
		ms.emitWriteXML(w, m)
	}
	w.to("check")
	ms.emitCheck(w, m)
	w.to("print")
	ms.emitPrint(w, m)
	w.to("refusals")
	ms.emitRefusalInfo(w, m)
}

// emitDecode writes the Decode function and UnmarshalJSON.
func (ms *models) emitDecode(w *writer, m *model) {
	w.p("// Decode%s reads a document strictly. The error is a *strictpay.Contradiction when there is any violation;",
		m.goName)
	w.p("// the deviations have drift as well.")
	w.p("func Decode%s(data []byte) (*%s, []strictpay.Deviation, error) {", m.goName, m.goName)
	if m.root != "" {
		w.p("\treturn xmlread.DecodeRoot[%s](data, %q)", m.goName, m.root)
	} else {
		w.p("\treturn jsonread.Decode[%s](data)", m.goName)
	}
	w.p("}\n")
	ms.emitReadDocument(w, m)
	w.p("// UnmarshalJSON reads strictly; violations are the error.")
	w.p("func (v *%s) UnmarshalJSON(data []byte) error { return jsonread.UnmarshalJSON(data, v) }\n", m.goName)
}

// emitReadDocument makes the model a spec.Model.
func (ms *models) emitReadDocument(w *writer, m *model) {
	w.p("// ReadDocument reads a whole document strictly and returns what differs from the specification.")
	if m.root != "" {
		w.p("func (v *%s) ReadDocument(data []byte, how spec.Decoding) strictpay.Deviations {", m.goName)
		w.p("\treturn xmlread.Decoder{Entities: how.Entities}.Decode(data, %q, v)\n}\n", m.root)
		return
	}
	w.p("func (v *%s) ReadDocument(data []byte, _ spec.Decoding) strictpay.Deviations {", m.goName)
	w.p("\treturn jsonread.ReadInto(data, v)\n}\n")
}

func (m *model) index(f *field) int {
	for i, g := range m.fields {
		if g == f {
			return i
		}
	}
	return -1
}

func (m *model) fieldNamed(json string) *field {
	for _, f := range m.fields {
		if f.json == json {
			return f
		}
	}
	return nil
}
