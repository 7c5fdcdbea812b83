package expand

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// Child is a member of a mapping, nil where it is absent.
func Child(n *yaml.Node, name string) (found *yaml.Node) {
	Each(n, func(key, value *yaml.Node) {
		if key.Value == name {
			found = value
		}
	})
	return found
}

// Each walks a mapping in the file's order.
func Each(n *yaml.Node, visit func(key, value *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		visit(n.Content[i], n.Content[i+1])
	}
}

// Items are those of a sequence.
func Items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// Text is a scalar member's text, "" where it is absent or no scalar.
func Text(n *yaml.Node, name string) string {
	if c := Child(n, name); c != nil && c.Kind == yaml.ScalarNode {
		return c.Value
	}
	return ""
}

// text is a node of a text on a line.
func text(line int, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Line: line}
}

func mapping(line int, content ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: line, Content: content}
}

func list(line int, content ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: line, Content: content}
}

// put adds a member behind the others.
func put(n *yaml.Node, key, value *yaml.Node) { n.Content = append(n.Content, key, value) }

// drop takes a member out and returns it, nil where there is none.
func drop(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			value := n.Content[i+1]
			n.Content = append(n.Content[:i:i], n.Content[i+2:]...)
			return value
		}
	}
	return nil
}

// same reports whether two nodes say the same.
func same(a, b *yaml.Node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.Kind != b.Kind || a.Value != b.Value || a.ShortTag() != b.ShortTag() ||
		len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

// reference is the component that a node names with $ref, "" where it names none.
func reference(n *yaml.Node) string {
	name, ok := strings.CutPrefix(Text(n, "$ref"), schemaRef)
	if !ok {
		return ""
	}
	return unescape.Replace(name)
}

const schemaRef = "#/components/schemas/"

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// referring is a node that names a component.
func referring(line int, name string) *yaml.Node {
	return mapping(line, text(line, "$ref"), text(line, schemaRef+name))
}
