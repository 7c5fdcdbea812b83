package damage

import (
	"slices"
	"strings"
)

// An xmlJudge judges a document of XML.
type xmlJudge struct{ judge }

// document judges a whole document that must have a root of some name.
func (j *xmlJudge) document(s *shape, root *Node, name string) {
	if root.Name != name {
		j.add(KindMissing, Violation, below("", name))
		j.add(KindUnknownMember, Drift, below("", root.Name))
		j.skip(root, below("", root.Name))
		return
	}
	top := &Node{Type: Element, Children: []*Node{root}}
	j.element(&site{top, 0, below("", name), s, document}, root, false, nil)
}

// element judges an element of the file. conditional are those of its members that are required here and in no other
// place.
func (j *xmlJudge) element(at *site, n *Node, item bool, conditional []string) {
	if j.stopped || len(conditional) == 0 && j.knows(n, at.shape) {
		return
	}
	if !j.begin(at, n, item) {
		return
	}
	defer j.leave()
	if at.shape.Type.Is("object") {
		j.container(at.shape, n, at.pointer, conditional)
		return
	}
	j.found = append(j.found, at.xmlScalar(n)...)
}

// attributes: items of a list, and the members of an open element, may be marked type="cell"; nothing else is an
// attribute.
func (j *xmlJudge) attributes(n *Node, pointer string, item bool) {
	for _, a := range n.attributes() {
		switch {
		case item && a[0] == "type" && a[1] == "cell":
		case item && a[0] == "type":
			j.add(KindUnknownValue, Drift, pointer+"/@"+a[0])
		default:
			j.add(KindUnknownMember, Drift, pointer+"/@"+a[0])
		}
	}
}

func isBlank(text string) bool { return strings.Trim(text, " \t\r\n") == "" }

func (j *xmlJudge) container(s *shape, n *Node, pointer string, conditional []string) {
	if !isBlank(n.Text) {
		j.add(KindType, Violation, pointer)
		for _, c := range n.Children {
			j.skip(c, below(pointer, c.Name))
		}
		return
	}
	own, inner := conditional, conditionOf(s, n)
	if inner != nil && (inner.within == "" || n.member(inner.within) == nil) {
		own, inner = inner.names, nil
	}
	seen, items := map[string]int{}, map[string]int{}
	for i, c := range n.Children {
		if j.stopped {
			return
		}
		if c.Type == Broken && c.Name == "" { // no element
			j.stop(pointer)
			return
		}
		at := below(pointer, c.Name)
		member := s.members[c.Name]
		if member != nil && member.Type.Is("array") {
			seen[c.Name]++
			j.element(&site{n, i, item(at, items[c.Name]), member.items, listItem}, c, true, nil)
			items[c.Name]++
			continue
		}
		if seen[c.Name] > 0 && (member != nil || !c.isCell() && !s.openToAll) {
			if seen[c.Name]++; seen[c.Name] == 2 {
				j.add(KindDuplicate, Violation, at)
			}
			j.skip(c, at)
			continue
		}
		switch {
		case member != nil:
			var names []string
			if inner != nil && inner.within == c.Name {
				names = inner.inside
			}
			j.element(&site{n, i, at, member, standingOf(s, c.Name, own)}, c, false, names)
		case s.openToAll:
			j.pair(&site{n, i, at, nil, optional}, c)
		default:
			if seen[c.Name] == 0 {
				j.add(KindUnknownMember, Drift, at)
			}
			j.skip(c, at)
		}
		if seen[c.Name] == 0 {
			seen[c.Name] = 1
		}
	}
	for _, name := range append(append([]string{}, s.Required...), own...) {
		if seen[name] == 0 {
			j.add(KindMissing, Violation, below(pointer, name))
		}
	}
}

// standingOf: the members that x-required-unless names are required only if another member, which may come later, says
// so.
func standingOf(s *shape, name string, conditional []string) standing {
	if s.required[name] || slices.Contains(conditional, name) {
		return required
	}
	return optional
}

// A condition is x-required-unless where it demands something.
type condition struct {
	names  []string
	within string   // the child inside which they are required, where it is there
	inside []string // in place of names there
}

// conditionOf gives the members that an answer must have because it is no refusal: it is one where the error is
// neither empty nor 0, or the error message is not empty .
func conditionOf(s *shape, n *Node) *condition {
	rule, _ := s.Extensions["x-required-unless"].(map[string]any)
	if rule == nil {
		return nil
	}
	if text := textOf(n.member(rule["member"].(string))); text != "" && text != "0" {
		return nil
	}
	if textOf(n.member("error_message")) != "" {
		return nil
	}
	c := &condition{}
	c.within, _ = rule["in"].(string)
	for _, name := range rule["names"].([]any) {
		c.names = append(c.names, name.(string))
	}
	c.inside = c.names
	if own, ok := rule["inside"].([]any); ok {
		c.inside = nil
		for _, name := range own {
			c.inside = append(c.inside, name.(string))
		}
	}
	return c
}

func textOf(n *Node) string {
	if n == nil {
		return ""
	}
	text, _ := n.content()
	if len(n.Children) > 0 {
		return "markup"
	}
	return text
}

// begin goes into an element, which j.leave ends, and reports whether there is anything to be judged in it.
func (j *xmlJudge) begin(at *site, n *Node, item bool) bool {
	if j.visit != nil {
		j.visit(at)
	}
	if n.Type == Broken {
		j.stop(at.pointer)
		return false
	}
	if !j.enter(at.pointer) {
		j.leave()
		return false
	}
	j.attributes(n, at.pointer, item)
	return true
}

// pair judges a member of an open element. It may have any form and any members, also the same name again.
func (j *xmlJudge) pair(at *site, n *Node) {
	if j.knows(n, nil) {
		return
	}
	if !j.begin(at, n, true) {
		return
	}
	defer j.leave()
	if !isBlank(n.Text) && len(n.Children) > 0 {
		j.add(KindType, Violation, at.pointer)
		for _, c := range n.Children {
			j.skip(c, below(at.pointer, c.Name))
		}
		return
	}
	for i, c := range n.Children {
		if c.Type == Broken && c.Name == "" { // no element
			j.stop(at.pointer)
		}
		if !j.stopped {
			j.pair(&site{n, i, below(at.pointer, c.Name), nil, optional}, c)
		}
	}
}
