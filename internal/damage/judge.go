package damage

// A standing is what depends on whether a value may be left out.
type standing byte

const (
	optional standing = iota // a member that need not be there
	mapValue                 // a value of a map
	required                 // a member that must be there
	listItem
	document
)

// forgiving reports whether null and the empty text are read as absent.
func (s standing) forgiving() bool { return s <= mapValue }

// A site is a value of a document with what the OpenAPI file says of it.
type site struct {
	parent  *Node // nil for the root
	index   int
	pointer string
	shape   *shape // nil within what may have any form
	standing
}

func (s *site) node() *Node { return s.parent.Children[s.index] }

// A judge reads a tree from front to back and notes what is wrong with it. The first text that is not well-formed
// ends it: what is open then has no missing members.
type judge struct {
	found   []Finding
	stopped bool
	depth   int
	visit   func(*site) // called for every value that is judged
	known   *known      // what need not be judged again, nil for nothing
}

// A known body has no findings, so that only what was changed must be judged, and what it stands in.
type known struct {
	good    map[*Node]*shape // the values of the body with what they were judged by
	parent  map[*Node]*Node
	changed map[*Node]bool // and what it stands in
}

// knows reports whether a value was judged before, with the same outcome.
func (j *judge) knows(n *Node, s *shape) bool {
	if j.known == nil || j.known.changed[n] {
		return false
	}
	was, ok := j.known.good[n]
	return ok && was == s && (s == nil || s.union == nil)
}

// change marks a node, and what it stands in, as changed; nothing else is.
func (k *known) change(n *Node) {
	clear(k.changed)
	for ; n != nil; n = k.parent[n] {
		k.changed[n] = true
	}
}

// deepest is how deep a document may be nested; the root is 1.
const deepest = 64

func (j *judge) add(kind, severity, pointer string) {
	if !j.stopped {
		j.found = append(j.found, Finding{Kind: kind, Severity: severity, Pointer: pointer})
	}
}

func (j *judge) drift(kind, pointer, kept string) {
	if !j.stopped {
		j.found = append(j.found, Finding{kind, Drift, pointer, kept})
	}
}

func (j *judge) stop(pointer string) {
	j.add(KindSyntax, Violation, pointer)
	j.stopped = true
}

// enter goes into a container; false where nothing below is read.
func (j *judge) enter(pointer string) bool {
	j.depth++
	if j.depth > deepest {
		j.stop(pointer)
	}
	return !j.stopped
}

func (j *judge) leave() { j.depth-- }

// mistyped notes a violation of the type, below which only syntax counts.
func (j *judge) mistyped(n *Node, pointer string) {
	j.add(KindType, Violation, pointer)
	j.skip(n, pointer)
}

// skip looks for syntax alone.
func (j *judge) skip(n *Node, pointer string) {
	switch {
	case j.stopped:
	case n.Type == Broken:
		j.stop(pointer)
	case n.Type == Object || n.Type == Array || n.Type == Element && len(n.Children) > 0:
		if j.enter(pointer) {
			for i, c := range n.Children {
				j.skip(c, childPointer(n, c, i, pointer))
			}
		}
		j.leave()
	case n.Type == Element:
		j.enter(pointer)
		j.leave()
	}
}

func childPointer(n, c *Node, i int, pointer string) string {
	if n.Type == Array {
		return item(pointer, i)
	}
	return below(pointer, c.Name)
}
