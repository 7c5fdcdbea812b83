package main

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"gopkg.in/yaml.v3"
)

// lint checks a spec against the rules of specs/README.md. Each fault says on which line it is, at what, and what to do.
func lint(s *spec) []string {
	var file yaml.Node
	if err := yaml.Unmarshal(s.text, &file); err != nil || len(file.Content) == 0 {
		return []string{fmt.Sprintf("no YAML document: %v", err)}
	}
	l := &linter{spec: s, root: file.Content[0], placed: map[*yaml.Node]bool{}, values: map[*yaml.Node]bool{}}
	l.schemas = child(child(l.root, "components"), "schemas")
	if err := s.doc.Validate(context.Background(), openapi3.EnableMultiError()); err != nil {
		l.fault(l.root, "document", "not valid OpenAPI: %s", strings.ReplaceAll(err.Error(), "\n", " "))
	}
	l.reach()
	l.document()
	l.paths()
	l.components()
	l.leftovers(l.root)
	sort.SliceStable(l.faults, func(i, j int) bool { return l.faults[i].line < l.faults[j].line })
	var texts []string
	for _, f := range l.faults {
		texts = append(texts, fmt.Sprintf("line %d: %s", f.line, f.text))
	}
	return texts
}

// A linter goes over the YAML nodes, which know their lines, and asks the parsed document for kinds.
type linter struct {
	spec    *spec
	root    *yaml.Node
	schemas *yaml.Node
	sent    map[string]bool     // component schemas that a request body reaches
	xml     map[string]bool     // component schemas that an XML body reaches
	roots   map[string]bool     // component schemas that are an XML answer or webhook
	placed  map[*yaml.Node]bool // mappings whose extensions were checked against their place
	values  map[*yaml.Node]bool // values of extensions and examples, which the last pass leaves alone
	faults  []fault
}

type fault struct {
	line int
	text string
}

func (l *linter) fault(n *yaml.Node, where, format string, args ...any) {
	line := 1
	if n != nil {
		line = n.Line
	}
	l.faults = append(l.faults, fault{line, where + ": " + fmt.Sprintf(format, args...)})
}

// reach finds which component schemas requests and XML bodies use.
func (l *linter) reach() {
	l.sent, l.xml, l.roots = map[string]bool{}, map[string]bool{}, map[string]bool{}
	content := func(body *yaml.Node, sent, answer bool) {
		each(child(body, "content"), func(typ string, media *yaml.Node) {
			l.mark(child(media, "schema"), sent, strings.HasSuffix(typ, "xml"), answer && strings.HasSuffix(typ, "xml"))
		})
	}
	l.eachOperation(func(_, _ string, op *yaml.Node) {
		content(l.resolve(child(op, "requestBody")), true, false)
		each(child(op, "responses"), func(_ string, r *yaml.Node) { content(l.resolve(r), false, true) })
	})
	for _, h := range items(child(l.root, "x-webhooks")) {
		xml := strings.HasSuffix(text(h, "media-type"), "xml")
		if schema := l.schema(text(h, "schema")); schema != nil {
			l.roots[text(h, "schema")] = xml
			l.markSchema(text(h, "schema"), false, xml)
		}
	}
	// A component with a root of its own that no operation names.
	each(l.schemas, func(name string, schema *yaml.Node) {
		if child(schema, "xml") != nil {
			l.markSchema(name, false, true)
		}
	})
}

func (l *linter) mark(schema *yaml.Node, sent, xml, root bool) {
	name := refOf(schema)
	if root && name != "" {
		l.roots[name] = true
	}
	l.markSchema(name, sent, xml)
	for _, part := range items(child(schema, "anyOf")) {
		l.mark(part, sent, xml, false)
	}
	if list := child(schema, "items"); list != nil {
		l.mark(list, sent, xml, false)
	}
}

func (l *linter) markSchema(name string, sent, xml bool) {
	schema := l.schema(name)
	if schema == nil || (!sent || l.sent[name]) && (!xml || l.xml[name]) {
		return
	}
	l.sent[name], l.xml[name] = l.sent[name] || sent, l.xml[name] || xml
	l.mark(schema, sent, xml, false)
	each(child(schema, "properties"), func(_ string, p *yaml.Node) { l.mark(p, sent, xml, false) })
}

