package jsonread

import (
	"bytes"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Seen is the set of members that an object showed; generated code numbers them from 0.
type Seen struct{ Once, Twice uint64 }

// Has reports whether member i was there.
func (s *Seen) Has(i int) bool { return s.Once&(1<<i) != 0 }

// First marks member i as seen. At the second time it notes the duplicate, passes over the value and returns false: the first value counts.
func (r *Reader) First(s *Seen, i int) bool {
	before := s.Once
	s.Once |= 1 << i
	return s.Once != before || r.again(s, i)
}

func (r *Reader) again(s *Seen, i int) bool {
	if bit := uint64(1) << i; s.Twice&bit == 0 {
		s.Twice |= bit
		r.violation(strictpay.KindDuplicate, "the name again in one object")
	}
	r.Skip()
	return false
}

// End closes the object: the required members that were not seen are missing. names has the member names by number.
func (r *Reader) End(s *Seen, required uint64, names []string) {
	if !r.broken {
		if absent := required &^ s.Once; absent != 0 {
			r.missing(absent, names)
		}
	}
	r.pop()
}

func (r *Reader) missing(absent uint64, names []string) {
	r.inside = true
	for i := range names {
		if absent&(1<<i) != 0 {
			r.path[r.depth-1] = leaf.Segment{Name: []byte(names[i])}
			r.violation(strictpay.KindMissing, "required")
		}
	}
}

// EndArray closes an array.
func (r *Reader) EndArray() { r.pop() }

// Unknown notes a member that the specification does not name and passes over its value.
func (r *Reader) Unknown() {
	if r.firstOther() {
		r.drift(strictpay.KindUnknownMember, "not in the specification")
	}
	r.Skip()
}

// Extra keeps a member of an open object; false for a repeated name, whose value it passes over.
func (r *Reader) Extra() (name string, value strictpay.Raw, ok bool) {
	if !r.firstOther() {
		r.Skip()
		return "", nil, false
	}
	name = string(r.name)
	value, ok = r.raw()
	return name, value, ok
}

// firstOther remembers an other member's name; at the second time it notes the duplicate, once per name.
func (r *Reader) firstOther() bool {
	f := &r.frames[r.depth-1]
	before := -1
	if f.many == nil && len(r.others)-f.others < leaf.WalkedOthers {
		for i := f.others; i < len(r.others); i++ {
			if bytes.Equal(r.others[i].Name, r.name) {
				before = i
				break
			}
		}
	} else {
		before = r.lookup(f)
	}
	if before < 0 {
		if f.many != nil {
			f.many[string(r.name)] = len(r.others)
		}
		r.others = append(r.others, leaf.Other{Name: r.name})
		return true
	}
	if !r.others[before].Doubled {
		r.others[before].Doubled = true
		r.violation(strictpay.KindDuplicate, "the name again in one object")
	}
	return false
}

// lookup finds a name among many; -1 for none. The map stays with the object, whatever objects it holds.
func (r *Reader) lookup(f *frame) int {
	if f.many == nil {
		f.many = make(map[string]int, 4*leaf.WalkedOthers)
		for i := f.others; i < len(r.others); i++ {
			f.many[string(r.others[i].Name)] = i
		}
	}
	if i, ok := f.many[string(r.name)]; ok {
		return i
	}
	return -1
}
