package reference

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// A node is a place in a specification; what is not there is an empty node.
type node struct{ *yaml.Node }

type entry struct {
	key   string
	value node
}

func (n node) there() bool { return n.Node != nil }

// plain follows an alias.
func (n node) plain() node {
	for n.Node != nil && n.Kind == yaml.AliasNode {
		n.Node = n.Alias
	}
	return n
}

// entries are the members of a mapping, in their order.
func (n node) entries() []entry {
	n = n.plain()
	if n.Node == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	list := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		list = append(list, entry{n.Content[i].Value, node{n.Content[i+1]}})
	}
	return list
}

// get is a member of a mapping.
func (n node) get(key string) node {
	for _, e := range n.entries() {
		if e.key == key {
			return e.value.plain()
		}
	}
	return node{}
}

// items are those of a list.
func (n node) items() []node {
	n = n.plain()
	if n.Node == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	list := make([]node, len(n.Content))
	for i, item := range n.Content {
		list[i] = node{item}.plain()
	}
	return list
}

// text is a scalar as it is written; "" for anything else.
func (n node) text() string {
	if n.Node == nil || n.Kind != yaml.ScalarNode {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (n node) texts() []string {
	var list []string
	for _, item := range n.items() {
		list = append(list, item.text())
	}
	return list
}

// resolve follows a reference.
func (d *Doc) resolve(n node) node {
	ref := n.get("$ref").text()
	if ref == "" {
		return n
	}
	at := d.root
	for _, name := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.get(name)
	}
	return d.resolve(at)
}

// merged follows a reference that has something beside it as well: allOf with one item.
func (d *Doc) merged(n node) node {
	n = d.resolve(n)
	if all := n.get("allOf").items(); len(all) == 1 {
		return d.merged(all[0])
	}
	return n
}
