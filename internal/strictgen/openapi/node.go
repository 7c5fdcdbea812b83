package openapi

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// child is a member of a mapping, nil where it is absent.
func child(n *yaml.Node, name string) (found *yaml.Node) {
	each(n, func(key, value *yaml.Node) {
		if key.Value == name {
			found = value
		}
	})
	return found
}

// each walks a mapping in the file's order.
func each(n *yaml.Node, visit func(key, value *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		visit(n.Content[i], n.Content[i+1])
	}
}

// items are those of a sequence.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// text is a scalar member's text, "" where it is absent or no scalar.
func text(n *yaml.Node, name string) string {
	if c := child(n, name); c != nil && c.Kind == yaml.ScalarNode {
		return c.Value
	}
	return ""
}

// escape writes a name as a part of a JSON pointer, unescape reads one.
var (
	escapePart   = strings.NewReplacer("~", "~0", "/", "~1")
	unescapePart = strings.NewReplacer("~1", "/", "~0", "~")
)
