package damage

// value judges a JSON value. around is the object that it is a member of.
func (j *judge) value(at *site, n, around *Node) {
	if j.stopped || j.knows(n, at.shape) {
		return
	}
	if j.visit != nil {
		j.visit(at)
	}
	s, pointer := at.shape, at.pointer
	switch {
	case n.Type == Broken:
		j.stop(pointer)
	case s == nil:
		j.anything(n, pointer)
	case n.Type == Null:
		j.null(at)
	case s.union != nil:
		j.unionValue(at, n, around)
	case s.Type.Is("object"):
		j.objectValue(at, n)
	case s.Type.Is("array"):
		j.arrayValue(at, n)
	case n.Type == Object || n.Type == Array:
		j.mistyped(n, pointer)
	default:
		j.found = append(j.found, at.scalar(n)...)
	}
}

func (j *judge) null(at *site) {
	switch {
	case at.shape.nullable:
	case at.forgiving():
		j.drift(KindNull, at.pointer, absent)
	default:
		j.add(KindNull, Violation, at.pointer)
	}
}

func (j *judge) objectValue(at *site, n *Node) {
	switch {
	case n.Type == Array && len(n.Children) == 0:
		j.drift(KindType, at.pointer, "{}")
		j.object(at, &Node{Type: Object})
	case n.Type != Object:
		j.mistyped(n, at.pointer)
	case at.shape.free():
		j.anything(n, at.pointer)
	default:
		j.object(at, n)
	}
}

func (j *judge) object(at *site, n *Node) {
	if j.enter(at.pointer) {
		j.members(at.shape, n, at.pointer)
		if at.standing == document {
			j.evidence(at.shape, n)
			j.denials(at.shape, n)
		}
	}
	j.leave()
}

func (j *judge) arrayValue(at *site, n *Node) {
	s, pointer := at.shape, at.pointer
	switch {
	case n.Type == Object && len(n.Children) == 0 && at.standing != document:
		j.drift(KindType, pointer, "[]")
		if !s.countFits(0) {
			j.drift(KindFormat, pointer, "[]")
		}
	case n.Type != Array:
		j.mistyped(n, pointer)
	default:
		if j.enter(pointer) {
			j.listItems(s, n, pointer)
			if !s.countFits(len(n.Children)) {
				j.drift(KindFormat, pointer, "")
			}
			if s.UniqueItems && repeated(s.items, n.Children) {
				j.drift(KindFormat, pointer, "")
			}
		}
		j.leave()
	}
}

// repeated reports whether a list has a text or an object twice.
func repeated(items *shape, list []*Node) bool {
	seen := map[string]bool{}
	for _, n := range list {
		text := n.Value
		switch {
		case n.Type == Object:
			text = n.String()
		case n.Type != String || forms[items.Format] != nil && !forms[items.Format](text):
			continue // it is no item of the list that was read
		}
		if seen[text] {
			return true
		}
		seen[text] = true
	}
	return false
}

func (j *judge) listItems(s *shape, n *Node, pointer string) {
	for i, c := range n.Children {
		if c.Type == Broken && c.Text == "" { // a comma without an item
			j.stop(pointer)
			return
		}
		j.value(&site{n, i, item(pointer, i), s.items, listItem}, c, nil)
	}
}

