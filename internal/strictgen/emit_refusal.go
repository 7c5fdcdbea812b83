package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitRefusalInfo writes what the object says of its own refusal.
func (ms *models) emitRefusalInfo(w *writer, m *model) {
	cases := m.schema.Refusal
	if len(cases) == 0 {
		return
	}
	alike := allAlike(cases)
	w.p("// RefusalInfo is what the body says of its own refusal, for the typed calls.")
	w.p("func (v *%s) RefusalInfo() (spec.RefusalInfo, bool) {", m.goName)
	always := false
	for _, c := range cases {
		when := c.When.Value
		if always = when == ""; !always {
			w.p("\tif %s {", ms.condition(m, when, c))
		}
		switch decides := deciding(m, when, c.Code.Value); {
		case c.Refuses.Value != "":
			w.p("\t\treturn spec.RefusalInfo{}, false")
		case alike:
			w.p("\t\treturn v.refusedBy(%s)", quoted(decides))
		default:
			ms.emitRefused(w, m, c, fmt.Sprintf("%#v", decides))
		}
		if always {
			break // what comes after it never decides
		}
		w.p("\t}")
	}
	if always {
		w.p("}\n")
	} else {
		w.p("\treturn spec.RefusalInfo{}, false\n}\n")
		w.p("// Refusal is the provider's no inside an answer that came with status 200, nil where there is none.")
		w.p("func (v *%s) Refusal() *Error { return API.RefusalIn(v) }\n", m.goName)
	}
	if alike {
		w.p("// refusedBy is the refusal that the members at these pointers tell.")
		w.p("func (v *%s) refusedBy(decides ...string) (spec.RefusalInfo, bool) {", m.goName)
		c := cases[slices.IndexFunc(cases, func(c openapi.RefusalCase) bool { return c.Refuses.Value == "" })]
		c.When.Value = ""
		ms.emitRefused(w, m, c, "decides")
		w.p("}\n")
	}
}

// allAlike reports whether several cases refuse, and in the same words.
func allAlike(cases []openapi.RefusalCase) bool {
	words := map[string]int{}
	for _, c := range cases {
		if c.Refuses.Value == "" {
			words[fmt.Sprintf("%q %q %q %v %q %q", c.Table.Value, c.Context.Value, c.CodeIs.Value, c.AsError,
				c.Code.Value, openapi.Values(c.Text))]++
		}
	}
	if len(words) != 1 {
		return false
	}
	for _, n := range words {
		return n > 1
	}
	return false
}

// emitRefused writes the return of a refusal. What its condition has looked at is there.
func (ms *models) emitRefused(w *writer, m *model, c openapi.RefusalCase, decides string) {
	var there []string
	if c.When.Value != "" {
		_, there, _ = ms.follow(m, c.When.Value)
	}
	members, later := w.captured(func() {
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
		w.p("Decides: %s,", decides)
	}), ""
	add := func(name, pointer, unless string) {
		expr, guards, last := ms.follow(m, pointer)
		guards = slices.DeleteFunc(guards, func(g string) bool { return slices.Contains(there, g) })
		if unless == "" && len(guards) == 0 {
			members += name + ": " + textOf(last, expr) + ",\n"
			return
		}
		if unless != "" {
			guards = append([]string{unless}, guards...)
		}
		later += "if " + strings.Join(guards, " && ") + " {\ninfo." + name + " = " + textOf(last, expr) + "\n}\n"
	}
	if code := c.Code.Value; code != "" {
		add("Code", code, "")
	}
	for i, p := range openapi.Values(c.Text) {
		if i == 0 {
			add("Text", p, "")
		} else {
			add("Text", p, `info.Text == ""`)
		}
	}
	if later == "" {
		w.p("\t\treturn spec.RefusalInfo{\n%s}, true", members)
		return
	}
	w.p("\t\tinfo := spec.RefusalInfo{\n%s}\n%sreturn info, true", members, later)
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

// condition is when a case of x-refusal fits.
func (ms *models) condition(m *model, pointer string, c openapi.RefusalCase) string {
	expr, guards, last := ms.follow(m, pointer)
	text := textOf(last, expr)
	switch {
	case c.Equals.Given:
		guards = append(guards, compared(last, expr, "==", c.Equals.Value))
	case c.OneOf != nil:
		guards = append(guards, "slices.Contains([]string{"+quoted(openapi.Values(c.OneOf))+"}, "+text+")")
	case c.Groups != nil:
		guards = append(guards, fmt.Sprintf("API.InGroup(%q, %s, %s)", c.Table.Value, text,
			quoted(openapi.Values(c.Groups))))
	default:
		guards = append(guards, compared(last, expr, "!=", ""))
	}
	for _, e := range c.Except {
		guards = append(guards, compared(last, expr, "!=", e.Value))
	}
	return strings.Join(guards, " && ")
}
