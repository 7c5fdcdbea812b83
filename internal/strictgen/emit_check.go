package main

import (
	"fmt"
	"slices"
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

// emitRefusalInfo writes what the object says of its own refusal.
func (ms *models) emitRefusalInfo(w *writer, m *model) {
	cases := m.schema.Refusal
	if len(cases) == 0 {
		return
	}
	w.p("// RefusalInfo is what the body says of its own refusal, for the typed calls.")
	w.p("func (v *%s) RefusalInfo() (spec.RefusalInfo, bool) {", m.goName)
	always := false
	for _, c := range cases {
		when := c.When.Value
		if always = when == ""; always {
			ms.emitVerdictCase(w, m, c)
			break // what comes after it never decides
		}
		w.p("\tif %s {", ms.condition(m, when, c))
		ms.emitVerdictCase(w, m, c)
		w.p("\t}")
	}
	if always {
		w.p("}\n")
	} else {
		w.p("\treturn spec.RefusalInfo{}, false\n}\n")
		w.p("// Refusal is the provider's no inside an answer that came with status 200, nil where there is none.")
		w.p("func (v *%s) Refusal() *Error {", m.goName)
		w.p("\tinfo, refused := v.RefusalInfo()\n\tif !refused {\n\t\treturn nil\n\t}")
		w.p("\trefusal := API.Refuse(nil, 200, info)\n\trefusal.Body = v\n\treturn &refusal\n}\n")
	}
}

// emitVerdictCase writes what one case of a refusal returns.
func (ms *models) emitVerdictCase(w *writer, m *model, c openapi.RefusalCase) {
	if c.Refuses.Value != "" {
		w.p("\t\treturn spec.RefusalInfo{}, false")
		return
	}
	w.p("\t\tinfo := spec.RefusalInfo{")
	for _, member := range []struct{ name, value string }{
		{"Table", c.Table.Value}, {"Context", c.Context.Value}, {"Code", c.CodeIs.Value},
	} {
		if member.value != "" {
			w.p("%s: %q,", member.name, member.value)
		}
	}
	if c.AsError {
		w.p("AsError: true,")
	}
	w.p("Decides: %#v,\n}", deciding(m, c.When.Value, c.Code.Value))
	if code := c.Code.Value; code != "" {
		w.p("\t\t%s", ms.assign(m, "info.Code", code))
	}
	for i, p := range openapi.Values(c.Text) {
		if i == 0 {
			w.p("%s", ms.assign(m, "info.Text", p))
			continue
		}
		w.p("\t\tif info.Text == \"\" {\n\t\t\t%s\n\t\t}", ms.assign(m, "info.Text", p))
	}
	w.p("\t\treturn info, true")
}

// deciding are the pointers of the members that say no, as deviations have them.
func deciding(m *model, pointers ...string) []string {
	var list []string
	for _, p := range pointers {
		if p == "" {
			continue
		}
		if m.root != "" {
			p = "/" + m.root + p
		}
		if !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}

// follow resolves a pointer such as /details/status_code: the Go expression, the conditions under which it can be
// read, and the last field.
func (ms *models) follow(m *model, pointer string) (expr string, guards []string, last *field) {
	expr = "v"
	for _, name := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		f := m.fieldNamed(name)
		if f == nil {
			panic(fmt.Sprintf("schema %s: the pointer %s leads nowhere", m.name, pointer))
		}
		expr += "." + f.goName
		if f.pointer() {
			guards = append(guards, expr+" != nil")
		}
		last = f
		if f.value.model != nil {
			m = f.value.model
		}
	}
	return expr, guards, last
}

// textOf is an expression that gives a field's value as text.
func textOf(f *field, expr string) string {
	if f.pointer() {
		expr = "*" + expr
	}
	switch f.value.kind {
	case kindEnum:
		return "string(" + expr + ")"
	case kindInt32, kindInt64, kindIntEnum:
		return "strconv.FormatInt(int64(" + expr + "), 10)"
	case kindBool, kindFlag:
		return "strconv.FormatBool(" + expr + ")"
	case kindString:
		return expr
	case kindSecret:
		return "(" + expr + ").Reveal()"
	}
	return "(" + expr + ").String()"
}

func (ms *models) assign(m *model, dst, pointer string) string {
	expr, guards, last := ms.follow(m, pointer)
	line := dst + " = " + textOf(last, expr)
	if len(guards) > 0 {
		return "if " + strings.Join(guards, " && ") + " {\n" + line + "\n}"
	}
	return line
}

// condition is when a case of x-refusal fits.
func (ms *models) condition(m *model, pointer string, c openapi.RefusalCase) string {
	expr, guards, last := ms.follow(m, pointer)
	text := textOf(last, expr)
	switch {
	case c.Equals.Given:
		guards = append(guards, text+" == "+strconv.Quote(c.Equals.Value))
	case c.OneOf != nil:
		guards = append(guards, "slices.Contains([]string{"+quoted(openapi.Values(c.OneOf))+"}, "+text+")")
	case c.Groups != nil:
		guards = append(guards, fmt.Sprintf("API.InGroup(%q, %s, %s)", c.Table.Value, text,
			quoted(openapi.Values(c.Groups))))
	default:
		guards = append(guards, text+` != ""`)
	}
	for _, e := range c.Except {
		guards = append(guards, text+" != "+strconv.Quote(e.Value))
	}
	return strings.Join(guards, " && ")
}
