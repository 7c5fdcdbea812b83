package vertex_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// A value is JSON that keeps order, repeated names and the spelling of numbers.
type value struct {
	kind    byte   // { [ " 0 t n, or r for text that is written as it is
	text    string // of a string decoded, of a number and r as written, of t true or false
	members []*member
	items   []*value
}

type member struct {
	name  string
	raw   string // the name as written, quotes included; "" is plain
	value *value
}

func (v *value) member(name string) *value {
	for _, m := range v.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func parse(t testing.TB, text []byte) *value {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	v, err := parseValue(d)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func parseValue(d *json.Decoder) (*value, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch x := token.(type) {
	case string:
		return &value{kind: '"', text: x}, nil
	case json.Number:
		return &value{kind: '0', text: x.String()}, nil
	case bool:
		return &value{kind: 't', text: strconv.FormatBool(x)}, nil
	case json.Delim:
		v := &value{kind: byte(x)}
		for d.More() {
			name := ""
			if x == '{' {
				token, err := d.Token()
				if err != nil {
					return nil, err
				}
				name = token.(string)
			}
			inner, err := parseValue(d)
			if err != nil {
				return nil, err
			}
			if x == '{' {
				v.members = append(v.members, &member{name: name, value: inner})
			} else {
				v.items = append(v.items, inner)
			}
		}
		_, err := d.Token()
		return v, err
	}
	return &value{kind: 'n'}, nil
}

// A sheet is a document being written. places has for every length the pointer that a document cut there breaks at.
type sheet struct {
	text   []byte
	places []string
	plain  bool // no places are wanted
}

// put writes text; a document cut within it, or just before it, breaks at pointer.
func (s *sheet) put(text, pointer string) {
	s.text = append(s.text, text...)
	if s.plain {
		return
	}
	for range text {
		s.places = append(s.places, pointer)
	}
	for len(s.places) < len(s.text) { // letters of several bytes
		s.places = append(s.places, pointer)
	}
}

func (v *value) write(s *sheet, pointer string) {
	switch v.kind {
	case '{', '[':
		// Before its first byte the document breaks at the member, from then on at the container, which has the same pointer.
		s.put(string(v.kind), pointer)
		for i, m := range v.members {
			if i > 0 {
				s.put(",", pointer)
			}
			name := m.raw
			if name == "" {
				name = quoted(m.name)
			}
			s.put(name, pointer)
			at := pointer + "/" + token(m.name)
			s.put(":", at)
			m.value.write(s, at)
		}
		for i, item := range v.items {
			if i > 0 {
				s.put(",", pointer)
			}
			item.writeItem(s, pointer, i)
		}
		s.put(map[byte]string{'{': "}", '[': "]"}[v.kind], pointer)
	case '"':
		s.put(quoted(v.text), pointer)
	case '0':
		// A number that is cut may be a shorter number: the break is behind it then, in the container.
		for i := range v.text {
			at := pointer
			if json.Valid([]byte(v.text[:i])) {
				at = pointer[:max(0, strings.LastIndexByte(pointer, '/'))]
			}
			s.put(v.text[i:i+1], at)
		}
	case 'n':
		s.put("null", pointer)
	default:
		s.put(v.text, pointer)
	}
}

// writeItem: before its first byte the array is between two items.
func (v *value) writeItem(s *sheet, pointer string, i int) {
	start := len(s.places)
	v.write(s, pointer+"/"+strconv.Itoa(i))
	if start < len(s.places) {
		s.places[start] = pointer
	}
}

// token is a name in a pointer.
func token(name string) string {
	if !strings.ContainsAny(name, "~/") {
		return name
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

func quoted(text string) string {
	if !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' || c == '"' || c == '\\' || c >= 0x7f }) {
		return `"` + text + `"`
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (v *value) String() string {
	s := sheet{plain: true}
	v.write(&s, "")
	return string(s.text)
}

// escapedName spells a name with an escape for its first letter.
func escapedName(name string) string {
	if name == "" {
		return `""`
	}
	return fmt.Sprintf(`"\u%04x%s`, name[0], quoted(name)[2:])
}
