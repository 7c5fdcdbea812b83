package damage

import "strings"

// wholeXML damages the document from outside, and cuts it at every byte.
func (d *damager) wholeXML() {
	text, root := string(d.Body), d.tree.Name
	bare := strings.Trim(text, " \t\r\n")
	mark := Finding{Kind: KindSyntax, Severity: Drift}
	d.body("as it is", text)
	d.body("an XML declaration", `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+bare)
	d.body("a byte order mark", "\ufeff"+text, mark)
	d.body("a byte order mark before an XML declaration", "\ufeff"+`<?xml version="1.0"?>`+bare, mark)
	d.body("comments", "<!-- a -->"+strings.Replace(bare, "<"+root+">", "<"+root+"><!-- b -->", 1)+"<!-- c -->")
	d.body("blanks around", "\n "+bare+" \r\n")
	for what, damaged := range map[string]string{
		"nothing": "", "blanks": " ", "a text before": "x" + text, "a text behind": text + "x",
		"itself behind":   text + text,
		"a document type": "<!DOCTYPE " + root + ">" + text, "JSON": `{"` + root + `":{}}`,
		"a zero byte behind":          text + "\x00",
		"a comment that does not end": "<!-- " + text, "UTF-16": "\xff\xfe" + text,
	} {
		d.body(what, damaged, violation(KindSyntax, ""))
	}
	for _, bad := range []string{"\xff", "\xed\xa0\x80", "\x01"} {
		text := strings.Replace(bare, "<"+root+">", "<"+root+">"+bad, 1)
		d.body("bytes that are no text", text, violation(KindSyntax, below("", root)))
	}
	for _, name := range []string{"html", strings.ToUpper(root[:1]) + root[1:], root + "s"} {
		was := d.tree
		d.tree = newElement(name, was.Text, was.Children...)
		d.try(d.tree, "another root", "")
		d.tree = newElement(name, "", was)
		d.try(d.tree, "another root around", "")
		d.tree = was
	}
	d.xmlCuts()
}

// xmlCuts ends the document after every byte: one syntax violation at the element that is open there, and nothing is
// missing. Where a start tag is cut, the element that begins may be named as well.
func (d *damager) xmlCuts() {
	c := &xmlCutter{damager: d, text: d.tree.Bytes(len(d.Body)), pointers: map[*Node]string{}}
	for _, at := range d.sites {
		c.pointers[at.node()] = at.pointer
	}
	c.element(d.tree, "")
}

type xmlCutter struct {
	*damager
	text     []byte
	pos      int
	pointers map[*Node]string
}

// pass passes over a piece. An end within it is met at one of two pointers, the end behind it at last.
func (c *xmlCutter) pass(piece, within, orWithin, last string) {
	for i := range len(piece) {
		c.pos++
		one, other := within, orWithin
		if i == len(piece)-1 {
			one, other = last, last
		}
		if !c.done && c.pos < len(c.text) {
			want, alternative := []Finding{violation(KindSyntax, one)}, []Finding{violation(KindSyntax, other)}
			c.done = !c.yield(Case{"cut", one, c.text[:c.pos], want, alternative})
		}
	}
}

func (c *xmlCutter) element(n *Node, outer string) {
	at := c.pointers[n]
	opened := at
	if n.End == "" {
		opened = outer
	}
	c.pass(n.Lead, outer, outer, outer)
	c.pass(n.Label, outer, at, opened)
	c.pass(n.Text, at, at, at)
	for _, child := range n.Children {
		c.element(child, at)
	}
	c.pass(n.Tail, at, at, at)
	if outer == "" { // behind it the document is whole
		c.pass(n.End[:len(n.End)-1], at, at, at)
		return
	}
	c.pass(n.End, at, at, outer)
}
