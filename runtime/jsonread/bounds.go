package jsonread

import (
	"unsafe"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// buildFactor is how many bytes may be built for each byte of a document, and leastDocument the length that a
// document counts as at least. For documents up to the default response limit of 1 MiB that is 32 MiB.
const (
	buildFactor   = 32
	leastDocument = 1 << 20
)

// Room is how many bytes may be built from a document of a length.
func Room(length int) int { return buildFactor * max(length, leastDocument) }

// built counts what is built from the document. Beyond the limit it notes size, and nothing more is read.
func (r *Reader) built(bytes int) {
	if r.room -= bytes; r.room < 0 && !r.broken {
		r.oversize()
	}
}

// Oversize is the detail of size where too much would be built from a document.
const Oversize = "more would be built from the document than 32 times its size"

func (r *Reader) oversize() {
	r.devs.Add(strictpay.Violation, strictpay.KindSize, "", Oversize)
	r.broken = true
	r.pos = len(r.data)
}

// New makes a value of the document and counts its size.
func New[T any](r *Reader) *T {
	r.built(int(unsafe.Sizeof(*new(T))))
	return new(T)
}

// A Whole is an object and the box of its optional scalars in one allocation.
type Whole[T, B any] struct {
	Value T
	Box   B
}

// Boxed is the box of an object's optional scalars, made at the first of them, null or not.
func Boxed[T any](r *Reader, box **T) *T {
	if *box == nil {
		makeBox(r, box)
	}
	return *box
}

// makeBox is the rest of Boxed, apart so that Boxed is inlined.
//
//go:noinline
func makeBox[T any](r *Reader, box **T) { *box = New[T](r) }

// full reports whether more deviations than are kept were found, a violation among them: what is read then counts,
// and is not built.
func (r *Reader) full() bool { return r.devs.Full() && r.devs.Violated() }

// Grow adds an item to a list that is being read and returns its place. Once the document is full, the place is one
// behind the list, used again and again.
func Grow[T any](r *Reader, list *[]T) *T {
	s := *list
	n := len(s)
	if n < cap(s) {
		s = s[:n+1]
		if r.full() {
			clear(s[n:])
		} else {
			*list = s
		}
		return &s[n]
	}
	return grow(r, list)
}

// StartTexts begins a list of texts, for Grow to add to and EndTexts to end; no other may begin in between. Short lists
// of short texts of one document share allocations.
func StartTexts[T ~string](r *Reader, list *[]T) {
	room, made := r.arena.StartTexts()
	*leaf.Texts(list) = room
	if made > 0 {
		r.built(made * int(unsafe.Sizeof("")))
	}
}

// EndTexts ends a list that StartTexts began.
func EndTexts[T ~string](r *Reader, list *[]T) {
	texts := leaf.Texts(list)
	*texts = r.arena.EndTexts(*texts)
}

// GrowWhole is Grow for items that have a box of optional scalars. The first item and its box share an allocation,
// since many lists have no more; the box is nil for the others, which make their own.
func GrowWhole[T, B any](r *Reader, list *[]T) (*T, *B) {
	if cap(*list) > 0 || r.full() {
		return Grow(r, list), nil
	}
	first := New[firstOf[T, B]](r)
	if !r.broken {
		*list = first.items[:]
	}
	return &first.items[0], &first.box
}

// firstOf is the first item of a list with its box.
type firstOf[T, B any] struct {
	items [1]T
	box   B
}

// Lists of small items, such as numbers, rarely have one item: they begin with room for a few.
const (
	smallItem = 32 // bytes
	fewItems  = 4
)

// grow makes room for as many items as the rest of the document may hold, at most for four times as many as there are.
func grow[T any](r *Reader, list *[]T) *T {
	n := len(*list)
	room := 1
	if n == 0 && int(unsafe.Sizeof(*new(T))) <= smallItem {
		room = fewItems
	}
	if n > 0 && r.depth > 0 {
		each := max(1, (r.pos-r.frames[r.depth-1].start)/n)
		room = min(max(1, (len(r.data)-r.pos)/each+1), 3*n)
	}
	if r.built((n + room) * int(unsafe.Sizeof(*new(T)))); r.broken {
		return new(T)
	}
	s := append(make([]T, 0, n+room), *list...)[:n+1]
	if r.full() {
		*list = s[:n]
	} else {
		*list = s
	}
	return &s[n]
}
