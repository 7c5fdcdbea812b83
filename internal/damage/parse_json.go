package damage

import (
	"encoding/json"
	"fmt"
	"strings"
)

// ParseJSON reads a well-formed JSON document.
func ParseJSON(text string) (*Node, error) {
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("not a JSON document: %.60q", text)
	}
	p := parser{text: text}
	n := p.value()
	n.After = p.text[p.pos:]
	return n, nil
}

// mustJSON reads a text that stands in this package.
func mustJSON(text string) *Node {
	n, err := ParseJSON(text)
	if err != nil {
		panic(err)
	}
	return n
}

// A parser walks through a document that is known to be well-formed.
type parser struct {
	text string
	pos  int
}

// while takes the characters that are among some.
func (p *parser) while(is string) string {
	start := p.pos
	for p.pos < len(p.text) && strings.IndexByte(is, p.text[p.pos]) >= 0 {
		p.pos++
	}
	return p.text[start:p.pos]
}

func (p *parser) blanks() string { return p.while(" \t\r\n") }

func (p *parser) value() *Node {
	n := &Node{Lead: p.blanks()}
	start := p.pos
	switch p.text[p.pos] {
	case '{':
		n.Type = Object
		p.children(n, '}')
	case '[':
		n.Type = Array
		p.children(n, ']')
	case '"':
		n.Type, n.Text = String, p.quoted()
		n.Value = unquote(n.Text)
	case 't', 'f':
		n.Type, n.Text = Bool, p.while("truefals")
	case 'n':
		n.Type, n.Text = Null, p.while("nul")
	default:
		n.Type, n.Text = Number, p.while("+-.0123456789eE")
	}
	if n.Type != Object && n.Type != Array && n.Text == "" {
		panic(fmt.Sprintf("no value at %.40q", p.text[start:]))
	}
	return n
}

// children reads what stands between brackets.
func (p *parser) children(n *Node, end byte) {
	p.pos++
	for {
		lead := p.blanks()
		switch p.text[p.pos] {
		case end:
			n.Tail = lead
			p.pos++
			return
		case ',':
			n.Children[len(n.Children)-1].After = lead
			p.pos++
			lead = p.blanks()
		}
		label, name := "", ""
		if n.Type == Object {
			start := p.pos
			name = unquote(p.quoted())
			p.while(" \t\r\n")
			p.pos++ // the colon
			p.blanks()
			label = p.text[start:p.pos]
		}
		c := p.value()
		c.Lead, c.Label, c.Name = lead, label, name
		n.Children = append(n.Children, c)
	}
}

// quoted takes a string with its quotes.
func (p *parser) quoted() string {
	end := p.pos + closingQuote(p.text[p.pos:]) + 1
	text := p.text[p.pos:end]
	p.pos = end
	return text
}

// closingQuote is where the string ends that text begins with.
func closingQuote(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text) - 1
}

func unquote(literal string) string {
	var text string
	if err := json.Unmarshal([]byte(literal), &text); err != nil {
		panic(fmt.Sprintf("%s is no string: %v", literal, err))
	}
	return text
}
