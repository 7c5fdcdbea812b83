package main

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// document checks what stands on the document itself.
func (l *linter) document() {
	l.place(l.root, "document", "document")
	if v := text(l.root, "openapi"); v != "3.0.3" {
		l.fault(child(l.root, "openapi"), "document", "openapi is %q; write 3.0.3", v)
	}
	if child(l.root, "x-source") == nil {
		l.fault(l.root, "document", "x-source is missing; give %s", aSource.says)
	}
	l.codes()
	l.sentinels()
	l.webhooks()
}

// codes checks the rows of the code tables.
func (l *linter) codes() {
	tables := map[string]bool{}
	for _, t := range items(child(l.root, "x-codes")) {
		name := text(t, "table")
		where := "code table " + name
		if tables[name] {
			l.fault(t, where, "there is another table of this name; rename one")
		}
		tables[name] = true
		rows, codes := map[string]bool{}, map[string]bool{}
		for _, r := range items(child(t, "rows")) {
			code := text(r, "code")
			row := code + "\x00" + text(r, "context")
			if rows[row] {
				l.fault(r, where, "a second row of code %q with context %q; drop one or give it a context of its own", code, text(r, "context"))
			}
			rows[row], codes[code] = true, true
		}
		schema := text(t, "schema")
		if schema == "" {
			continue
		}
		enum := child(l.schema(schema), "enum")
		if enum == nil {
			l.fault(child(t, "schema"), where, "its schema %s is no enum of this spec; name one or leave schema out", schema)
			continue
		}
		var missing []string
		rest := text(t, "rest")
		for _, v := range values(enum) {
			// The empty value says that there is no code.
			if v != "" && !codes[v] && (rest == "" || !l.hasRow(rest, v, "")) {
				missing = append(missing, v)
			}
		}
		if missing != nil {
			l.fault(enum, where, "values of its schema %s have no row: %s; add {code: %s}, or name in rest the table that has them", schema, strings.Join(missing, ", "), missing[0])
		}
		if rest != "" && !l.hasTable(rest) {
			l.fault(child(t, "rest"), where, "rest names %q, which is no table", rest)
		}
		for _, r := range items(child(t, "rows")) {
			if code := text(r, "code"); !slices.Contains(values(enum), code) {
				l.fault(r, where, "code %q is no value of its schema %s; add it to the enum or drop the row", code, schema)
			}
		}
	}
}

// table finds a code table; context "" is any.
func (l *linter) hasRow(table, code, context string) bool {
	for _, t := range items(child(l.root, "x-codes")) {
		if table != "" && text(t, "table") != table {
			continue
		}
		for _, r := range items(child(t, "rows")) {
			if (code == "" || text(r, "code") == code) && (context == "" || text(r, "context") == context) {
				return true
			}
		}
	}
	return false
}

func (l *linter) hasTable(name string) bool {
	return slices.ContainsFunc(items(child(l.root, "x-codes")), func(t *yaml.Node) bool { return text(t, "table") == name })
}

func (l *linter) sentinels() {
	each(child(l.root, "x-sentinels"), func(name string, s *yaml.Node) {
		for _, member := range []string{"codes", "except"} {
			for _, code := range items(child(s, member)) {
				if !l.hasRow("", code.Value, "") {
					l.fault(code, "x-sentinels "+name, "%s names %q, which is in no code table; add the row or drop it", member, code.Value)
				}
			}
		}
	})
}

