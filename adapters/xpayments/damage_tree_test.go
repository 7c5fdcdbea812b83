package xpayments_test

import (
	"regexp"
	"strings"
	"testing"
)

// An element is a part of an example, read by rules of its own: the examples have nothing but elements, texts and type="cell".
type element struct {
	name, attr, text string
	children         []*element
	parent           *element
	dropped          bool // left out when written
	raw              string
}

var examplePiece = regexp.MustCompile(`<(/?)([0-9A-Za-z_]+)((?: [^>]*)?)>|[^<]+`)

func parseExample(t *testing.T, text string) *element {
	t.Helper()
	root := &element{}
	at := root
	for _, m := range examplePiece.FindAllStringSubmatch(text, -1) {
		switch {
		case m[2] == "":
			if strings.TrimSpace(m[0]) != "" {
				at.text += m[0]
			}
		case m[1] == "/":
			if at.name != m[2] {
				t.Fatalf("</%s> ends %s", m[2], at.name)
			}
			at = at.parent
		default:
			child := &element{name: m[2], attr: m[3], parent: at}
			at.children = append(at.children, child)
			at = child
		}
	}
	if at != root || len(root.children) != 1 {
		t.Fatal("the example is not whole")
	}
	return root.children[0]
}

func (e *element) String() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *element) write(b *strings.Builder) {
	switch {
	case e.dropped:
		return
	case e.raw != "":
		b.WriteString(e.raw)
		return
	}
	b.WriteString("<" + e.name + e.attr + ">" + e.text)
	for _, c := range e.children {
		c.write(b)
	}
	b.WriteString("</" + e.name + ">\n")
}

// walk visits every element below e, but not those that a visit puts in.
func (e *element) walk(visit func(*element)) {
	for _, c := range append([]*element{}, e.children...) {
		visit(c)
		c.walk(visit)
	}
}

// path names an element for messages.
func (e *element) path() string {
	if e.parent == nil {
		return ""
	}
	return e.parent.path() + "/" + e.name
}

// copied is a deep copy, to stand beside the original.
func (e *element) copied(parent *element) *element {
	c := *e
	c.parent, c.children = parent, nil
	for _, child := range e.children {
		c.children = append(c.children, child.copied(&c))
	}
	return &c
}
