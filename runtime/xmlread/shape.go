package xmlread

import (
	"unsafe"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// optional says of the element being read whether it may be absent: the root and items of a list may not. bit is its
// member's in the container around.
func (r *Reader) optional() (optional bool, bit uint64) {
	if r.depth < 2 || r.frames[r.depth-1].item {
		return false, 0
	}
	shape := r.frames[r.depth-2].shape
	if shape == nil {
		return false, 0
	}
	i := shape.Index(r.Name())
	if i < 0 {
		return false, 0
	}
	bit = 1 << i
	return shape.Required&bit == 0, bit
}

// emptyText notes an empty text where it has no meaning: an optional member reads as absent.
func (r *Reader) emptyText(want string) {
	detail := "an empty text; expected " + want
	if optional, bit := r.optional(); optional {
		r.frames[r.depth-2].absent |= bit
		r.drift(strictpay.KindFormat, detail)
		return
	}
	r.violation(strictpay.KindFormat, detail)
}

// Shown is the set of members that the container being read showed and that have a value: what reads as absent is not
// in it.
func (r *Reader) Shown(s *jsonread.Seen) uint64 { return s.Once &^ r.frames[r.depth-1].absent }

// SeenInLast is Shown of the container that was read last; everything, where it could not be judged.
func (r *Reader) SeenInLast() uint64 { return r.seenInLast }

// RequireIn notes the required members that the container name of the element here lacks. required and shown have a
// bit for each of its members.
func (r *Reader) RequireIn(name string, inner *jsonread.Shape, required, shown uint64) {
	if r.broken {
		return
	}
	for i, member := range inner.Members {
		if required&^shown&(1<<i) == 0 {
			continue
		}
		at := leaf.AppendToken(append(r.pointer(r.depth, []byte(name)), '/'), []byte(member))
		if !r.devs.Harden(strictpay.KindFormat, string(at)) { // one that is there, and empty, is reported once
			r.noteAt(r.depth, []byte(name), strictpay.Violation, strictpay.KindMissing, "required")
			r.devs.Below(member)
		}
	}
}

// built counts what is built from the document. Beyond the limit it notes size, and nothing more is read.
func (r *Reader) built(bytes int) {
	if r.room -= bytes; r.room < 0 && !r.broken {
		r.devs.Add(strictpay.Violation, strictpay.KindSize, "", jsonread.Oversize)
		r.broken = true
		r.pos = len(r.data)
	}
}

// New makes a value of the document and counts its size.
func New[T any](r *Reader) *T {
	r.built(int(unsafe.Sizeof(*new(T))))
	return new(T)
}

// Boxed is the box of an object's optional scalars, made at the first of them.
func Boxed[T any](r *Reader, box **T) *T {
	if *box == nil {
		*box = New[T](r)
	}
	return *box
}

// Grow adds an item to a list that is being read and returns its place. Once more deviations than are kept were
// found, a violation among them, the place is one behind the list, used again and again. The room doubles: elements of
// a list may stand anywhere in the element around, so what is left of the document does not tell how many follow.
func Grow[T any](r *Reader, list *[]T) *T {
	s := *list
	n := len(s)
	full := r.devs.Full() && r.devs.Violated()
	if n == cap(s) {
		room := max(1, n)
		if r.built((n + room) * int(unsafe.Sizeof(*new(T)))); r.broken {
			return new(T)
		}
		s = append(make([]T, 0, n+room), s...)
		*list = s
	}
	s = s[:n+1]
	if full {
		clear(s[n:])
	} else {
		*list = s
	}
	return &s[n]
}
