package jsonread

import (
	"bytes"
	"unsafe"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Seen is the set of members that an object showed; generated code numbers them from 0.
type Seen struct{ Once, Twice uint64 }

// Has reports whether member i was there.
func (s *Seen) Has(i int) bool { return s.Once&(1<<i) != 0 }

// First marks member i as seen. At the second time it notes the duplicate, passes over the value and returns false:
// the first value counts.
func (r *Reader) First(s *Seen, i int) bool {
	before := s.Once
	s.Once |= 1 << i
	return s.Once != before || r.again(s, i)
}

func (r *Reader) again(s *Seen, i int) bool {
	if bit := uint64(1) << i; s.Twice&bit == 0 {
		s.Twice |= bit
		r.violation(strictpay.KindDuplicate, "the name is repeated in one object")
	}
	r.Skip()
	return false
}

// End closes the object: the required members that were not seen are missing.
func (r *Reader) End(s *Seen, required uint64) {
	if !r.broken {
		if missing := required &^ s.Once; missing != 0 {
			r.missing(missing)
		}
	}
	r.pop()
}

func (r *Reader) missing(members uint64) {
	r.inside = true
	for i, name := range r.frames[r.depth-1].shape.Members {
		if members&(1<<i) != 0 {
			if !r.devs.Full() { // what is only counted needs no pointer
				r.setName(r.depth-1, []byte(name))
			}
			r.violation(strictpay.KindMissing, "required")
		}
	}
}

// EndArray closes an array.
func (r *Reader) EndArray() { r.pop() }

// Unknown notes a member that the specification does not name and passes over its value. Once only counting is left,
// its name is not kept.
func (r *Reader) Unknown() {
	if r.devs.Full() || r.firstOfName() {
		r.drift(strictpay.KindUnknownMember, "not in the specification")
	}
	r.Skip()
}

// Extra keeps a member of an open object; false for a repeated name, whose value it passes over.
func (r *Reader) Extra() (name string, value strictpay.Raw, ok bool) {
	if !r.firstOfName() {
		r.Skip()
		return "", nil, false
	}
	name = r.keep(r.Name())
	value, ok = r.raw()
	r.built(mapEntry)
	return name, value, ok
}

// mapEntry is about what an entry of a map takes while the map grows.
const mapEntry = 96

// firstOfName remembers the name of a member that the shape does not have; at the second time it notes the duplicate,
// once per name.
func (r *Reader) firstOfName() bool {
	f, name := &r.frames[r.depth-1], r.Name()
	before := -1
	if !f.indexed && len(r.unknown)-f.unknown < leaf.WalkedOthers {
		for i := f.unknown; i < len(r.unknown); i++ {
			if bytes.Equal(r.unknown[i].Name, name) {
				before = i
				break
			}
		}
	} else {
		before = r.lookup(f, name)
	}
	if before < 0 {
		if f.indexed {
			r.built(mapEntry + len(name))
			r.indexes[r.depth][string(name)] = len(r.unknown)
		}
		if len(r.unknown) == cap(r.unknown) {
			r.built(2 * cap(r.unknown) * int(unsafe.Sizeof(leaf.Other{})))
		}
		r.unknown = append(r.unknown, leaf.Other{Name: name})
		return true
	}
	if !r.unknown[before].Doubled {
		r.unknown[before].Doubled = true
		r.violation(strictpay.KindDuplicate, "the name is repeated in one object")
	}
	return false
}

// lookup finds a name among many; -1 for none. The index stays with the object, whatever objects it holds.
func (r *Reader) lookup(f *frame, name []byte) int {
	if !f.indexed {
		index := make(map[string]int, 4*leaf.WalkedOthers)
		for i := f.unknown; i < len(r.unknown); i++ {
			index[string(r.unknown[i].Name)] = i
		}
		if r.indexes == nil {
			r.indexes = map[int]map[string]int{}
		}
		r.indexes[r.depth], f.indexed = index, true
	}
	if i, ok := r.indexes[r.depth][string(name)]; ok {
		return i
	}
	return -1
}
