package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitCheck writes what is checked just before an object is sent.
func (ms *models) emitCheck(w *writer, m *model) {
	w.p("// Check checks the object just before it is sent: required members, lengths, listed values, amounts, " +
		"one-of rules.")
	steps := steps{begin: "func (v *" + m.goName + ") %s(c *check.Checker) {", name: "Check", part: "check",
		call: "\tv.%s(c)", end: "}\n"}
	for _, f := range m.fields {
		steps.add(w, func() { ms.checkMember(w, f) })
	}
	steps.last = func() {
		for _, f := range m.fields {
			if f.since != "" || f.until != "" {
				w.p("\tc.Gate(%q, %s, %q, %q)", f.json, ms.isSet(f), f.since, f.until)
			}
		}
		ms.checkRule(w, m, m.schema.AtLeastOne, "AtLeastOne")
		ms.checkRule(w, m, m.schema.ExactlyOne, "ExactlyOne")
		if m.open && !ms.doc.XML() {
			w.p("\tjsonread.CheckExtras(c, &%s, v.AdditionalProperties)", m.shape())
		}
		w.p("}\n")
	}
	steps.emit(w)
}

// checkMember checks one member, where there is anything to check.
func (ms *models) checkMember(w *writer, f *field) {
	expr, value := "v."+f.goName, "v."+f.goName
	switch {
	case f.pointer():
		if f.value.kind != kindObject && f.value.kind != kindUnion {
			value = "*" + expr
		}
	case !nilable(f.value.kind):
		ms.checkField(w, f, expr, true)
		return
	}
	body := w.captured(func() { ms.checkField(w, f, value, f.required && !f.pointer()) })
	missing := fmt.Sprintf("\tif %s == nil {\n\t\tc.Missing(%q)\n\t}", expr, f.json)
	switch {
	case f.required && !f.nullable && body == "":
		w.p("%s", missing)
	case f.required && !f.nullable:
		w.p("%s else {\n%s\t}", missing, body)
	case body != "":
		w.p("\tif %s != nil {\n%s\t}", expr, body)
	}
}

func (ms *models) checkRule(w *writer, m *model, groups [][]openapi.Text, method string) {
	for _, group := range groups {
		var set, names []string
		for _, name := range openapi.Values(group) {
			f := m.fieldNamed(name)
			set = append(set, ms.isSet(f))
			names = append(names, strconv.Quote(name))
		}
		w.p("\tc.%s([]bool{%s}, %s)", method, strings.Join(set, ", "), strings.Join(names, ", "))
	}
}

func (ms *models) isSet(f *field) string {
	expr := "v." + f.goName
	switch {
	case f.pointer() || nilable(f.value.kind):
		return expr + " != nil"
	case f.value.kind == kindDecimal || f.value.kind == kindNumber || f.value.kind == kindSecret ||
		f.value.kind == kindDate:
		return expr + ".IsSet()"
	case f.value.kind == kindString || f.value.kind == kindEnum:
		return expr + ` != ""`
	}
	return "true"
}

// emitPrint writes the redacted print.
func (ms *models) emitPrint(w *writer, m *model) {
	var personal uint64
	for i, f := range m.fields {
		if f.sensitive == "personal" {
			personal |= 1 << i
		}
	}
	w.p("// Format prints the object under every verb, sensitive members redacted.")
	w.p("func (v %s) Format(f fmt.State, _ rune) { show.Format(f, v, %#x) }\n", m.goName, personal)
	w.p("// LogValue is the redacted print.")
	w.p("func (v %s) LogValue() slog.Value { return show.LogValue(v) }\n", m.goName)
}
