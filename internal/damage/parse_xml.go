package damage

import (
	"fmt"
	"regexp"
	"strings"
)

// xmlPiece is a tag, what stands in a CDATA section, a comment, a declaration or text.
var xmlPiece = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<(/?)([^\s<>/!?]+)([^<>]*?)(/?)>|[^<]+`)

// ParseXML reads a well-formed XML document: elements, attributes, texts, CDATA sections, comments and an XML
// declaration. An element has a text or children; what stands between children must be blank.
func ParseXML(text string) (*Node, error) {
	top := &Node{Type: Element}
	open := []*Node{top}
	lead, read := "", 0
	for _, m := range xmlPiece.FindAllStringSubmatchIndex(text, -1) {
		if m[0] != read {
			return nil, fmt.Errorf("not an XML document at %.60q", text[read:])
		}
		read = m[1]
		piece, n := text[m[0]:m[1]], open[len(open)-1]
		switch {
		case m[4] < 0:
			lead += piece
		case m[2] < m[3]: // an end tag
			if n.Name != text[m[4]:m[5]] || n == top {
				return nil, fmt.Errorf("%s ends %q", piece, n.Name)
			}
			if len(n.Children) > 0 {
				n.Tail = lead
			} else {
				n.Text = lead
			}
			n.End, lead = piece, ""
			open = open[:len(open)-1]
		default:
			c := &Node{Type: Element, Name: text[m[4]:m[5]], Lead: lead, Label: piece}
			lead = ""
			n.Children = append(n.Children, c)
			if m[8] == m[9] { // not <x/>
				open = append(open, c)
			}
		}
	}
	if len(open) != 1 || len(top.Children) != 1 || read != len(text) {
		return nil, fmt.Errorf("not one whole XML document: %.60q", text)
	}
	root := top.Children[0]
	root.After = lead
	return root, nil
}

// newElement makes an element with a text.
func newElement(name, text string, children ...*Node) *Node {
	return &Node{
		Type: Element, Name: name, Label: "<" + name + ">", Text: text, Children: children, End: "</" + name + ">",
	}
}

// marked is the same element with other attributes, which begin with a blank.
func (n *Node) marked(attributes string) *Node {
	c := *n
	c.Label = "<" + n.Name + attributes + ">"
	if c.End == "" {
		c.End = "</" + n.Name + ">"
	}
	return &c
}

var xmlAttribute = regexp.MustCompile(`([^\s=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)

// attributes are the names and values of a start tag, in order.
func (n *Node) attributes() [][2]string {
	if strings.IndexByte(n.Label, '=') < 0 {
		return nil
	}
	var list [][2]string
	for _, m := range xmlAttribute.FindAllStringSubmatch(strings.TrimPrefix(n.Label, "<"+n.Name), -1) {
		list = append(list, [2]string{m[1], m[2] + m[3]})
	}
	return list
}

// isCell reports whether the element is marked as an item of a list.
func (n *Node) isCell() bool {
	for _, a := range n.attributes() {
		if a[0] == "type" {
			return a[1] == "cell"
		}
	}
	return false
}

var cdata = regexp.MustCompile(`(?s)<!\[CDATA\[(.*?)\]\]>`)

// content is the text of an element with its CDATA sections unwrapped, and whether markup stands outside of them.
func (n *Node) content() (text string, markup bool) {
	if !strings.Contains(n.Text, "<") {
		return n.Text, false
	}
	return cdata.ReplaceAllString(n.Text, "$1"), strings.Contains(cdata.ReplaceAllString(n.Text, ""), "<")
}
