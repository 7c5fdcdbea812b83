package expand

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// A place is where a schema stands that may have no name.
type place struct {
	name   string // its component would have
	owner  string // the component around it, "" in an operation
	where  string // in messages
	what   string // for a component without a description
	source *yaml.Node
	line   int
	member bool // of an object: a list stays there
	body   bool // of a request or an answer
}

// inside names what stands inline within a component.
func (e *expander) inside(n *yaml.Node, of owner) {
	source := Child(n, "x-source")
	Each(Child(n, "properties"), func(key, value *yaml.Node) {
		at := of
		if taken, ok := e.owners[value]; ok {
			at = taken
		}
		name := camel(key.Value)
		if own := Text(value, "x-go-name"); own != "" {
			name = own
		}
		e.schema(value, place{name: at.name + name, owner: at.name, where: at.where + ", property " + key.Value,
			what: fmt.Sprintf("Member %s of %s.", key.Value, at.name), source: source, line: key.Line, member: true})
	})
	e.parts(n, place{name: of.name, owner: of.name, where: of.where, what: "Part of " + of.name + ".", source: source})
}

// parts names what stands inline as the items of a list and as the values of a map.
func (e *expander) parts(n *yaml.Node, p place) {
	p.member = false
	for _, part := range []struct{ keyword, suffix, where string }{
		{"items", "Item", ", items"}, {"additionalProperties", "Value", ", values"},
	} {
		if inner := Child(n, part.keyword); inner != nil && inner.Kind == yaml.MappingNode {
			at := p
			at.name, at.where, at.line = p.name+part.suffix, p.where+part.where, inner.Line
			e.schema(inner, at)
		}
	}
}

// schema gives what stands at a place a name, where it needs one.
func (e *expander) schema(n *yaml.Node, p place) {
	if n.Kind != yaml.MappingNode || Child(n, "$ref") != nil {
		return
	}
	if !e.merge(n, p.where, p.name) {
		return
	}
	e.union(n, p.where)
	switch {
	case isReference(n):
	case p.member && Text(n, "type") == "array":
		e.parts(n, p)
	case e.complex(n):
		e.hoist(n, p)
	}
}

// isReference reports whether a schema is a reference with something beside it.
func isReference(n *yaml.Node) bool { return Child(n, "allOf") != nil }

// complex reports whether a schema has a Go type of its own. One that says too little for that is left to messages.
func (e *expander) complex(n *yaml.Node) bool {
	switch Text(n, "type") {
	case "object":
		return true
	case "array":
		return Child(n, "items") != nil
	}
	return Child(n, "properties") != nil || Child(n, "anyOf") != nil || Child(n, "enum") != nil
}

// What stands beside the reference to a schema that got a name; the description and the source stand in both places.
var beside = []string{"nullable", "deprecated", "x-go-name", "x-sensitive", "x-since", "x-until"}

// hoist makes a component of a schema, and a reference of what it was.
func (e *expander) hoist(n *yaml.Node, p place) {
	if xml := Child(n, "xml"); xml != nil && !p.body {
		e.report(xml, p.where, "xml is not supported here", "leave it out; an element has the property's name")
		return
	}
	if line, taken := e.names[p.name]; taken {
		what := fmt.Sprintf("what stands here has no name of its own and would be called %s, as what stands on line %d",
			p.name, line)
		instead := "name it as a component and write a $ref to it"
		if p.member {
			instead = "give the member another Go name with x-go-name, or name it as a component and write a $ref to it"
		}
		e.report(n, p.where, what, instead)
		return
	}
	e.names[p.name] = p.line
	own := mapping(p.line)
	var siblings []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case p.body || !goesBeside(key.Value):
			put(own, key, value)
		default:
			siblings = append(siblings, key, value)
		}
	}
	if !p.body {
		for _, name := range []string{"description", "x-source"} {
			if value := Child(own, name); value != nil {
				siblings = append(siblings, text(value.Line, name), value)
			}
		}
	}
	if Child(own, "description") == nil {
		put(own, text(p.line, "description"), text(p.line, p.what))
	}
	if Child(own, "x-source") == nil && p.source != nil {
		put(own, text(p.line, "x-source"), p.source)
	}
	e.rename(p.name, p.where, own)
	*n = *referring(p.line, p.name)
	if siblings != nil {
		all := []*yaml.Node{text(p.line, "allOf"), list(p.line, referring(p.line, p.name))}
		*n = *mapping(p.line, append(all, siblings...)...)
	}
	e.result.Places[own] = p.where
	e.added[p.owner] = append(e.added[p.owner], component{text(p.line, p.name), own})
	inner := owner{p.name, p.where}
	e.inside(own, inner)
}

func goesBeside(keyword string) bool {
	for _, b := range beside {
		if keyword == b {
			return true
		}
	}
	return false
}
