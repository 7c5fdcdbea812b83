package main

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// A use says in which direction a schema goes over the network.
type use struct{ sent, received bool }

// A fact is one thing that a specification states: an operation, a parameter, an answer, a member, a listed value.
// Facts of two revisions are compared by key; attributes by name.
type fact struct {
	// operation, parameter, answer, schema, member, value, table, row, webhook, server, credential, document
	kind   string
	key    string // stable over revisions, such as "member NewOrder.description"
	parent string // key of what it belongs to; "" for none
	name   string // for people: "NewOrder.description"
	line   int    // in the file
	source string // the x-source that holds here
	attrs  map[string]string
	use    use
}

// A document is one revision of one specification.
type document struct {
	file     string
	revision string
	facts    []*fact // in the order of the file
	byKey    map[string]*fact
}

// child is the value of a name in a mapping; nil where there is none.
func child(n *yaml.Node, names ...string) *yaml.Node {
	for _, name := range names {
		var found *yaml.Node
		each(n, func(key string, value *yaml.Node) {
			if key == name {
				found = value
			}
		})
		n = found
	}
	return n
}

// each walks a mapping in the order of the file.
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

// text is a scalar as it stands, and a list or mapping on one line.
func text(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case yaml.AliasNode:
		return text(n.Alias)
	case yaml.SequenceNode:
		parts := make([]string, len(n.Content))
		for i, item := range n.Content {
			parts[i] = text(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case yaml.MappingNode:
		var parts []string
		each(n, func(key string, value *yaml.Node) { parts = append(parts, key+": "+text(value)) })
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return strings.Join(strings.Fields(n.Value), " ")
}
