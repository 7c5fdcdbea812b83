// Package expand rewrites a specification so that every shape has a name and one form: what stands inline becomes a
// component, an allOf of objects becomes one object, of several media types the one that is read stays.
//
// The generator, and the tools that read specifications for people, look at the result, so that all of them name
// things alike.
package expand

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// A Problem is what cannot be rewritten: where it stands, what is wrong, and what to write instead.
type Problem struct {
	Line                 int
	Where, What, Instead string
}

// A Result says what became of a specification.
type Result struct {
	Problems []Problem
	Places   map[*yaml.Node]string   // where a component stood that had no name, for messages
	Others   map[*yaml.Node][]string // media types that are not read, by the content they stood in
}

// Reserved are the names that generated packages have for themselves. A component that has one of them is called
// ...Model in Go, unless x-go-name says otherwise.
var Reserved = []string{"API", "Client", "DefaultTimeout", "Error", "Invoke", "Name", "NewClient", "Revision",
	"Service", "Table"}

// Media are the media types that are read, in the order of choice.
var Media = []string{"application/json", "application/xml"}

type expander struct {
	root    *yaml.Node
	schemas *yaml.Node
	names   map[string]int         // components by name, with their lines
	owners  map[*yaml.Node]owner   // members that another component took over
	merged  map[*yaml.Node]visit   // schemas with an allOf that were looked at
	added   map[string][]component // what stood inside a component, and now stands behind it
	result  *Result
}

// An owner is the component in which a member is written.
type owner struct{ name, where string }

type component struct {
	key, value *yaml.Node
}

// Document rewrites a specification, given the mapping at its root.
func Document(root *yaml.Node) *Result {
	e := &expander{
		root: root, schemas: Child(Child(root, "components"), "schemas"), names: map[string]int{},
		owners: map[*yaml.Node]owner{}, merged: map[*yaml.Node]visit{}, added: map[string][]component{},
		result: &Result{Places: map[*yaml.Node]string{}, Others: map[*yaml.Node][]string{}},
	}
	Each(e.schemas, func(key, _ *yaml.Node) { e.names[key.Value] = key.Line })
	Each(e.schemas, func(key, value *yaml.Node) { e.rename(key.Value, "schema "+key.Value, value) })
	Each(e.schemas, func(key, value *yaml.Node) { e.merge(value, "schema "+key.Value, key.Value) })
	Each(e.schemas, func(key, value *yaml.Node) { e.union(value, "schema "+key.Value) })
	Each(e.schemas, func(key, value *yaml.Node) { e.inside(value, owner{key.Value, "schema " + key.Value}) })
	e.bodies()
	e.finish()
	return e.result
}

func (e *expander) report(n *yaml.Node, where, what, instead string) {
	e.result.Problems = append(e.result.Problems, Problem{n.Line, where, what, instead})
}

// rename gives a component another Go name where every generated package has its own for itself.
func (e *expander) rename(name, where string, n *yaml.Node) {
	if n.Kind != yaml.MappingNode || Child(n, "x-go-name") != nil || !slices.Contains(Reserved, name) {
		return
	}
	other := name + "Model"
	if _, taken := e.names[other]; taken {
		e.report(n, where, fmt.Sprintf("generated code has a %s of its own, and %s, which this would be called, is "+
			"another "+
			"component", name, other), "give it another Go name with x-go-name")
		return
	}
	e.names[other] = n.Line
	put(n, text(n.Line, "x-go-name"), text(n.Line, other))
}

// finish puts the new components behind those in which they stood; what stood in operations comes last.
func (e *expander) finish() {
	if len(e.added) == 0 {
		return
	}
	if e.schemas == nil {
		e.schemas = e.makeSchemas()
	}
	var content []*yaml.Node
	var add func(name string)
	add = func(name string) {
		for _, c := range e.added[name] {
			content = append(content, c.key, c.value)
			add(c.key.Value)
		}
	}
	Each(e.schemas, func(key, value *yaml.Node) {
		content = append(content, key, value)
		add(key.Value)
	})
	add("")
	e.schemas.Content = content
}

func (e *expander) makeSchemas() *yaml.Node {
	components := Child(e.root, "components")
	if components == nil {
		components = mapping(e.root.Line)
		put(e.root, text(e.root.Line, "components"), components)
	}
	schemas := mapping(components.Line)
	put(components, text(components.Line, "schemas"), schemas)
	return schemas
}

// camel is a name as a part of a Go name.
func camel(name string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')
	}) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}
