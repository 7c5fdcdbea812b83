package damage

import (
	"fmt"
	"slices"
	"strings"
)

// jsonAt damages one value in every way.
func (d *damager) jsonAt(at *site) {
	n := at.node()
	for _, other := range everywhere {
		d.replace(at, other, "replaced by "+short(other))
	}
	for _, other := range closer(at.shape, n) {
		d.replace(at, other, "replaced by "+short(other))
	}
	for _, text := range broken {
		d.replace(at, &Node{Type: Broken, Text: text}, "broken by "+text)
	}
	if at.parent.Type == Object {
		d.replace(at, &Node{Type: Broken}, "without its value")
		d.jsonMember(at.parent, at.index, at.pointer)
	}
	switch {
	case n.Type == Object:
		d.moreMembers(n, at)
	case n.Type == Array && at.shape != nil:
		d.children(n, n.plus(&Node{Type: Broken, Text: "nul"}), "a broken item more", at.pointer)
		if len(n.Children) > 0 {
			d.children(n, n.plus(&Node{Type: Broken}), "a comma before the end", at.pointer)
		}
	}
}

func short(n *Node) string {
	if text := n.String(); len(text) <= 40 {
		return text
	}
	return n.String()[:37] + "..."
}

// jsonMember damages a member as such: that it is there, once, under its name.
func (d *damager) jsonMember(n *Node, i int, pointer string) {
	m := n.Children[i]
	d.children(n, n.with(i), "removed", pointer)
	d.children(n, append(n.with(i), m), "moved to the end", pointer)
	others := []string{strings.ToUpper(m.Name), strings.ToLower(m.Name), m.Name + "s", "\u017f" + m.Name}
	if m.Name != "" {
		others = append(others, strings.ToUpper(m.Name[:1])+m.Name[1:])
	}
	for _, other := range others {
		if other != m.Name {
			d.children(n, n.with(i, m.named(other, quote(other))), "spelled in another way", pointer)
		}
	}
	plain, escaped := m.named(m.Name, quote(m.Name)), m.named(m.Name, escapedName(m.Name))
	d.children(n, n.with(i, escaped), "spelled with an escape", pointer)
	for _, again := range []*Node{plain, escaped} {
		d.children(n, n.plus(again), "again", pointer)
		for _, value := range []string{"null", `{"other":[7,7],"x":1,"x":2}`, "[]"} {
			second := mustJSON(value)
			second.Name, second.Label = again.Name, again.Label
			d.children(n, n.plus(second), "again, as another type", pointer)
			d.children(n, n.plus(second, again), "three times", pointer)
		}
		second := &Node{Type: Broken, Name: again.Name, Label: again.Label, Text: "tru"}
		d.children(n, n.plus(second), "again, broken", pointer)
	}
	for _, name := range []string{"\"\xff\"", `"\ud800"`, `"\x"`, "\"a\nb\"", "name", "7", ""} {
		d.children(n, n.with(i, &Node{Type: Broken, Text: name + ":7"}), "a name that is no string", pointer)
	}
}

// named is the same value with another name.
func (n *Node) named(name, literal string) *Node {
	c := *n
	c.Name, c.Label = name, literal+":"
	return &c
}

// escapedName spells a name with an escape for its first letter.
func escapedName(name string) string {
	for i, r := range name {
		if i == 0 && r < 0x10000 {
			return fmt.Sprintf(`"\u%04X%s`, r, quote(name[len(string(r)):])[1:])
		}
	}
	return quote(name)
}

// moreMembers adds members that the file does not name.
func (d *damager) moreMembers(n *Node, at *site) {
	long := strings.Repeat("n", 300)
	for _, name := range []string{"brandNew", "a/b~c", "", "\u00e9", long[:longestName], long} {
		for _, value := range []string{"7", `"text"`, `[1,{"a":[null],"a":2}]`, `{"b":{"c":{},"c":{}}}`} {
			more := mustJSON(value).named(name, quote(name))
			d.children(n, n.plus(more), "a member more", at.pointer)
			d.children(n, n.plus(more, more, more), "a member more, three times", at.pointer)
		}
		bad := mustJSON(`{"bad":7}`).named(name, quote(name))
		bad.Children[0] = &Node{Type: Broken, Name: "bad", Label: `"bad":`, Text: "tru"}
		d.children(n, n.plus(bad), "a member more that is broken within", at.pointer)
	}
	depth := strings.Count(at.pointer, "/") + 1
	for _, levels := range []int{deepest - depth, deepest - depth + 1} {
		for _, typ := range []Type{Array, Object} {
			deep := nested(typ, levels).named("brandNew", `"brandNew"`)
			d.children(n, n.plus(deep), "nested to the limit or deeper", at.pointer)
		}
	}
	last := &Node{Type: Broken}
	if len(n.Children) > 0 {
		d.children(n, n.plus(last), "a comma before the end", at.pointer)
	}
}

// nested are containers in one another.
func nested(typ Type, levels int) *Node {
	n := &Node{Type: typ}
	for range levels - 1 {
		if typ == Object {
			n = n.named("in", `"in"`)
		}
		n = &Node{Type: typ, Children: []*Node{n}}
	}
	return n
}

// wholeJSON damages the document from outside, and cuts it at every byte.
func (d *damager) wholeJSON() {
	text := string(d.Body)
	bare := strings.Trim(text, " \t\r\n")
	d.body("as it is", text)
	d.body("blanks around", " \t\r\n"+bare+" \n")
	mark := Finding{Kind: KindSyntax, Severity: Drift}
	d.body("a byte order mark", "\ufeff"+text, mark)
	d.body("a byte order mark, and a word behind", "\ufeff"+text+"x", mark, violation(KindSyntax, ""))
	for what, damaged := range map[string]string{
		"a word behind": text + "x", "a comma behind": text + ",", "a bracket behind": text + "}",
		"itself behind":     text + text,
		"a document behind": text + " {}", "a zero byte behind": text + "\x00",
		"two byte order marks": "\ufeff\ufeff" + text,
		"UTF-16":               "\xff\xfe" + text, "a comment before": "/* */" + text,
		"a page":  "<!DOCTYPE html><html>" + text,
		"nothing": "", "blanks": " \n",
		"a byte order mark alone": "\ufeff", "a bracket": "}", "a word": "OK", "a zero byte": "\x00",
	} {
		want := []Finding{violation(KindSyntax, "")}
		if strings.HasPrefix(damaged, "\ufeff") {
			want = slices.Concat([]Finding{mark}, want)
		}
		d.body(what, damaged, want...)
	}
	d.cuts()
}

// cuts ends the document after every byte. What was whole before the end is judged, and nothing is missing.
func (d *damager) cuts() {
	shapes := map[*Node]*site{}
	for _, at := range d.sites {
		shapes[at.node()] = at
	}
	w := writer{noting: true}
	w.document(d.tree)
	for i, at := range w.places {
		if i == 0 || i >= len(strings.TrimRight(string(w.text), " \t\r\n")) {
			continue
		}
		want := []Finding{violation(KindSyntax, at.pointer)}
		if at.number != nil && jsonNumber.MatchString(at.number.Text[:at.length]) {
			value := shapes[at.number]
			want[0].Pointer = parentOf(value.pointer)
			if value.shape != nil {
				want = append(value.scalar(&Node{Type: Number, Text: at.number.Text[:at.length]}), want...)
			}
		}
		d.body("cut", string(w.text[:i]), want...)
	}
}
