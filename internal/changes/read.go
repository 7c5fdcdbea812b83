package main

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
)

// A reader collects the facts of one specification.
type reader struct {
	doc  *document
	root *yaml.Node
	uses map[string]*use // component schema -> how it is used
}

// read takes a specification apart.
func read(file string, content []byte) (*document, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(content, &root); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(root.Content) == 0 {
		return nil, fmt.Errorf("%s: the document is empty", file)
	}
	// Shapes without a name get those that the generated code gives them. What cannot be named is for the generator to
	// say.
	expand.Document(root.Content[0])
	r := &reader{root: root.Content[0], uses: map[string]*use{}}
	r.doc = &document{file: file, revision: text(child(r.root, "x-revision")), byKey: map[string]*fact{}}
	r.document()
	r.operations()
	r.webhooks()
	r.tables()
	r.schemas()
	return r.doc, nil
}

func (r *reader) add(f *fact) *fact {
	if f.attrs == nil {
		f.attrs = map[string]string{}
	}
	r.doc.facts = append(r.doc.facts, f)
	r.doc.byKey[f.key] = f
	return f
}

// attributes copies the members of a mapping that are no facts of their own.
func attributes(n *yaml.Node, except ...string) map[string]string {
	attrs := map[string]string{}
	each(n, func(key string, value *yaml.Node) {
		for _, e := range except {
			if key == e {
				return
			}
		}
		attrs[key] = text(value)
	})
	return attrs
}

// resolve follows a reference into components.
func (r *reader) resolve(n *yaml.Node) *yaml.Node {
	ref := text(child(n, "$ref"))
	if !strings.HasPrefix(ref, "#/") {
		return n
	}
	return child(r.root, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
}

func sourceOf(n *yaml.Node, otherwise string) string {
	if own := text(child(n, "x-source")); own != "" {
		return own
	}
	return otherwise
}

// document has what is said of the whole API.
func (r *reader) document() {
	source := sourceOf(r.root, "")
	attrs := attributes(r.root, "openapi", "info", "paths", "components", "servers", "x-revision", "x-webhooks",
		"x-codes")
	for name, value := range attributes(child(r.root, "info")) {
		attrs["info."+name] = value
	}
	r.add(&fact{kind: "document", key: "document", name: "the API", line: r.root.Line, source: source, attrs: attrs})
	if servers := child(r.root, "servers"); servers != nil {
		for _, s := range servers.Content {
			name := text(child(s, "description"))
			r.add(&fact{kind: "server", key: "server " + name, name: "server " + name, line: s.Line, source: source,
				attrs: attributes(s)})
		}
	}
	each(child(r.root, "components", "securitySchemes"), func(name string, n *yaml.Node) {
		r.add(&fact{kind: "credential", key: "credential " + name, name: "credential " + name, line: n.Line,
			source: source, attrs: attributes(n)})
	})
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

func (r *reader) operations() {
	each(child(r.root, "paths"), func(path string, item *yaml.Node) {
		for _, method := range methods {
			if op := child(item, method); op != nil {
				r.operation(path, method, item, op)
			}
		}
	})
}

func (r *reader) operation(path, method string, item, op *yaml.Node) {
	id := text(child(op, "operationId"))
	source := sourceOf(op, "")
	attrs := attributes(op, "operationId", "parameters", "requestBody", "responses")
	attrs["path"], attrs["method"] = path, strings.ToUpper(method)
	f := r.add(&fact{kind: "operation", key: "operation " + id, name: id, line: op.Line, source: source, attrs: attrs})
	if body := r.resolve(child(op, "requestBody")); body != nil {
		attrs["body"], attrs["body required"] = r.content(body, use{sent: true}), text(child(body, "required"))
	}
	for _, list := range []*yaml.Node{child(item, "parameters"), child(op, "parameters")} {
		if list == nil {
			continue
		}
		for _, p := range list.Content {
			n := r.resolve(p)
			attrs := attributes(n, "schema", "name", "in")
			for name, value := range attributes(r.resolve(child(n, "schema"))) {
				attrs[name] = value
			}
			name := text(child(n, "in")) + " parameter " + text(child(n, "name"))
			r.add(&fact{kind: "parameter", key: f.key + " " + name, parent: f.key, name: id + ": " + name, line: p.Line,
				source: sourceOf(n, source), attrs: attrs, use: use{sent: true}})
		}
	}
	each(child(op, "responses"), func(status string, answer *yaml.Node) {
		n := r.resolve(answer)
		attrs := attributes(n, "content", "headers")
		attrs["body"] = r.content(n, use{received: true})
		each(child(n, "headers"), func(name string, h *yaml.Node) { attrs["header "+name] = text(r.resolve(h)) })
		r.add(&fact{kind: "answer", key: f.key + " answer " + status, parent: f.key, name: id + ": HTTP " + status,
			line:   answer.Line,
			source: sourceOf(n, source), attrs: attrs})
	})
}

// content says media types and schemas of a body, and notes how the schemas are used.
func (r *reader) content(n *yaml.Node, how use) string {
	var parts []string
	each(child(n, "content"), func(typ string, media *yaml.Node) {
		schema := child(media, "schema")
		r.mark(schema, how)
		parts = append(parts, typ+" "+typeOf(schema))
	})
	return strings.Join(parts, ", ")
}

const schemaRef = "#/components/schemas/"

// mark notes that a schema, and all that it refers to, goes over the network in a direction.
func (r *reader) mark(n *yaml.Node, how use) {
	if n == nil {
		return
	}
	if name, ok := strings.CutPrefix(text(child(n, "$ref")), schemaRef); ok {
		u := r.uses[name]
		if u == nil {
			u = new(use)
			r.uses[name] = u
		}
		if (u.sent || !how.sent) && (u.received || !how.received) {
			return
		}
		u.sent, u.received = u.sent || how.sent, u.received || how.received
		r.mark(child(r.root, "components", "schemas", name), how)
		return
	}
	each(child(n, "properties"), func(_ string, p *yaml.Node) { r.mark(p, how) })
	r.mark(child(n, "items"), how)
	r.mark(child(n, "additionalProperties"), how)
	for _, list := range []string{"allOf", "anyOf", "oneOf"} {
		if l := child(n, list); l != nil {
			for _, p := range l.Content {
				r.mark(p, how)
			}
		}
	}
}

// typeOf is the type of a schema on one line, as far as it makes a Go type.
func typeOf(n *yaml.Node) string {
	if n == nil {
		return "nothing"
	}
	if ref := text(child(n, "$ref")); ref != "" {
		return strings.TrimPrefix(ref, schemaRef)
	}
	if all := child(n, "allOf"); all != nil && len(all.Content) == 1 {
		return typeOf(all.Content[0])
	}
	typ := text(child(n, "type"))
	if format := text(child(n, "format")); format != "" {
		typ += " (" + format + ")"
	}
	if items := child(n, "items"); items != nil {
		typ = "list of " + typeOf(items)
	}
	if values := child(n, "additionalProperties"); values != nil && values.Kind == yaml.MappingNode {
		typ = "map of " + typeOf(values)
	}
	for _, list := range []string{"allOf", "anyOf", "oneOf"} {
		if l := child(n, list); l != nil {
			typ += list + " " + text(l)
		}
	}
	return strings.ReplaceAll(typ, schemaRef, "")
}