func (l *linter) webhooks() {
	names := map[string]bool{}
	l.eachOperation(func(_, _ string, op *yaml.Node) { names[text(op, "operationId")] = true })
	for _, h := range items(child(l.root, "x-webhooks")) {
		name := text(h, "name")
		where := "webhook " + name
		if names[name] {
			l.fault(h, where, "an operation or another webhook has this name; rename it")
		}
		names[name] = true
		schema := text(h, "schema")
		if l.schema(schema) == nil {
			l.fault(child(h, "schema"), where, "schema %q is no component; name one", schema)
			continue
		}
		if s := child(h, "signature"); s != nil {
			signed := child(s, "header") != nil && child(s, "algorithm") != nil && child(s, "encoding") != nil && child(s, "basic") == nil
			if basic := child(s, "basic") != nil && len(s.Content) == 2; !signed && !basic {
				l.fault(s, where, "signature is neither {header, algorithm, encoding} nor {basic: true}")
			}
		}
		for _, p := range items(child(h, "deduplicate")) {
			pointer := p.Value
			if root := text(child(l.schema(schema), "xml"), "name"); root != "" {
				if !strings.HasPrefix(pointer, "/"+root+"/") {
					l.fault(p, where, "the pointer %s of deduplicate does not begin with the root, /%s", pointer, root)
					continue
				}
				pointer = strings.TrimPrefix(pointer, "/"+root)
			}
			if _, why := l.follow(schema, pointer); why != "" {
				l.fault(p, where, "the pointer %s of deduplicate %s", p.Value, why)
			}
		}
		if strings.HasSuffix(text(h, "media-type"), "xml") {
			l.rooted(h, where, schema)
		}
	}
}

// rooted checks that an XML document's schema names its root.
func (l *linter) rooted(n *yaml.Node, where, schema string) {
	if s := l.schema(schema); s != nil && text(child(s, "xml"), "name") == "" {
		l.fault(n, where, "schema %s is the body of an XML answer and names no root; give it xml: {name: data}", schema)
	}
}

// refusal checks the cases in which a body says no.
func (l *linter) refusal(name string, schema *yaml.Node) {
	where := "schema " + name
	always := false
	for i, c := range items(child(schema, "x-refusal")) {
		at := fmt.Sprintf("x-refusal[%d]", i)
		if always {
			l.fault(c, where, "%s is never reached: the case before it has no when", at)
		}
		always = child(c, "when") == nil
		if always && (child(c, "equals") != nil || child(c, "as-error") != nil) {
			l.fault(c, where, "%s has equals or as-error without when", at)
		}
		for _, p := range append([]*yaml.Node{child(c, "when"), child(c, "code")}, items(child(c, "text"))...) {
			if p == nil {
				continue
			}
			property, why := l.follow(name, p.Value)
			if why == "" && !l.readsAsText(property) {
				why = "leads to no scalar"
			}
			if why != "" {
				l.fault(p, where, "%s: the pointer %s %s", at, p.Value, why)
			}
		}
		if equals, when := child(c, "equals"), child(c, "when"); equals != nil && when != nil {
			if property, _ := l.follow(name, when.Value); property != nil {
				if enum := child(l.schema(refOf(property)), "enum"); enum != nil && !slices.Contains(values(enum), equals.Value) {
					l.fault(equals, where, "%s: equals %q is no value of %s", at, equals.Value, refOf(property))
				}
			}
		}
		if child(c, "code") != nil && child(c, "code-is") != nil {
			l.fault(c, where, "%s has both code and code-is; keep one", at)
		}
		table := text(c, "table")
		switch {
		case table == "":
		case !l.hasTable(table):
			l.fault(child(c, "table"), where, "%s: there is no code table %q in x-codes", at, table)
		case child(c, "context") != nil && !l.hasRow(table, "", text(c, "context")):
			l.fault(child(c, "context"), where, "%s: code table %s has no row with context %q", at, table, text(c, "context"))
		case child(c, "code-is") != nil && !l.hasRow(table, text(c, "code-is"), ""):
			l.fault(child(c, "code-is"), where, "%s: code table %s has no code %q", at, table, text(c, "code-is"))
		}
	}
}

// readsAsText reports whether a property has one text: a scalar or an enum.
func (l *linter) readsAsText(property *yaml.Node) bool {
	switch l.kind(property) {
	case kindObject, kindUnion, kindArray, kindMap, kindRaw:
		return false
	}
	return true
}
