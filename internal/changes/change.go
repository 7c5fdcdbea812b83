package main

import "slices"

// A class says what a change means for programs that use the module.
type class int

// Classes, in the order in which they are reported.
const (
	breaks    class = iota // a program stops compiling, or a request that was accepted is refused
	added                  // something new that a program can use
	behaviour              // the same code does something else
	texts                  // comments, sources and texts of code tables
)

var classNames = map[class]string{
	breaks: "Breaks callers", added: "New", behaviour: "Behaviour", texts: "Texts",
}

// A change is one difference between two revisions of a specification.
type change struct {
	class  class
	what   string // "NewOrder.description: required on sending"
	line   int    // of the new file, or of the old one for what is gone
	source string
}

// compare lists the changes from one revision to the next, in the order of the file; what is gone comes first.
func compare(old, now *document) []change {
	var changes []change
	for _, f := range old.facts {
		if now.byKey[f.key] == nil && (f.parent == "" || now.byKey[f.parent] != nil) {
			changes = append(changes, change{breaks, f.name + ": " + gone(f, now, old), f.line, f.source})
		}
	}
	for _, f := range now.facts {
		before := old.byKey[f.key]
		switch {
		case before != nil:
			changes = append(changes, attributeChanges(before, f)...)
		case f.parent == "" || old.byKey[f.parent] != nil:
			changes = append(changes, addition(f))
		}
	}
	return changes
}

// gone says that something is no longer there, and under which name it may stand now.
func gone(f *fact, now, old *document) string {
	switch f.kind {
	case "value":
		return "removed; it still is read, as an unlisted value"
	case "row":
		return "removed from the code table"
	case "answer":
		return "removed; an answer with this status is now undeclared"
	}
	if f.kind == "member" {
		for _, n := range now.facts {
			if n.parent == f.parent && n.kind == f.kind && old.byKey[n.key] == nil &&
				n.attrs["type"] == f.attrs["type"] {
				return "removed; perhaps renamed to " + n.name
			}
		}
	}
	return "removed"
}

// addition says what a new fact means.
func addition(f *fact) change {
	c := change{class: added, what: f.name + ": new", line: f.line, source: f.source}
	required := f.attrs["required"] == "true"
	switch {
	case f.kind == "member" && required && f.use.sent, f.kind == "parameter" && required:
		c.class, c.what = breaks, f.name+": new, and required on sending"
	case f.kind == "member" && required && f.use.received:
		c.class, c.what = behaviour, f.name+": new, and an answer without it is a violation"
	case f.kind == "parameter":
		c.what = f.name + ": new, optional; the Go signature may change"
	case f.kind == "operation":
		c.what = f.name + ": new operation, " + f.attrs["method"] + " " + f.attrs["path"]
	case f.kind == "answer":
		c.what = f.name + ": new answer"
	case f.kind == "member":
		c.what = f.name + ": new member, " + f.attrs["type"]
	}
	return c
}

// attributeChanges compares what two revisions say of the same thing.
func attributeChanges(old, now *fact) []change {
	names := make([]string, 0, len(old.attrs)+len(now.attrs))
	for name := range old.attrs {
		names = append(names, name)
	}
	for name := range now.attrs {
		if _, both := old.attrs[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var changes []change
	for _, name := range names {
		before, after := old.attrs[name], now.attrs[name]
		if before != after {
			class, what := judge(now, name, before, after)
			changes = append(changes, change{class, now.name + ": " + what, now.line, now.source})
		}
	}
	return changes
}
