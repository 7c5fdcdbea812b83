package rozetkapay_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// A node is a JSON value that can be written with anything in the place of a part of it.
type node struct {
	raw   string // of a scalar; "{" and "[" for containers
	names []string
	kids  []*node
}

func parse(t *testing.T, text []byte) *node {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return next(t, d)
}

func next(t *testing.T, d *json.Decoder) *node {
	t.Helper()
	token, err := d.Token()
	if err != nil {
		t.Fatal(err)
	}
	switch v := token.(type) {
	case json.Delim:
		n := &node{raw: v.String()}
		for d.More() {
			if n.raw == "{" {
				name, err := d.Token()
				if err != nil {
					t.Fatal(err)
				}
				n.names = append(n.names, strconv.Quote(name.(string)))
			}
			n.kids = append(n.kids, next(t, d))
		}
		if _, err := d.Token(); err != nil {
			t.Fatal(err)
		}
		return n
	case json.Number:
		return &node{raw: v.String()}
	}
	text, err := json.Marshal(token)
	if err != nil {
		t.Fatal(err)
	}
	return &node{raw: string(text)}
}

// String writes the value.
func (n *node) String() string {
	if n.raw != "{" && n.raw != "[" {
		return n.raw
	}
	var b strings.Builder
	b.WriteString(n.raw)
	for i, kid := range n.kids {
		if i > 0 {
			b.WriteByte(',')
		}
		if n.raw == "{" {
			b.WriteString(n.names[i] + ":")
		}
		b.WriteString(kid.String())
	}
	return b.String() + map[string]string{"{": "}", "[": "]"}[n.raw]
}

func unquote(literal string) string {
	name, err := strconv.Unquote(literal)
	if err != nil {
		panic(err)
	}
	return name
}

// places says for every length at which a well-formed document can be cut where its end is met: the member being read, or the container between two.
func places(text []byte) []string {
	p := &placer{text: text, at: make([]string, len(text)+1)}
	p.value("", "")
	return p.at
}

type placer struct {
	text []byte
	pos  int
	at   []string
}

// to moves to an offset; a cut before it is met at the pointer.
func (p *placer) to(end int, pointer string) {
	for p.pos < end {
		p.at[p.pos] = pointer
		p.pos++
	}
}

func (p *placer) blanks(pointer string) {
	for p.pos < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.pos]) >= 0 {
		p.to(p.pos+1, pointer)
	}
}

// quoted is where the string that begins here ends.
func (p *placer) quoted() int {
	i := p.pos + 1
	for ; p.text[i] != '"'; i++ {
		if p.text[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func (p *placer) value(pointer, outer string) {
	switch c := p.text[p.pos]; {
	case c == '{' || c == '[':
		p.to(p.pos+1, pointer)
		for i := 0; ; i++ {
			p.blanks(pointer)
			switch p.text[p.pos] {
			case '}', ']':
				p.to(p.pos+1, pointer)
				return
			case ',':
				p.to(p.pos+1, pointer)
				p.blanks(pointer)
			}
			inner := pointer + "/" + strconv.Itoa(i)
			if c == '{' {
				end := p.quoted()
				name, _ := strconv.Unquote(string(p.text[p.pos:end]))
				p.to(end, pointer)
				inner = pointer + "/" + name
				p.blanks(inner)
				p.to(p.pos+1, inner) // the colon
				p.blanks(inner)
				p.at[p.pos] = inner
				p.member(inner, pointer)
				continue
			}
			p.at[p.pos] = pointer
			p.member(inner, pointer)
		}
	default:
		p.member(pointer, outer)
	}
}

// member is a value in a container. The pointer of a cut right before it is set already.
func (p *placer) member(pointer, outer string) {
	before := p.at[p.pos]
	start := p.pos
	switch c := p.text[p.pos]; {
	case c == '{' || c == '[':
		p.value(pointer, outer)
	case c == '"':
		p.to(p.quoted(), pointer)
	case c == '-' || c >= '0' && c <= '9':
		end := start
		for strings.IndexByte("+-.eE0123456789", p.text[end]) >= 0 {
			end++
		}
		for p.pos < end {
			p.at[p.pos] = pointer
			if wholeNumber.Match(p.text[start:p.pos]) { // what is there is a number, and then the container ends early
				p.at[p.pos] = outer
			}
			p.pos++
		}
	default:
		end := start
		for p.text[end] >= 'a' && p.text[end] <= 'z' {
			end++
		}
		p.to(end, pointer)
	}
	p.at[start] = before
}
