package koshelek_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// A tree is a JSON document that keeps its order and its spelling, so that damage can be written which no encoder would write.
type tree struct {
	names []string // of an object, as they stand between the quotes
	kids  []*tree
	open  byte   // { or [; 0 for a scalar
	text  string // of a scalar
}

func plant(t testing.TB, text []byte) *tree {
	t.Helper()
	text = bytes.TrimSpace(text)
	n := &tree{open: text[0]}
	if n.open != '{' && n.open != '[' {
		return &tree{text: string(text)}
	}
	d := json.NewDecoder(bytes.NewReader(text))
	_, err := d.Token()
	for err == nil && d.More() {
		if n.open == '{' {
			var name json.Token
			if name, err = d.Token(); err != nil {
				break
			}
			n.names = append(n.names, name.(string))
		}
		var kid json.RawMessage
		if err = d.Decode(&kid); err == nil {
			n.kids = append(n.kids, plant(t, kid))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *tree) String() string {
	if n.open == 0 {
		return n.text
	}
	var parts []string
	for i, kid := range n.kids {
		if n.open == '{' {
			parts = append(parts, `"`+n.names[i]+`":`+kid.String())
			continue
		}
		parts = append(parts, kid.String())
	}
	end := map[byte]string{'{': "}", '[': "]"}[n.open]
	return string(n.open) + strings.Join(parts, ",") + end
}

// A site is one member of a document with what the OpenAPI document says of it. Nothing here comes from generated code.
type site struct {
	parent   *tree
	index    int
	pointer  string
	inside   string // pointer of the parent
	required bool
	schema   *openapi3.Schema
}

func (s site) node() *tree  { return s.parent.kids[s.index] }
func (s site) name() string { return s.parent.names[s.index] }

// resolved looks through the allOf that stands around a reference with a description beside it.
func resolved(s *openapi3.Schema) *openapi3.Schema {
	if len(s.AllOf) == 1 {
		return s.AllOf[0].Value
	}
	return s
}

// sites are all members that a schema names, in document order; items of lists are walked through.
func sites(n *tree, s *openapi3.Schema, pointer string) []site {
	s = resolved(s)
	var list []site
	switch {
	case n.open == '[':
		for i, kid := range n.kids {
			list = append(list, sites(kid, s.Items.Value, pointer+"/"+strconv.Itoa(i))...)
		}
	case n.open == '{':
		for i, name := range n.names {
			property := s.Properties[name]
			if property == nil {
				continue // inside an open object
			}
			at := pointer + "/" + name
			list = append(list, site{n, i, at, pointer, contains(s.Required, name), resolved(property.Value)})
			list = append(list, sites(n.kids[i], property.Value, at)...)
		}
	}
	return list
}

func contains(list []string, text string) bool {
	for _, s := range list {
		if s == text {
			return true
		}
	}
	return false
}

// A place is one open container of a truncated text.
type place struct {
	array bool
	index int
	name  string
	at    bool // a name was read, or a value begun, that is not complete
}

// breakAt is the pointer of a text that ends early: of the member being read, or of the container between two. "", false where the text is complete.
func breakAt(text string) (string, bool) {
	var stack []place
	begun := func() {
		if n := len(stack); n > 0 {
			if stack[n-1].array {
				stack[n-1].index++
			}
			stack[n-1].at = true
		}
	}
	ended := func() {
		if n := len(stack); n > 0 {
			stack[n-1].at = false
		}
	}
	whole := false
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case strings.ContainsRune(" \n\t\r:,", rune(c)):
			i++
		case c == '{' || c == '[':
			begun()
			stack = append(stack, place{array: c == '[', index: -1})
			i++
		case c == '}' || c == ']':
			stack = stack[:len(stack)-1]
			ended()
			whole = len(stack) == 0
			i++
		case c == '"':
			end := i + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			top := &stack[len(stack)-1]
			isName := !top.array && !top.at
			if !isName && top.array {
				begun()
			}
			if end >= len(text) {
				i = len(text)
				continue
			}
			if isName {
				top.name, top.at = text[i+1:end], true
			} else {
				ended()
			}
			i = end + 1
		default:
			end := i
			for end < len(text) && !strings.ContainsRune(",]} \n", rune(text[end])) {
				end++
			}
			if stack[len(stack)-1].array {
				begun()
			}
			if json.Valid([]byte(text[i:end])) {
				ended()
			}
			i = end
		}
	}
	var pointer string
	for i, p := range stack {
		if i == len(stack)-1 && !p.at {
			break
		}
		if p.array {
			pointer += "/" + strconv.Itoa(p.index)
			continue
		}
		pointer += "/" + p.name
	}
	return pointer, !whole
}
