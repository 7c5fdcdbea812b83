package main

import "fmt"

func (ms *models) emitAppendJSON(w *writer, m *model) {
	w.p("// AppendJSON writes the object behind b. Absent members are left out.")
	w.p("func (v %s) AppendJSON(b []byte) []byte {\n\tw := jsonread.WriteObject(b)", m.goName)
	for _, f := range m.fields {
		expr := "v." + f.goName
		switch {
		case f.pointer():
			w.p("\tif %s != nil {", expr)
			if f.value.kind != kindObject && f.value.kind != kindUnion {
				expr = "*" + expr
			}
			ms.writeJSON(w, f, expr)
			ms.orNull(w, f)
		case nilable(f.value.kind) && (!f.required || f.nullable):
			w.p("\tif %s != nil {", expr)
			ms.writeJSON(w, f, expr)
			ms.orNull(w, f)
		default:
			ms.writeJSON(w, f, expr)
		}
	}
	if m.open {
		if ms.doc.XML() {
			w.p("\tw.Pairs(v.AdditionalProperties)")
		} else {
			w.p("\tw.Extras(v.AdditionalProperties)")
		}
	}
	w.p("\treturn w.Done()\n}\n")
	w.p("// MarshalJSON writes what the wire carries, sensitive members included.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }\n", m.goName)
}

// orNull ends the writing of a member that is there: one that must be there is null otherwise.
func (ms *models) orNull(w *writer, f *field) {
	if f.required && f.nullable {
		w.p("\t} else {\n\t\tw.Value(append(w.Name(%q), \"null\"...))", f.json)
	}
	w.p("\t}")
}

// writeJSON writes one member.
func (ms *models) writeJSON(w *writer, f *field, expr string) {
	v := f.value
	switch v.kind {
	case kindString:
		w.p("\tw.String(%q, %s)", f.json, expr)
	case kindSecret:
		w.p("\tw.Secret(%q, %s)", f.json, expr)
	case kindText:
		w.p("\tw.Text(%q, %s)", f.json, expr)
	case kindDecimal:
		w.p("\tw.Decimal(%q, %s)", f.json, expr)
	case kindNumber:
		w.p("\tw.Number(%q, %s)", f.json, expr)
	case kindTime:
		w.p("\tw.Time(%q, %s)", f.json, expr)
	case kindInt32, kindIntEnum, kindInt64:
		w.p("\tw.Int(%q, int64(%s))", f.json, expr)
	case kindBool, kindFlag:
		w.p("\tw.Bool(%q, %s)", f.json, expr)
	case kindEnum:
		w.p("\tw.String(%q, string(%s))", f.json, expr)
	case kindMap:
		w.p("\tw.Value(%s)", ms.appendItem(v, expr, fmt.Sprintf("w.Name(%q)", f.json)))
	case kindDate, kindBytes:
		w.p("\tw.Value(%s)", ms.appendItem(v, expr, fmt.Sprintf("w.Name(%q)", f.json)))
	case kindRaw:
		if ms.doc.XML() {
			w.p("\tw.Value(%s.AppendJSON(w.Name(%q)))", expr, f.json)
		} else {
			w.p("\tw.Raw(%q, %s)", f.json, expr)
		}
	case kindArray:
		w.p("\t{\n\tb := w.Name(%q)", f.json)
		if v.model != nil {
			w.p("\tw.Value(%s.AppendJSON(b))\n\t}", expr)
			return
		}
		ms.writeItems(w, v, expr)
		w.p("\tw.Value(b)\n\t}")
	default:
		w.p("\tw.Value(%s.AppendJSON(w.Name(%q)))", expr, f.json)
	}
}

// writeItems writes an array behind the variable b.
func (ms *models) writeItems(w *writer, v *value, expr string) {
	w.p("\tb = append(b, '[')\n\tfor i := range %s {\n\t\tif i > 0 {\n\t\t\tb = append(b, ',')\n\t\t}", expr)
	ms.appendPart(w, v.item, expr+"[i]")
	w.p("\t}\n\tb = append(b, ']')")
}

// appendPart writes an item or an entry, which may be null, behind the variable b.
func (ms *models) appendPart(w *writer, v *value, expr string) {
	if v.pointer() || v.nullable && v.kind != kindRaw && v.kind != kindBytes {
		w.p("\t\tif %s == nil {\n\t\t\tb = append(b, \"null\"...)\n\t\t} else {", expr)
		defer w.p("\t\t}")
	}
	if v.pointer() && !v.reads() {
		expr = "*" + expr
	}
	w.p("\t\tb = %s", ms.appendItem(v, expr, "b"))
}

func (ms *models) appendItem(v *value, expr, b string) string {
	switch v.kind {
	case kindString:
		return "jsonread.AppendString(" + b + ", " + expr + ")"
	case kindEnum:
		return "jsonread.AppendString(" + b + ", string(" + expr + "))"
	case kindSecret:
		return "jsonread.AppendString(" + b + ", (" + expr + ").Reveal())"
	case kindText:
		return "jsonread.AppendText(" + b + ", " + expr + ")"
	case kindDecimal, kindDate:
		return "jsonread.AppendString(" + b + ", (" + expr + ").String())"
	case kindNumber:
		return "jsonread.AppendNumber(" + b + ", " + expr + ")"
	case kindTime:
		return "jsonread.AppendTime(" + b + ", " + expr + ")"
	case kindBytes:
		return "jsonread.AppendBytes(" + b + ", " + expr + ")"
	case kindInt32, kindInt64, kindIntEnum:
		return "strconv.AppendInt(" + b + ", int64(" + expr + "), 10)"
	case kindBool, kindFlag:
		return "strconv.AppendBool(" + b + ", " + expr + ")"
	case kindMap:
		if !v.reads() {
			return "jsonread.AppendMap(" + b + ", " + expr + ")"
		}
	case kindRaw:
		if !ms.doc.XML() {
			return "jsonread.AppendRaw(" + b + ", " + expr + ")"
		}
	}
	return expr + ".AppendJSON(" + b + ")"
}

// emitArray writes a component that is a list.
func (ms *models) emitArray(w *writer, m *model) {
	v := ms.scalar(m.schema)
	v.item = m.value
	w.docOf(m, v)
	w.p("type %s []%s\n", m.goName, m.value.partType())
	w.to("read_json")
	ms.emitDecode(w, m)
	w.p("// ReadJSON reads the array here.")
	w.p("func (v *%s) ReadJSON(r *jsonread.Reader) {\n\tif !r.Array(%q) {\n\t\treturn\n\t}", m.goName, m.goName)
	v.model = m
	ms.readItems(w, v, "(*v)")
	w.p("}\n")
	w.to("write_json")
	w.p("// AppendJSON writes the array behind b.")
	w.p("func (v %s) AppendJSON(b []byte) []byte {", m.goName)
	ms.writeItems(w, v, "v")
	w.p("\treturn b\n}\n")
	w.p("// MarshalJSON writes what the wire carries.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }\n", m.goName)
	w.to("check")
	w.p("// Check checks the items.")
	w.p("func (v %s) Check(c *check.Checker) {", m.goName)
	ms.checkItems(w, m.value, "v")
	w.p("}\n")
}
