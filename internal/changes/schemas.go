package main

import (
	"gopkg.in/yaml.v3"
)

// schemas has the components, their members and their listed values.
func (r *reader) schemas() {
	each(child(r.root, "components", "schemas"), func(name string, n *yaml.Node) {
		how := use{}
		if u := r.uses[name]; u != nil {
			how = *u
		}
		source := sourceOf(n, "")
		attrs := attributes(n, "properties", "required", "enum", "type", "format", "items", "additionalProperties",
			"allOf", "anyOf", "oneOf", "x-enum-descriptions", "x-enum-sources", "x-enum-varnames", "x-enum-deprecated")
		attrs["type"] = typeOf(n)
		parts(attrs, n)
		f := r.add(&fact{kind: "schema", key: "schema " + name, name: name, line: n.Line, source: source, attrs: attrs,
			use: how})
		required := map[string]bool{}
		if list := child(n, "required"); list != nil {
			for _, item := range list.Content {
				required[item.Value] = true
			}
		}
		each(child(n, "properties"), func(member string, p *yaml.Node) {
			r.member(f, name, member, p, required[member])
		})
		r.values(f, n)
	})
}

func (r *reader) member(f *fact, schema, member string, p *yaml.Node, required bool) {
	attrs := attributes(p, "$ref", "type", "format", "items", "additionalProperties", "allOf", "anyOf", "oneOf")
	parts(attrs, p)
	attrs["type"] = typeOf(p)
	if required {
		attrs["required"] = "true"
	}
	r.add(&fact{kind: "member", key: "member " + schema + "." + member, parent: f.key, name: schema + "." + member,
		line:   p.Line,
		source: sourceOf(p, f.source), attrs: attrs, use: f.use})
}

// parts adds what is said of the items of a list and of the values of a map, but for their type.
func parts(attrs map[string]string, n *yaml.Node) {
	for of, keyword := range map[string]string{"items ": "items", "values ": "additionalProperties"} {
		for name, value := range attributes(child(n, keyword), "$ref", "type", "format", "items",
			"additionalProperties",
			"allOf", "anyOf", "oneOf") {
			attrs[of+name] = value
		}
	}
}

// values has the listed values of an enum.
func (r *reader) values(f *fact, n *yaml.Node) {
	list := child(n, "enum")
	if list == nil {
		return
	}
	for i, v := range list.Content {
		attrs := map[string]string{"description": text(child(n, "x-enum-descriptions", v.Value)),
			"deprecated": text(child(n, "x-enum-deprecated", v.Value))}
		if names := child(n, "x-enum-varnames"); names != nil && i < len(names.Content) {
			attrs["Go name"] = names.Content[i].Value
		}
		source := text(child(n, "x-enum-sources", v.Value))
		if source == "" {
			source = f.source
		}
		r.add(&fact{kind: "value", key: f.key + " value " + v.Value, parent: f.key, name: f.name + " value " + v.Value,
			line:   v.Line,
			source: source, attrs: attrs, use: f.use})
	}
}

// webhooks has the bodies that come to the merchant.
func (r *reader) webhooks() {
	list := child(r.root, "x-webhooks")
	if list == nil {
		return
	}
	for _, n := range list.Content {
		name := text(child(n, "name"))
		schema := text(child(n, "schema"))
		r.mark(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
			{Kind: yaml.ScalarNode, Value: "$ref"}, {Kind: yaml.ScalarNode, Value: schemaRef + schema},
		}}, use{received: true})
		r.add(&fact{kind: "webhook", key: "webhook " + name, name: "webhook " + name, line: n.Line,
			source: text(child(n, "source")),
			attrs:  attributes(n, "name", "source")})
	}
}

// tables has the code tables and their rows.
func (r *reader) tables() {
	list := child(r.root, "x-codes")
	if list == nil {
		return
	}
	for _, n := range list.Content {
		table := text(child(n, "table"))
		source := text(child(n, "source"))
		f := r.add(&fact{kind: "table", key: "table " + table, name: "table " + table, line: n.Line, source: source,
			attrs: attributes(n, "table", "source", "rows")})
		rows := child(n, "rows")
		if rows == nil {
			continue
		}
		for _, row := range rows.Content {
			name := "table " + table + ", code " + text(child(row, "code"))
			if context := text(child(row, "context")); context != "" {
				name += " (" + context + ")"
			}
			r.add(&fact{kind: "row", key: "row " + name, parent: f.key, name: name, line: row.Line, source: source,
				attrs: attributes(row, "code", "context")})
		}
	}
}