// members judges the members of an object, and then which are missing.
func (j *judge) members(s *shape, n *Node, pointer string) {
	seen := map[string]int{}
	for i, c := range n.Children {
		if c.Type == Broken && c.Label == "" { // not even a name
			j.stop(pointer)
		}
		if j.stopped {
			return
		}
		at := below(pointer, c.Name)
		seen[c.Name]++
		switch member := s.members[c.Name]; {
		case seen[c.Name] == 2:
			j.add(KindDuplicate, Violation, at)
			j.skip(c, at)
		case seen[c.Name] > 2:
			j.skip(c, at)
		case member != nil:
			st := optional
			if s.required[c.Name] {
				st = required
			}
			j.value(&site{n, i, at, member, st}, c, n)
		case s.values != nil:
			if most, ok := s.Extensions["x-key-max-length"].(float64); ok && len([]rune(c.Name)) > int(most) {
				j.drift(KindFormat, at, "")
			}
			j.value(&site{n, i, at, s.values, mapValue}, c, n)
		case s.openToAll:
			j.value(&site{n, i, at, nil, optional}, c, n)
		default:
			j.add(KindUnknownMember, Drift, at)
			j.skip(c, at)
		}
	}
	if s.values != nil && s.MaxProps != nil && uint64(len(seen)) > *s.MaxProps {
		j.drift(KindFormat, pointer, "")
	}
	for _, name := range s.Required {
		if seen[name] == 0 {
			j.add(KindMissing, Violation, below(pointer, name))
		}
	}
}

// anything judges what may have any form: no member is unknown there, and none may come again.
func (j *judge) anything(n *Node, pointer string) {
	if n.Type != Object && n.Type != Array {
		j.skip(n, pointer)
		return
	}
	defer j.leave()
	if !j.enter(pointer) {
		return
	}
	seen := map[string]int{}
	for i, c := range n.Children {
		at := childPointer(n, c, i, pointer)
		if n.Type == Object {
			if seen[c.Name]++; seen[c.Name] == 2 {
				j.add(KindDuplicate, Violation, at)
			}
			if c.Type == Broken && c.Label == "" {
				j.stop(pointer)
			}
			if seen[c.Name] > 1 {
				j.skip(c, at)
				continue
			}
		}
		j.value(&site{n, i, at, nil, optional}, c, nil)
	}
}

// unionValue judges a value whose variant a sibling selects.
func (j *judge) unionValue(at *site, n, around *Node) {
	empty := n.Type == Array && len(n.Children) == 0
	if n.Type != Object && !empty {
		j.mistyped(n, at.pointer)
		return
	}
	union := at.shape.union
	if union.inside {
		j.discriminated(at, n)
		return
	}
	var variant *shape
	if selector := around.member(union.selector); selector != nil {
		variant = union.variants[selector.Value]
	}
	if variant == nil {
		if empty {
			j.drift(KindType, at.pointer, "{}")
			return
		}
		j.anything(n, at.pointer)
		return
	}
	own, foreign := false, false
	for _, c := range n.Children {
		if variant.members[c.Name] != nil {
			own = true
			continue
		}
		for _, other := range union.variants {
			foreign = foreign || other.members[c.Name] != nil
		}
	}
	if foreign && !own {
		j.add(KindUnion, Violation, at.pointer)
		j.skip(n, at.pointer)
		return
	}
	j.objectValue(&site{at.parent, at.index, at.pointer, variant, at.standing}, n)
}

// discriminated judges a value whose variant a member of its own selects, the first of that name.
func (j *judge) discriminated(at *site, n *Node) {
	selector := n.member(at.shape.union.selector)
	pointer := below(at.pointer, at.shape.union.selector)
	text, kind, severity := "", KindMissing, Violation
	switch {
	case n.Type == Array:
		j.drift(KindType, at.pointer, "{}")
	case selector == nil:
	case selector.Type == String:
		text, kind, severity = selector.Value, KindUnknownValue, Drift
	case selector.Type == Number:
		text, kind, severity = selector.Text, KindUnknownValue, Drift
	case selector.Type == Null:
		kind = KindNull
	default:
		kind = KindType
	}
	if variant := at.shape.union.variants[text]; variant != nil {
		j.objectValue(&site{at.parent, at.index, at.pointer, variant, at.standing}, n)
		return
	}
	if n.Type == Object {
		j.anything(n, at.pointer)
	}
	if !j.stopped {
		j.found = append(j.found, Finding{Kind: kind, Severity: severity, Pointer: pointer})
	}
}
