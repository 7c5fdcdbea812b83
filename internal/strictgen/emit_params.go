package main

import "strings"

// emitParams writes the parameter object of a call: its query and headers.
func (ms *models) emitParams(w *writer, c call, list []argument) {
	name := c.goName + "Params"
	text := name + " are the query and the headers of " + c.goName + "."
	if c.optional != nil {
		text += " A member that is nil is not sent."
	}
	w.comment("", text)
	w.p("type %s struct {", name)
	for _, a := range list {
		p := c.Parameter(a.in, a.json)
		described := field{json: a.json, value: ms.valueOf(a.schema), description: p.Description,
			deprecated: p.Deprecated, source: p.Source.Value}
		w.comment("\t", described.doc())
		typ := a.goType
		if !p.Required {
			typ = "*" + typ
		}
		w.p("\t%s %s", a.field, typ)
	}
	w.p("}\n")
}

// emitOptional writes the parameter objects that callers fill: of the calls whose query and headers may be left out.
func (ms *models) emitOptional(w *writer, calls []call) {
	groups := newGroups(ms.doc)
	for _, c := range calls {
		if c.optional != nil {
			w.place = place{group: groups.of(c.Path), role: "requests", component: c.ID}
			w.to("types")
			ms.emitParams(w, c, c.optional)
		}
	}
}

// routerParams are the parameter objects that the router alone uses: calls take these parameters one by one.
func (ms *models) routerParams(calls []call) string {
	w := newWriter()
	for _, c := range calls {
		if c.optional != nil {
			continue
		}
		var list []argument
		for _, a := range c.args {
			if a.in != "path" {
				list = append(list, a)
			}
		}
		if list != nil {
			ms.emitParams(w, c, list)
		}
	}
	return strings.TrimSuffix(w.String(), "\n")
}
