package damage

import "strings"

// xmlTexts are put in place of every text. What each of them means there the judge says.
var xmlTexts = []string{
	"", " ", "0", "1", "2", "7", "-3", "1.0", "3.0", "1e2", "3E+2", "0.5", "25e-1", "+1", "1.", ".5", " 1", "59.90",
	"59,90", "-59.90",
	"NaN", "null", "true", "false", "9223372036854775807", "9223372036854775808", "2147483647", "2147483648",
	"-2147483649", "1e20",
	"1e400", strings.Repeat("9", 38), strings.Repeat("9", 39), "USD", "usd", "US", "EURO", "Y", "y", "N", "506", "999",
	"kount", "Kount",
	"R&D", "a &amp; b", "&#49;", "a > b", "]]>", "a ]]> b", "<![CDATA[1]]>", "<![CDATA[]]>", "<![CDATA[USD]]>",
	"<![CDATA[a < b]]>",
	"5<![CDATA[9.9]]>0", "a < b", "1 < 2", "<b>x</b>", "<b>1</b>", "1<br/>", "<!-- 1 -->1", "<?php 1 ?>1", "<USD",
	"</b>1",
	strings.Repeat("x", 129), strings.Repeat("я", 300),
}

// elementAt damages one element in every way.
func (d *damager) elementAt(at *site) {
	n := at.node()
	if at.parent != nil && at.standing != document {
		d.elementAsSuch(at, n)
	}
	for _, attributes := range []string{
		` type="cell"`, ` type='cell'`, ` type="sell"`, ` x="1"`, ` x="1" type="cell" y=""`,
	} {
		d.swap(at, n.marked(attributes), "with"+attributes)
	}
	switch {
	case at.shape == nil && len(n.Children) == 0:
		d.swap(at, newElement(n.Name, "", newElement("inner", "x"), newElement("inner", "y")), "with children")
	case at.shape == nil, at.shape.Type.Is("object"):
		d.xmlContainer(at, n)
	default:
		for _, text := range append(xmlTexts, xmlLengths(at.shape)...) {
			c := *n
			c.Label, c.Text, c.End = "<"+n.Name+">", text, "</"+n.Name+">"
			d.swap(at, &c, "with "+text)
		}
		empty := *n
		empty.Label, empty.Text, empty.End = "<"+n.Name+" />", "", ""
		d.swap(at, &empty, "closed at once")
	}
	for _, text := range []string{"\xff", "\xed\xa0\x80", "\x01"} {
		bad := &Node{Type: Broken, Name: n.Name, Text: "<" + n.Name + ">" + text + "</" + n.Name + ">"}
		d.swap(at, bad, "with bytes that are no text")
	}
}

// xmlLengths are texts of the documented lengths and of others.
func xmlLengths(s *shape) []string {
	var list []string
	if s.MinLength > 0 {
		list = append(list, strings.Repeat("x", int(s.MinLength)-1), strings.Repeat("я", int(s.MinLength)))
	}
	if s.MaxLength != nil {
		for _, letter := range []string{"x", "я"} {
			list = append(list, strings.Repeat(letter, int(*s.MaxLength)), strings.Repeat(letter, int(*s.MaxLength)+1))
		}
	}
	return list
}

// swap gives the tree with another element in the place of one.
func (d *damager) swap(at *site, other *Node, rule string) {
	was := at.node()
	put := *other
	put.Lead, put.After = was.Lead, was.After
	if was == d.tree {
		d.tree = &put
		d.try(&put, rule, at.pointer)
		d.tree = was
		return
	}
	at.parent.Children[at.index] = &put
	d.try(at.parent, rule, at.pointer)
	at.parent.Children[at.index] = was
}

// elementAsSuch damages that an element is there, once, under its name.
func (d *damager) elementAsSuch(at *site, n *Node) {
	around := at.parent
	d.children(around, around.with(at.index), "removed", at.pointer)
	d.children(around, append(around.with(at.index), n), "moved to the end", at.pointer)
	first, rest := n.Name[:1], n.Name[1:]
	for _, name := range []string{strings.ToUpper(first) + rest, strings.ToLower(first) + rest, n.Name + "s"} {
		if name != n.Name {
			d.children(around, around.with(at.index, newElement(name, n.Text, n.Children...)), "under another name",
				at.pointer)
		}
	}
	for _, attributes := range []string{"", ` type="cell"`} {
		again := newElement(n.Name, n.Text, n.Children...).marked(attributes)
		d.children(around, around.plus(again), "again"+attributes, at.pointer)
		d.children(around, around.plus(again, again), "three times"+attributes, at.pointer)
		other := newElement(n.Name, "", newElement("inner", "x"), newElement("inner", "x"))
		d.children(around, around.plus(other.marked(attributes)), "again, as another type"+attributes, at.pointer)
	}
}

// xmlContainer damages an element that has children.
func (d *damager) xmlContainer(at *site, n *Node) {
	unknown := newElement("brand_new", "x")
	cell := unknown.marked(` type="cell"`)
	deep := newElement("brand_new", "", newElement("a", "x"), newElement("a", "y").marked(` q="1"`))
	for rule, more := range map[string][]*Node{
		"an unknown child": {unknown}, "an unknown child twice": {unknown, unknown},
		"an unknown child three times": {unknown, unknown, unknown},
		"an unknown list":              {cell, cell}, "an unknown list whose first item is not marked": {unknown, cell},
		"an unknown list whose last item is not marked": {cell, unknown}, "an unknown container": {deep},
		"an unknown container twice":          {deep, deep},
		"an unknown child with attributes":    {unknown.marked(` a="1" b="2"`)},
		"an unknown child that is empty":      {{Type: Element, Name: "x", Label: "<x/>"}},
		"an unknown child with a digit first": {newElement("3d_new", "x")},
	} {
		d.children(n, n.plus(more...), rule, at.pointer)
	}
	if at.shape != nil && !at.shape.openToAll {
		for _, text := range []string{"a < b", "<!-- x -->", "<![CDATA[</brand_new>]]>", "R&D", "]]>"} {
			d.children(n, n.plus(newElement("brand_new", text)), "an unknown child with "+text, at.pointer)
		}
	}
	for _, insert := range []string{"<!-- a -->", "<?php echo 1 ?>", "\r\n\t "} {
		c := *n
		c.Tail = insert + n.Tail
		if len(n.Children) > 0 {
			d.swap(at, &c, "with "+insert)
		}
	}
	without := *n
	without.Children = nil
	d.swap(at, &without, "emptied")
	for _, text := range []string{"oops", "&amp;", "<![CDATA[oops]]>"} {
		c := *n
		c.Text = text
		d.swap(at, &c, "with a text before its children")
		c.Children = nil
		d.swap(at, &c, "with a text in place of its children")
	}
	depth := xmlDepth(d.tree, n)
	for _, levels := range []int{deepest - depth, deepest - depth + 1} {
		inner := newElement("in", "")
		for range levels - 1 {
			inner = newElement("in", "", inner)
		}
		d.children(n, n.plus(inner), "nested to the limit or deeper", at.pointer)
	}
	d.children(n, n.plus(&Node{Type: Broken, Name: "", Text: "<!DOCTYPE a>"}), "with a document type", at.pointer)
}

// xmlDepth is how deep an element stands; the root stands at 1.
func xmlDepth(root, n *Node) int {
	if root == n {
		return 1
	}
	for _, c := range root.Children {
		if depth := xmlDepth(c, n); depth > 0 {
			return depth + 1
		}
	}
	return 0
}
