package damage

import "iter"

// A Case is one body with what a reader has to tell of it.
type Case struct {
	Rule        string // what was done, without a place
	Pointer     string // where
	Body        []byte
	Want        []Finding
	Alternative []Finding // also right
}

// Cases damages the body in every way at every place, and also varies it without damage.
func (s *Sample) Cases() iter.Seq[Case] { return s.oneOf(1) }

// oneOf gives one case of so many; the others cost next to nothing.
func (s *Sample) oneOf(step int) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		sites, found := s.sites()
		if len(found) > 0 {
			yield(Case{Rule: "as it is", Body: s.Body, Want: nil, Alternative: found})
			return
		}
		d := &damager{Sample: s, step: step, yield: yield, sites: sites, known: knowledge(sites)}
		if s.XML {
			d.wholeXML()
		} else {
			d.wholeJSON()
		}
		for _, at := range sites {
			if s.XML {
				d.elementAt(at)
			} else {
				d.jsonAt(at)
			}
		}
	}
}

// A damager changes the tree of one sample, gives the case, and changes it back.
type damager struct {
	*Sample
	step  int // one case of so many is given
	count int // of all cases
	yield func(Case) bool
	done  bool
	sites []*site
	known *known
}

// next counts one more case, and says whether it is to be made.
func (d *damager) next() bool {
	d.count++
	return !d.done && d.count%d.step == 0
}

// try gives the tree as it stands, in which a node is changed, or its children are.
func (d *damager) try(changed *Node, rule, pointer string) {
	if d.next() {
		d.known.change(changed)
		want := d.expect(nil, d.known)
		d.done = !d.yield(Case{rule, pointer, d.tree.Bytes(len(d.Body) + 256), want, want})
	}
}

// body gives a text that is no longer the tree.
func (d *damager) body(rule, text string, want ...Finding) {
	if d.next() {
		d.done = !d.yield(Case{rule, "", []byte(text), want, want})
	}
}

// children gives the tree with other children of a node, and restores them.
func (d *damager) children(n *Node, others []*Node, rule, pointer string) {
	was := n.Children
	n.Children = others
	d.try(n, rule, pointer)
	n.Children = was
}

// replace gives the tree with another node in the place of one that keeps its name.
func (d *damager) replace(at *site, other *Node, rule string) {
	if d.done {
		return
	}
	was := at.node()
	put := *other
	put.Name, put.Lead, put.Label, put.After = was.Name, was.Lead, was.Label, was.After
	if at.parent.Type == Array && d.tree == was {
		d.tree = &put
		defer func() { d.tree = was }()
	}
	at.parent.Children[at.index] = &put
	d.try(at.parent, rule, at.pointer)
	at.parent.Children[at.index] = was
}

func violation(kind, pointer string) Finding {
	return Finding{Kind: kind, Severity: Violation, Pointer: pointer}
}
