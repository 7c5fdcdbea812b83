package jsonread

import (
	"github.com/strictpay/strictpay"
)

// A Shape is what generated code says of an object: the name of its type, its members by number, and which of them
// must be there or may be null.
type Shape struct {
	Type               string
	Members            []string
	Required, Nullable uint64
}

// mapShape is the shape of a map: it has no members of its own.
var mapShape = Shape{Type: "Map"}

// Index is the number of a member, -1 where the shape has none of that name.
func (s *Shape) Index(name []byte) int {
	for i := range s.Members {
		if s.Members[i] == string(name) {
			return i
		}
	}
	return -1
}

// standing says of the value here whether it may be absent: the document and items of a list may not, the value of a
// map and a member that is not required may. bit is the member's in the object around.
func (r *Reader) standing() (optional bool, bit uint64) {
	if r.depth == 0 {
		return false, 0
	}
	shape := r.frames[r.depth-1].shape
	if shape == nil {
		return false, 0
	}
	if shape == &mapShape {
		return true, 0
	}
	i := r.memberHere(shape)
	if i < 0 {
		return false, 0
	}
	bit = 1 << i
	return shape.Required&bit == 0, bit
}

// passAllowedNull passes over a null where the member that is being read may be null; anything else it leaves alone.
func (r *Reader) passAllowedNull() bool {
	if r.depth == 0 {
		return false
	}
	f := &r.frames[r.depth-1]
	if f.shape == nil || f.shape.Nullable == 0 {
		return false
	}
	i := r.memberHere(f.shape)
	if i < 0 || f.shape.Nullable&(1<<i) == 0 || !r.literal("null") {
		return false
	}
	f.absent |= 1 << i
	return true
}

// memberHere is the number of the member that is being read, which has no value: -1 where the shape has none of its
// name. Such members mostly come in the order of the specification, so the search begins where the last such search in
// this object ended, and at the first member where that finds nothing.
func (r *Reader) memberHere(shape *Shape) int {
	name, next := r.Name(), &r.frames[r.depth-1].next
	for i := int(*next); i < len(shape.Members); i++ {
		if shape.Members[i] == string(name) {
			*next = uint8(i)
			return i
		}
	}
	i := shape.Index(name)
	*next = uint8(max(i, 0))
	return i
}

// Null reports whether null stands here, and passes over it. Where the specification does not allow null, that is
// noted: an optional member reads as absent.
func (r *Reader) Null() bool {
	return r.pos < len(r.data) && r.data[r.pos] == 'n' && r.null("")
}

// Nullable is Null for a member that may be null, an object or a union, by the member's number.
func (r *Reader) Nullable(member int) bool {
	return r.pos < len(r.data) && r.data[r.pos] == 'n' && r.nullable(member)
}

// nullable is the rest of Nullable, apart so that Nullable is inlined.
//
//go:noinline
func (r *Reader) nullable(member int) bool {
	if !r.literal("null") {
		return false
	}
	r.frames[r.depth-1].absent |= 1 << member
	return true
}

func (r *Reader) null(want string) bool {
	r.space()
	if r.at() != 'n' {
		return false
	}
	if r.passAllowedNull() {
		return true
	}
	if !r.literal("null") {
		return false
	}
	optional, bit := r.standing()
	if !optional {
		r.violation(strictpay.KindNull, expected(want))
		return true
	}
	r.drift(strictpay.KindNull, expected(want))
	r.absent(bit)
	return true
}

func expected(want string) string {
	if want == "" {
		return "the specification does not allow null"
	}
	return "expected " + want
}

// absent marks a member of the object around as one that has no value.
func (r *Reader) absent(bit uint64) {
	if r.depth > 0 {
		r.frames[r.depth-1].absent |= bit
	}
}

// empty notes an empty text where it has no meaning: an optional member reads as absent.
func (r *Reader) empty(want string) {
	detail := "an empty text; expected " + want
	if optional, bit := r.standing(); optional {
		r.absent(bit)
		r.drift(strictpay.KindFormat, detail)
		return
	}
	r.violation(strictpay.KindFormat, detail)
}

// Shown is the set of members that the object being read showed and that have a value: null and what reads as absent
// are not in it.
func (r *Reader) Shown(s *Seen) uint64 {
	return s.Once &^ r.frames[r.depth-1].absent
}
