package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func (ms *models) emitEnum(w *writer, m *model) {
	base := "string"
	if m.kind == kindIntEnum {
		base = "int32"
		if m.schema.Format == "int64" {
			base = "int64"
		}
	}
	w.docOf(m, nil)
	w.p("type %s %s\n", m.goName, base)
	w.p("// The listed values of %s. Others are kept on reading and refused on sending.", m.goName)
	w.p("const (")
	for _, v := range m.enum {
		if doc := ms.constantDoc(m, v); doc != "" {
			w.comment("\t", doc)
		}
		w.p("\t%s %s = %s", v.goName, m.goName, m.literal(v))
	}
	w.p(")\n")
	w.p("// Valid reports whether the specification lists the value.")
	w.p("func (v %s) Valid() bool {\n\tswitch v {", m.goName)
	w.p("\tcase %s:\n\t\treturn true\n\t}\n\treturn false\n}\n", m.constants())
	w.p("// %sValues are the listed values, in the specification's order.", m.goName)
	w.p("func %sValues() []%s {\n\treturn []%s{%s}\n}\n", m.goName, m.goName, m.goName, m.constants())
	if m.kind == kindEnum {
		ms.emitStringEnum(w, m)
	} else {
		ms.emitIntEnum(w, m, base)
	}
	w.to("types")
	if status := m.schema.Status; status != nil {
		pending := openapi.Values(status.Pending)
		if status.Pending == nil {
			pending = m.except(openapi.Values(status.Final))
		}
		ms.emitStatus(w, m, "Final", "nothing more is expected of anyone", openapi.Values(status.Final))
		ms.emitStatus(w, m, "Succeeded", "it went through: where money is paid, the merchant has it, at least in part",
			openapi.Values(status.Succeeded))
		ms.emitStatus(w, m, "Pending",
			"something is still expected of somebody: the provider, the payer or the merchant", pending)
	}
	for _, t := range ms.doc.Codes {
		if t.Schema.Value == m.name {
			w.p("// Row is the value's line of the code table %q. context picks a meaning where a code has several.",
				t.Name.Value)
			w.p("func (v %s) Row(context ...string) (strictpay.Row, bool) {", m.goName)
			text := "string(v)"
			if m.kind == kindIntEnum {
				text = "strconv.FormatInt(int64(v), 10)"
			}
			w.p("\treturn Table%s.Lookup(%s, context...)\n}\n", tableName(t), text)
		}
	}
}

func (m *model) literal(v enumValue) string {
	if m.kind == kindIntEnum {
		return v.text
	}
	return strconv.Quote(v.text)
}

func (m *model) constants() string {
	names := make([]string, len(m.enum))
	for i, v := range m.enum {
		names[i] = v.goName
	}
	return strings.Join(names, ", ")
}

func (ms *models) emitStringEnum(w *writer, m *model) {
	rule := w.ruleOrNil(ms.ruleOf(m))
	w.to("listed")
	list := textSwitch{
		name: "listed" + m.goName, parameter: "b []byte", argument: "b", text: "string(b)",
		doc:    "listed" + m.goName + " finds the listed value of a text.",
		result: "(v " + m.goName + ", listed bool)", otherwise: `"", false`,
	}
	for _, v := range m.enum {
		list.cases = append(list.cases, textCase{v.text, v.goName + ", true"})
	}
	w.emitSwitch(list)
	for _, reader := range ms.readers(m) {
		w.to(reader.file)
		w.p("func %s%s(r *%s, v *%s) bool {", reader.function, m.goName, reader.typ, m.goName)
		w.p("\tb, ok := r.Enum(%s)\n\tif !ok {\n\t\treturn false\n\t}", rule)
		w.p("\tif *v, ok = listed%s(b); ok {\n\t\treturn true\n\t}", m.goName)
		w.p("\treturn r.Unlisted(%q, b, %s, (*string)(v))\n}\n", m.goName, rule)
	}
}

// ruleOf is the rule of an enum's texts, which its listed values keep.
func (ms *models) ruleOf(m *model) *value {
	return ms.scalar(m.schema)
}

func (ms *models) emitIntEnum(w *writer, m *model, base string) {
	method := strings.ToUpper(base[:1]) + base[1:]
	for _, reader := range ms.readers(m) {
		w.to(reader.file)
		w.p("func %s%s(r *%s, v *%s) bool {", reader.function, m.goName, reader.typ, m.goName)
		w.p("\tvar n %s\n\tif !r.%s(&n) {\n\t\treturn false\n\t}", base, method)
		w.p("\t*v = %s(n)\n\tif !v.Valid() {\n\t\tr.UnlistedInt(%q, int64(n))\n\t}\n\treturn true\n}\n", m.goName,
			m.goName)
	}
}

type reader struct{ file, function, typ string }

func (ms *models) readers(m *model) []reader {
	list := []reader{{"read_json", "read", "jsonread.Reader"}}
	if m.xml {
		list = append(list, reader{"read_xml", "readXML", "xmlread.Reader"})
	}
	return list
}

// except are the listed values but for some.
func (m *model) except(values []string) []string {
	var rest []string
	for _, v := range m.enum {
		if !slices.Contains(values, v.text) {
			rest = append(rest, v.text)
		}
	}
	return rest
}

func (ms *models) emitStatus(w *writer, m *model, method, meaning string, values []string) {
	w.p("// %s reports whether %s. An unlisted value answers no.", method, meaning)
	w.p("func (v %s) %s() bool {", m.goName, method)
	var names []string
	for _, v := range m.enum {
		for _, text := range values {
			if v.text == text {
				names = append(names, v.goName)
			}
		}
	}
	if len(names) == 0 {
		w.p("\treturn false\n}\n")
		return
	}
	w.p("\tswitch v {\n\tcase %s:\n\t\treturn true\n\t}\n\treturn false\n}\n", strings.Join(names, ", "))
}
