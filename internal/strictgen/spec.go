package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"gopkg.in/yaml.v3"
)

// A spec is one openapi.yaml: as kin-openapi reads it, and as YAML nodes, which keep the order of members.
type spec struct {
	file  string
	text  []byte
	doc   *openapi3.T
	order map[string][]string // component schema -> property names in the file's order
	names []string            // component schemas in the file's order
	paths []string
}

func load(file string) (*spec, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	s := &spec{file: file, text: text, order: map[string][]string{}}
	if s.doc, err = s.fresh(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	schemas := child(child(root.Content[0], "components"), "schemas")
	each(schemas, func(name string, schema *yaml.Node) {
		s.names = append(s.names, name)
		each(child(schema, "properties"), func(property string, _ *yaml.Node) {
			s.order[name] = append(s.order[name], property)
		})
	})
	each(child(root.Content[0], "paths"), func(path string, _ *yaml.Node) { s.paths = append(s.paths, path) })
	return s, nil
}

// fresh parses the text again: oapi-codegen changes the document it is given.
func (s *spec) fresh() (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(s.text)
	if err != nil {
		return nil, err
	}
	return doc, nil
}

func child(n *yaml.Node, name string) (found *yaml.Node) {
	each(n, func(key string, value *yaml.Node) {
		if key == name {
			found = value
		}
	})
	return found
}

// each walks a mapping in the file's order.
func each(n *yaml.Node, visit func(key string, value *yaml.Node)) {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		visit(n.Content[i].Value, n.Content[i+1])
	}
}

const schemaRef = "#/components/schemas/"

// refName is the component a reference names, through an allOf of one as well; "" for none.
func refName(ref *openapi3.SchemaRef) string {
	if ref == nil {
		return ""
	}
	if strings.HasPrefix(ref.Ref, schemaRef) {
		return strings.TrimPrefix(ref.Ref, schemaRef)
	}
	if ref.Ref == "" && ref.Value != nil && len(ref.Value.AllOf) == 1 {
		return refName(ref.Value.AllOf[0])
	}
	return ""
}

// operations in the file's order of paths, and GET before POST within one.
func (s *spec) operations() []operation {
	var ops []operation
	for _, path := range s.paths {
		item := s.doc.Paths.Value(path)
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			if op := item.GetOperation(method); op != nil {
				ops = append(ops, operation{path: path, method: method, op: op})
			}
		}
	}
	return ops
}

type operation struct {
	path, method string
	op           *openapi3.Operation
}

// Extensions, read into what they are.

func extString(ext map[string]any, name string) string {
	v, _ := ext[name].(string)
	return v
}

func extBool(ext map[string]any, name string) bool {
	v, _ := ext[name].(bool)
	return v
}

func extMap(ext map[string]any, name string) map[string]any {
	v, _ := ext[name].(map[string]any)
	return v
}

func extList(ext map[string]any, name string) []any {
	v, _ := ext[name].([]any)
	return v
}

func texts(list any) []string {
	var out []string
	items, _ := list.([]any)
	for _, v := range items {
		out = append(out, fmt.Sprint(v))
	}
	return out
}
