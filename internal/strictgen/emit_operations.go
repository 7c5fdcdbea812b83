package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// emitOperations writes the data of the operations.
func (ms *models) emitOperations(calls []call) []*piece {
	w := newWriter()
	w.to("operations")
	w.p("// Places of the operations in API.Operations, in the specification's order.\nconst (")
	for i, c := range calls {
		if i == 0 {
			w.p("\top%s = iota", c.goName)
		} else {
			w.p("\top%s", c.goName)
		}
	}
	w.p(")\n")
	w.p("// operations is what the specification says of each call, as Client documents it, for the runtime and for " +
		"tools.")
	w.p("var operations = []spec.Operation{")
	for _, c := range calls {
		w.p("\top%s: operation%s(),", c.goName, c.goName)
	}
	w.p("}\n")
	groups := newGroups(ms.doc)
	for _, c := range calls {
		w.place = place{group: groups.of(c.Path), component: c.ID}
		w.to("operations")
		ms.emitOperation(w, c)
	}
	return w.pieces["operations"]
}

func (ms *models) emitOperation(w *writer, c call) {
	w.p("func operation%s() spec.Operation {\n\treturn spec.Operation{", c.goName)
	w.p("\t\tID: %q,\n\t\tMethod: %q,\n\t\tPath: %q,", c.ID, c.Method, c.Path)
	for _, flag := range []struct {
		name string
		set  bool
	}{{"Idempotent", c.Idempotent}, {"MovesMoney", c.MovesMoney}, {"Deprecated", c.Deprecated},
		{"NoCredentials", c.NoCredentials}} {
		if flag.set {
			w.p("\t\t%s: true,", flag.name)
		}
	}
	if c.key != nil {
		w.text("\t\tIdempotencyKey", c.key.json)
	}
	w.p("\t\tEffect: spec.%s,", camelUpper(c.Effect.Value))
	if ask := c.AskWith; ask != nil {
		w.text("\t\tAskWith", ask.Operation.Value)
		w.p("\t\tAskTells: spec.%s,", tellsNames[cmp.Or(ask.Tells.Value, "always")])
	}
	w.text("\t\tContext", c.Context.Value)
	w.text("\t\tTarget", c.XTarget.Value)
	w.text("\t\tAction", c.XAction.Value)
	w.text("\t\tSince", c.Since.Value)
	w.text("\t\tUntil", c.Until.Value)
	w.text("\t\tSource", c.Source.Value)
	if p := c.Polling; p != nil {
		w.p("\t\tPolling: &spec.Polling{First: %s, Every: %s, Total: %s},", duration(p.First), duration(p.Every),
			duration(p.Total))
	}
	var arguments []string
	for _, a := range append(c.args[:len(c.args):len(c.args)], c.optional...) {
		arguments = append(arguments, a.json)
	}
	w.list("\t\tArguments: []string", arguments)
	if c.body != nil {
		w.p("\t\tNewRequest: func() any { return new(%s) },", c.body.goName)
	}
	ms.emitEchoes(w, c)
	w.p("\t\tAnswers: spec.Answers(")
	for _, list := range grouped(c.answers) {
		w.p("\t\t\t%s,", list)
	}
	w.p("\t\t),\n\t}\n}\n")
}

// tellsNames are the constants of the runtime for what asking can tell.
var tellsNames = map[string]string{"always": "TellsAlways", "by-comparing": "TellsByComparing", "never": "TellsNever"}

// grouped are the answers of an operation, one expression for all statuses with the same body.
func grouped(answers []answer) []string {
	type group struct{ before, after string }
	var order []group
	statuses := map[group][]string{}
	for _, a := range answers {
		g := group{"spec.NoBody(", ")"}
		if a.model != nil {
			g.before = fmt.Sprintf("spec.Body[%s](%q, ", a.model.goName, a.media)
			if a.mayBeEmpty {
				g.before = strings.Replace(g.before, "spec.Body", "spec.OptionalBody", 1)
			}
			if a.errorForm != nil {
				g.before = fmt.Sprintf("spec.OrError[%s](%s", a.errorForm.goName, g.before)
				g.after = "))"
			}
		}
		if statuses[g] == nil {
			order = append(order, g)
		}
		statuses[g] = append(statuses[g], a.status)
	}
	var out []string
	for _, g := range order {
		out = append(out, g.before+strings.Join(statuses[g], ", ")+g.after)
	}
	return out
}

func duration(d time.Duration) string {
	switch {
	case d%time.Second == 0:
		return fmt.Sprintf("%d * time.Second", d/time.Second)
	case d%time.Millisecond == 0:
		return fmt.Sprintf("%d * time.Millisecond", d/time.Millisecond)
	}
	return fmt.Sprintf("%d", d)
}
