package xmlread

import (
	"bytes"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A list counts the items of a declared list in one element.
type list struct{ member, items int }

// Element opens the element being read as a container of a shape. Text in it is found out by Next.
func (r *Reader) Element(shape *jsonread.Shape) bool {
	if !r.open(false) {
		return false
	}
	r.frames[r.depth-1].shape = shape
	return true
}

// Next goes to the next child and reads its name. It returns false at the end tag of the container, which it reads,
// and after a syntax error.
func (r *Reader) Next() bool {
	for {
		if !r.tagged { // blanks before a tag are no text
			if i := leaf.Blanks(r.data, r.pos); i < len(r.data) && r.data[i] == '<' {
				r.pos = i
			}
		}
		switch kind, text := r.next(); kind {
		case pieceChild:
			return true
		case pieceText:
			if !blank(text) {
				r.wrong(r.depth)
				return false
			}
		default:
			return false
		}
	}
}

// End closes the container: the required members that were not seen are missing.
func (r *Reader) End(s *jsonread.Seen, required uint64) {
	f := &r.frames[r.depth-1]
	if r.broken || f.mixed {
		r.seenInLast = ^uint64(0)
		return
	}
	r.seenInLast = s.Once &^ f.absent
	// A member that is required here only, and not by its shape, may have been read as absent.
	missing := required&^s.Once | required&f.absent
	if missing == 0 {
		return
	}
	for i, name := range f.shape.Members {
		switch {
		case missing&(1<<i) == 0:
		case f.absent&(1<<i) != 0 && r.devs.Harden(strictpay.KindFormat, string(r.pointer(r.depth, []byte(name)))):
			// It is there, and empty: that is reported once.
		default:
			r.noteAt(r.depth, []byte(name), strictpay.Violation, strictpay.KindMissing, "required")
		}
	}
}

// First marks the child being read, member i, as seen. At the second time it notes the duplicate, passes over the
// element and returns false: the first one counts.
func (r *Reader) First(s *jsonread.Seen, i int) bool {
	bit := uint64(1) << i
	switch {
	case r.broken:
		return false
	case s.Once&bit == 0:
		s.Once |= bit
		return r.open(false)
	}
	if s.Twice&bit == 0 {
		s.Twice |= bit
		r.violation(strictpay.KindDuplicate, "the element again, which is no list")
	}
	r.Skip()
	return false
}

// ListItem marks the child being read as an item of the declared list that is member i; its pointer gets the index.
func (r *Reader) ListItem(s *jsonread.Seen, i int) bool {
	if r.broken {
		return false
	}
	s.Once |= 1 << i
	f := &r.frames[r.depth-1]
	r.path[f.steps] = span{start: r.count(i)}
	f.steps++
	f.lists = len(r.lists)
	f.item = true
	return r.open(true)
}

// count counts an item of a list of the container around it and returns its index.
func (r *Reader) count(member int) int {
	own := r.lists[r.frames[r.depth-2].lists:]
	for i := range own {
		if own[i].member == member {
			own[i].items++
			return own[i].items - 1
		}
	}
	r.lists = append(r.lists, list{member, 1})
	return 0
}

// open reads the rest of a start tag and notes its unexpected attributes.
func (r *Reader) open(item bool) bool {
	switch {
	case r.broken:
		return false
	case !r.tagged:
		return true
	case !r.startTag():
		return false
	}
	r.checkAttributes(item)
	return true
}

// checkAttributes notes unexpected attributes. Items of a list, and children of open objects, may be marked
// type="cell".
func (r *Reader) checkAttributes(item bool) {
	for _, a := range r.attrs {
		switch {
		case !item || string(a.name) != "type":
			r.noteAttr(a.name, strictpay.KindUnknownMember, "an attribute that is not in the specification")
		case string(a.value) != "cell":
			detail := ""
			if !r.devs.Full() {
				detail = leaf.Unlisted("type", a.value)
			}
			r.noteAttr(a.name, strictpay.KindUnknownValue, detail)
		}
	}
}

func (r *Reader) noteAttr(name []byte, kind strictpay.Kind, detail string) {
	if r.devs.Full() {
		r.devs.Add(strictpay.Drift, kind, "", "")
		return
	}
	r.noteAt(r.depth, append([]byte{'@'}, name...), strictpay.Drift, kind, detail)
}

// isCell reports whether the start tag says type="cell".
func (r *Reader) isCell() bool {
	for _, a := range r.attrs {
		if string(a.name) == "type" {
			return string(a.value) == "cell"
		}
	}
	return false
}

// Unknown notes a child that the specification does not name and passes over it. Once only counting is left, its name
// is not kept.
func (r *Reader) Unknown() {
	if r.broken {
		return
	}
	if r.devs.Full() {
		r.drift(strictpay.KindUnknownMember, "not in the specification")
	} else if before := r.remember(); before < 0 {
		r.drift(strictpay.KindUnknownMember, "not in the specification")
	} else if r.startTag() && !r.isCell() {
		r.again(before)
	}
	r.Skip()
}

// Extra keeps a child of an open object, with all that is in it. A name may come again.
func (r *Reader) Extra() (strictpay.Pair, bool) {
	if r.broken || !r.startTag() {
		return strictpay.Pair{}, false
	}
	r.checkAttributes(true)
	r.frames[r.depth-1].open = true
	p := strictpay.Pair{Name: r.Keep(r.Name())}
	ok := r.pair(&p)
	return p, ok
}

// again notes the duplicate, once per name.
func (r *Reader) again(unknown int) {
	if !r.unknown[unknown].Doubled {
		r.unknown[unknown].Doubled = true
		r.violation(strictpay.KindDuplicate, "the element again, not marked as a list")
	}
}

// remember keeps the name of an unspecified child; where it was before, it returns its place in Reader.unknown, else
// -1.
func (r *Reader) remember() int {
	around, own := &r.frames[r.depth-2], &r.frames[r.depth-1]
	met := r.unknown[around.unknown:own.unknown]
	name := r.nameOf(own)
	if !around.indexed && len(met) < leaf.WalkedOthers {
		for i := range met {
			if bytes.Equal(met[i].Name, name) {
				return around.unknown + i
			}
		}
	} else {
		index := r.index(around, met)
		if i, ok := index[string(name)]; ok {
			return i
		}
		index[string(name)] = len(r.unknown)
	}
	r.unknown = append(r.unknown, leaf.Other{Name: name})
	own.unknown = len(r.unknown)
	return -1
}

// index is the index of the unspecified children of the container around, which have these names so far.
func (r *Reader) index(around *frame, met []leaf.Other) map[string]int {
	level := r.depth - 2
	if !around.indexed {
		index := make(map[string]int, 2*leaf.WalkedOthers)
		for i := range met {
			index[string(met[i].Name)] = around.unknown + i
		}
		if r.indexes == nil {
			r.indexes = map[int]map[string]int{}
		}
		r.indexes[level], around.indexed = index, true
	}
	return r.indexes[level]
}
