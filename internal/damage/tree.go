package damage

import "slices"

// Type is what a node is.
type Type byte

// The types of JSON values, and the element of XML.
const (
	Broken Type = iota // text that is no value
	Null
	Bool
	Number
	String
	Object
	Array
	Element // of XML, with a text or with children
)

// A Node is a part of a document that keeps everything as it was spelled: order, repeated names, numbers, escapes,
// blanks. Written again it is the same bytes. Any part can be changed, also into what no encoder would write.
type Node struct {
	Type     Type
	Name     string  // of a member or an element, decoded
	Lead     string  // what stands before it: blanks, in XML also comments and the XML declaration
	Label    string  // JSON: the name as spelled, with its colon; XML: the start tag
	Text     string  // a scalar or the text of an element, as spelled
	Value    string  // JSON: a string, decoded
	Children []*Node // members, items, or elements
	Tail     string  // blanks before the closing bracket or end tag
	End      string  // XML: the end tag; empty for <x/>
	After    string  // JSON: blanks after it
}

// member finds the first child with a name.
func (n *Node) member(name string) *Node {
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// with gives a copy of the children with one of them replaced by others; without others it is taken out.
func (n *Node) with(index int, others ...*Node) []*Node {
	return slices.Concat(n.Children[:index], others, n.Children[index+1:])
}

// plus gives a copy of the children with more at the end.
func (n *Node) plus(more ...*Node) []*Node { return slices.Concat(n.Children, more) }

// String writes the node.
func (n *Node) String() string { return string(n.Bytes(0)) }

// Bytes writes the node into a new slice; size is a guess at how many there will be.
func (n *Node) Bytes(size int) []byte {
	w := writer{text: make([]byte, 0, size)}
	if n.Type == Element {
		w.element(n)
	} else {
		w.document(n)
	}
	return w.text
}