// leftovers finds extensions on what has no place of its own, and references with something beside them.
func (l *linter) leftovers(n *yaml.Node) {
	if n == nil || l.values[n] {
		return
	}
	if n.Kind == yaml.MappingNode {
		if ref := child(n, "$ref"); ref != nil && ref.Kind == yaml.ScalarNode && len(n.Content) > 2 {
			l.fault(n, "reference to "+ref.Value, "something stands beside $ref, which readers ignore; write allOf: [{$ref: ...}] with the rest beside it")
		}
		if !l.placed[n] {
			each(n, func(key string, value *yaml.Node) {
				if strings.HasPrefix(key, "x-") {
					l.fault(value, key, "no extension stands here; %s", standsOn(key))
				}
			})
		}
	}
	for _, c := range n.Content {
		l.leftovers(c)
	}
}

// schema is a component schema's node, nil where there is none.
func (l *linter) schema(name string) *yaml.Node {
	if name == "" {
		return nil
	}
	return child(l.schemas, name)
}

// kind of a component schema or of a property, through its reference.
func (l *linter) kind(n *yaml.Node) kind {
	if name := refOf(n); name != "" {
		if ref := l.spec.doc.Components.Schemas[name]; ref != nil && ref.Value != nil {
			return kindOf(ref.Value)
		}
		return kindRaw
	}
	var schema openapi3.Schema
	text, _ := yaml.Marshal(n)
	var plain any
	if yaml.Unmarshal(text, &plain) != nil || remarshal(plain, &schema) != nil || schema.Type == nil && len(schema.AnyOf) == 0 {
		return kindRaw
	}
	return kindOf(&schema)
}

// resolve follows a reference to a shared parameter, response or body.
func (l *linter) resolve(n *yaml.Node) *yaml.Node {
	ref := text(n, "$ref")
	if !strings.HasPrefix(ref, "#/") {
		return n
	}
	target := l.root
	for _, name := range strings.Split(ref[2:], "/") {
		target = child(target, name)
	}
	return target
}

// follow resolves a pointer such as /details/status_code from a component schema: the property it names, or why it leads nowhere.
func (l *linter) follow(name, pointer string) (*yaml.Node, string) {
	if !strings.HasPrefix(pointer, "/") {
		return nil, "is no pointer such as /details/code"
	}
	var property *yaml.Node
	for _, part := range strings.Split(pointer[1:], "/") {
		if property != nil {
			if name = refOf(property); name == "" || l.kind(property) != kindObject {
				return nil, fmt.Sprintf("leads nowhere: what stands before %q is no object", part)
			}
		}
		if property = child(child(l.schema(name), "properties"), part); property == nil {
			return nil, fmt.Sprintf("leads nowhere: schema %s has no property %q", name, part)
		}
	}
	return property, ""
}

func (l *linter) eachOperation(visit func(path, method string, op *yaml.Node)) {
	each(child(l.root, "paths"), func(path string, item *yaml.Node) {
		each(item, func(method string, op *yaml.Node) {
			switch method {
			case "get", "post", "put", "patch", "delete", "head", "options", "trace":
				visit(path, method, op)
			}
		})
	})
}

// refOf is the component schema a node names, through an allOf of one as well; "" for none.
func refOf(n *yaml.Node) string {
	if ref := text(n, "$ref"); strings.HasPrefix(ref, schemaRef) {
		return strings.TrimPrefix(ref, schemaRef)
	}
	if all := items(child(n, "allOf")); len(all) == 1 {
		return refOf(all[0])
	}
	return ""
}

// text is a scalar member's text, "" where it is absent or no scalar.
func text(n *yaml.Node, name string) string {
	if c := child(n, name); c != nil && c.Kind == yaml.ScalarNode {
		return c.Value
	}
	return ""
}

func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

func values(n *yaml.Node) []string {
	var list []string
	for _, c := range items(n) {
		list = append(list, c.Value)
	}
	return list
}
