package main

import (
	"fmt"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// emitEchoes writes what the answers of an operation repeat of the request, for its entry in API.Operations.
func (ms *models) emitEchoes(w *writer, c call) {
	if len(c.Echo) == 0 {
		return
	}
	root := ""
	for _, m := range c.bodies() {
		if m.root != "" {
			root = "/" + m.root
		}
	}
	w.p("\t\tEcho: []spec.Echo{")
	for _, e := range c.Echo {
		w.p("\t\t\t{")
		if e.Request.Value != "" {
			w.p("\t\t\t\tRequest: %q,", requested(e))
		}
		w.p("\t\t\t\tAnswer: %q,", root+e.Answer.Value)
		if e.Is.Value != "" {
			w.p("\t\t\t\tIs: %q,", e.Is.Value)
		}
		if e.Compare.Value == "guid" {
			w.p("\t\t\t\tGUID: true,")
		}
		w.p("\t\t\t\tOf: func(answer any) string {")
		w.p("\t\t\t\tswitch v := answer.(type) {")
		for _, m := range c.bodies() {
			if _, why := m.schema.Follow(e.Answer.Value); why != "" {
				continue
			}
			expr, guards, last := ms.follow(m, e.Answer.Value)
			guards = append([]string{"v != nil"}, guards...)
			if e.Is.Value != "" {
				guards = append(guards, "("+expr+").Valid()") // another name says nothing of the operation
			}
			w.p("\t\t\t\tcase *%s:\n\t\t\t\t\tif %s {\n\t\t\t\t\t\treturn %s\n\t\t\t\t\t}", m.goName,
				strings.Join(guards, " && "), textOf(last, expr))
		}
		w.p("\t\t\t\t}\n\t\t\t\treturn \"\"\n\t\t\t},\n\t\t\t},")
	}
	w.p("\t\t},")
}

// requested is where the request has it, as pointers of requests are written.
func requested(e openapi.Echo) string {
	if strings.HasPrefix(e.Request.Value, "/") {
		return "/body" + e.Request.Value
	}
	return "/" + e.Request.Value
}

// emitAsked notes in a typed call what its answer has to repeat.
func (ms *models) emitAsked(w *writer, c call) {
	for i, e := range c.Echo {
		if e.Is.Value != "" {
			continue
		}
		if strings.HasPrefix(e.Request.Value, "/") {
			expr, guards, last := ms.follow(c.body, e.Request.Value)
			w.p("\t%s", guarded(guards, fmt.Sprintf("call.Asked(%d, %s)", i, textOf(last, inBody(expr)))))
			continue
		}
		in, name, _ := strings.Cut(e.Request.Value, "/")
		for _, a := range c.args {
			if a.in == in && a.json == name {
				w.p("\tcall.Asked(%d, %s)", i, ms.argumentText(a))
			}
		}
		for _, a := range c.optional {
			if a.in != in || a.json != name {
				continue
			}
			member := "params." + a.field
			if a.goName = member; c.Parameter(in, name).Required {
				w.p("\tcall.Asked(%d, %s)", i, ms.argumentText(a))
				continue
			}
			a.goName = "*" + member // what was not asked for has nothing to be repeated
			w.p("\tif %s != nil {\n\t\tcall.Asked(%d, %s)\n\t}", member, i, ms.argumentText(a))
		}
	}
}

// argumentText is an argument as the request carries it.
func (ms *models) argumentText(a argument) string {
	switch ms.scalar(a.schema.Target()).kind {
	case kindInt32, kindInt64, kindIntEnum:
		return "strconv.FormatInt(int64(" + a.goName + "), 10)"
	case kindEnum:
		return "string(" + a.goName + ")"
	case kindDate:
		return strings.TrimPrefix(a.goName, "*") + ".String()"
	}
	return a.goName
}

// inBody turns an expression on a model into one on the body of a typed call.
func inBody(expr string) string { return "body" + strings.TrimPrefix(expr, "v") }

// guarded puts a statement behind the conditions under which it can be read from the body.
func guarded(guards []string, line string) string {
	if len(guards) == 0 {
		return line
	}
	conditions := make([]string, len(guards))
	for i, g := range guards {
		conditions[i] = inBody(g)
	}
	return fmt.Sprintf("if %s {\n\t\t%s\n\t}", strings.Join(conditions, " && "), line)
}
