package main

import (
	"strconv"

	"github.com/strictpay/strictpay/runtime/jsonread"
)

func (ms *models) emitAppendJSON(w *writer, m *model) {
	w.p("// AppendJSON writes the object behind b. Absent members are left out.")
	w.p("func (v %s) AppendJSON(b []byte) []byte { return v.appendJSON(b) }\n", m.goName)
	steps := steps{begin: "func (v *" + m.goName + ") %s(b []byte) []byte {", first: "\tstart := len(b)",
		name: "appendJSON", part: "appendJSON", call: "\tb = v.%s(b)", end: "\treturn b\n}\n"}
	for _, f := range m.fields {
		steps.add(w, func() { ms.writeMember(w, f) })
	}
	steps.last = func() {
		switch {
		case m.open && ms.doc.XML():
			w.p("\tb = jsonread.AppendPairs(b, v.AdditionalProperties)")
		case m.open:
			w.p("\tb = jsonread.AppendExtras(b, v.AdditionalProperties)")
		}
		w.p("\treturn jsonread.EndObject(b, start)\n}\n")
	}
	steps.emit(w)
	w.p("// MarshalJSON writes what the wire carries, sensitive members included.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }\n", m.goName)
}

// writeMember writes one member where it is there.
func (ms *models) writeMember(w *writer, f *field) {
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

// orNull ends the writing of a member that is there: one that must be there is null otherwise.
func (ms *models) orNull(w *writer, f *field) {
	if f.required && f.nullable {
		w.p("\t} else {\n\t\tb = append(b, %s...)", literal(jsonName(f)+"null"))
	}
	w.p("\t}")
}

// jsonName is a member's name as it is written: behind the comma, or the brace that takes its place.
func jsonName(f *field) string {
	return "," + string(jsonread.AppendString(nil, f.json)) + ":"
}

// literal is a text in Go, without escapes where that is possible.
func literal(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// writeJSON writes one member.
func (ms *models) writeJSON(w *writer, f *field, expr string) {
	v := f.value
	w.p("\tb = append(b, %s...)", literal(jsonName(f)))
	if v.kind == kindArray && v.model == nil {
		ms.writeItems(w, v, expr)
		return
	}
	w.p("\tb = %s", ms.appendValue(v, expr))
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
	w.p("\t\tb = %s", ms.appendValue(v, expr))
}

// appendValue is an expression that writes a value behind b.
func (ms *models) appendValue(v *value, expr string) string {
	switch v.kind {
	case kindString:
		return "jsonread.AppendString(b, " + expr + ")"
	case kindEnum:
		return "jsonread.AppendString(b, string(" + expr + "))"
	case kindSecret:
		return "jsonread.AppendString(b, (" + expr + ").Reveal())"
	case kindText:
		return "jsonread.AppendText(b, " + expr + ")"
	case kindDecimal:
		return "jsonread.AppendDecimal(b, " + expr + ")"
	case kindNumber:
		return "jsonread.AppendNumber(b, " + expr + ")"
	case kindTime:
		return "jsonread.AppendTime(b, " + expr + ")"
	case kindDate:
		return "jsonread.AppendString(b, (" + expr + ").String())"
	case kindBytes:
		return "jsonread.AppendBytes(b, " + expr + ")"
	case kindInt32, kindInt64, kindIntEnum:
		return "jsonread.AppendInt(b, int64(" + expr + "))"
	case kindBool, kindFlag:
		return "strconv.AppendBool(b, " + expr + ")"
	case kindMap:
		if !v.reads() {
			return "jsonread.AppendMap(b, " + expr + ")"
		}
	case kindRaw:
		if ms.doc.XML() {
			return expr + ".AppendJSON(b)"
		}
		return "jsonread.AppendRaw(b, " + expr + ")"
	}
	return expr + ".appendJSON(b)"
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
	w.p("func (v %s) AppendJSON(b []byte) []byte { return v.appendJSON(b) }\n", m.goName)
	w.p("func (v %s) appendJSON(b []byte) []byte {", m.goName)
	ms.writeItems(w, v, "v")
	w.p("\treturn b\n}\n")
	w.p("// MarshalJSON writes what the wire carries.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) { return v.appendJSON(nil), nil }\n", m.goName)
	w.to("check")
	w.p("// Check checks the items.")
	w.p("func (v %s) Check(c *check.Checker) {", m.goName)
	ms.checkItems(w, m.value, "v")
	w.p("}\n")
}
