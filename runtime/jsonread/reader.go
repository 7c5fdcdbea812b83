package jsonread

import (
	"bytes"
	"sync"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// A Reader reads one JSON document once, from front to back, and notes every place where it differs from what the
// generated code expects.
//
// Generated code drives it: Object, Next and Name walk members, Array and Item walk items, and the scalar methods
// read values. After a syntax error every method returns at once, so callers need no check of their own.
type Reader struct {
	data     []byte
	pos      int
	depth    int  // open containers
	deepest  int  // that were open at once
	inside   bool // within a member or item of the innermost container, not between two
	broken   bool // a syntax error was met; nothing after it is read
	tokenAt  int  // where the text or number read last begins
	eitherAt int  // where the value stands that may be spelled either way; see Either
	// Where the integer stands that may have a fraction; see Fraction.
	fractionAt int
	path       [leaf.MaxDepth + 1]segment
	frames     [leaf.MaxDepth + 1]frame
	spelled    [leaf.MaxDepth + 1][]byte // names in path that are not written in the document as they are
	hasSpelled bool
	unknown    []leaf.Other
	indexes    map[int]map[string]int // unknown members by depth and name, where they are too many for a walk
	scratch    []byte                 // for pointers
	arena      leaf.Arena
	room       int     // bytes that may still be built from the document
	places     *Places // where members stand; nil where nobody asks
	devs       strictpay.Deviations
}

// A frame is what a container must remember while inner ones are read.
type frame struct {
	shape    *Shape // of an object; nil for a list
	absent   uint64 // members that were there and had no value
	unknown  int    // where its unknown members begin in Reader.unknown
	start    int    // where its content begins
	hasItems bool   // an item or member came before
	swapped  bool   // [] in place of an object, {} in place of a list
	indexed  bool   // its unknown members are in Reader.indexes
	next     uint8  // where the search for the number of a member begins; see memberHere
}

var readers = sync.Pool{New: func() any { return &Reader{eitherAt: -1, fractionAt: -1} }}

// A Readable is a generated model.
type Readable interface{ ReadJSON(r *Reader) }

// ReadInto reads a whole document into v and returns what it found.
func ReadInto(data []byte, v Readable) strictpay.Deviations { return read(data, v, nil) }

func read(data []byte, v Readable, places *Places) strictpay.Deviations {
	r := readers.Get().(*Reader)
	r.data, r.arena.Size, r.places = data, len(data), places
	r.room = Room(len(data))
	r.begin()
	if !r.broken {
		v.ReadJSON(r)
	}
	r.finish()
	devs := r.devs
	r.reset()
	readers.Put(r)
	return devs
}

// keptUnknown is how many unknown members a pooled reader has room for; a larger room came from a document unlike the
// next.
const keptUnknown = 256

// reset lets go of everything the reader has of a document, and makes it ready for the next: no part of one stays in
// the pool.
func (r *Reader) reset() {
	r.data, r.pos, r.depth, r.inside, r.broken, r.eitherAt, r.fractionAt = nil, 0, 0, false, false, -1, -1
	if r.hasSpelled {
		clear(r.spelled[:])
		r.hasSpelled = false
	}
	clear(r.frames[:r.deepest])
	r.deepest, r.indexes, r.places = 0, nil, nil
	if cap(r.unknown) > keptUnknown {
		r.unknown = nil
	} else if cap(r.unknown) > 0 {
		clear(r.unknown[:cap(r.unknown)])
		r.unknown = r.unknown[:0]
	}
	clear(r.scratch[:cap(r.scratch)])
	r.arena = leaf.Arena{}
	r.devs = strictpay.Deviations{}
}

// begin looks at what may stand before the document.
func (r *Reader) begin() {
	if bytes.HasPrefix(r.data, []byte("\xef\xbb\xbf")) {
		r.drift(strictpay.KindSyntax, "a byte order mark before the document")
		r.pos += 3
	}
	r.space()
	if r.pos == len(r.data) {
		r.fail("empty document")
	}
}

// finish looks at what may stand after it.
func (r *Reader) finish() {
	if r.broken {
		return
	}
	r.space()
	if r.pos != len(r.data) {
		r.depth = 0
		r.fail("data after the document")
	}
}

// pointer to the member being read, or to the container between two members.
func (r *Reader) pointer() string {
	n := r.depth
	if n > 0 && !r.inside {
		n--
	}
	if n == 0 {
		return ""
	}
	r.scratch = r.appendPointer(r.scratch[:0], n)
	r.built(len(r.scratch))
	return string(r.scratch)
}

// violation adds a violation at the current place.
func (r *Reader) violation(kind strictpay.Kind, detail string) {
	r.note(strictpay.Violation, kind, detail)
}

// drift adds drift at the current place: the value is kept.
func (r *Reader) drift(kind strictpay.Kind, detail string) {
	r.note(strictpay.Drift, kind, detail)
}

func (r *Reader) note(severity strictpay.Severity, kind strictpay.Kind, detail string) {
	if r.devs.Full() {
		r.devs.Add(severity, kind, "", "")
		return
	}
	r.devs.Add(severity, kind, r.pointer(), detail)
}

// fail notes a syntax error; the rest of the document is not read.
func (r *Reader) fail(detail string) {
	if r.broken {
		return
	}
	r.violation(strictpay.KindSyntax, detail)
	r.broken = true
	r.pos = len(r.data)
}

// push opens a container.
func (r *Reader) push(shape *Shape) bool {
	if r.depth == leaf.MaxDepth {
		r.fail("nested deeper than 64")
		return false
	}
	r.frames[r.depth] = frame{shape: shape, unknown: len(r.unknown), start: r.pos}
	r.depth++
	r.deepest = max(r.deepest, r.depth)
	r.inside = false
	return true
}

// pop closes it; the outer container is within the member that held it.
func (r *Reader) pop() {
	if r.depth == 0 {
		return
	}
	r.depth--
	if start := r.frames[r.depth].unknown; start < len(r.unknown) {
		clear(r.unknown[start:])
		r.unknown = r.unknown[:start]
	}
	r.inside = r.depth > 0
}

// Object opens an object; an empty array is read as an empty object, and noted. Where another value stands Object
// notes null or type, passes over the value and returns false.
func (r *Reader) Object(shape *Shape) bool {
	r.space()
	if r.pos < len(r.data) && r.data[r.pos] == '{' {
		r.pos++
		return r.push(shape)
	}
	if r.at() == '[' && r.emptyContainer(']') {
		r.drift(strictpay.KindType, shape.Type+": an empty array; expected an object")
		r.pos++
		return r.push(shape) && r.swap()
	}
	r.mismatch(shape.Type, "an object")
	return false
}

// Array opens an array; an empty object is read as an empty array, and noted, where it is not the document. Else it
// does as Object.
func (r *Reader) Array(typ string) bool {
	r.space()
	if r.pos < len(r.data) && r.data[r.pos] == '[' {
		r.pos++
		return r.push(nil)
	}
	if r.at() == '{' && r.depth > 0 && r.emptyContainer('}') {
		r.drift(strictpay.KindType, typ+": an empty object; expected an array")
		r.pos++
		return r.push(nil) && r.swap()
	}
	r.mismatch(typ, "an array")
	return false
}

// emptyContainer reports whether the container that begins here ends at once.
func (r *Reader) emptyContainer(end byte) bool {
	i := leaf.Blanks(r.data, r.pos+1)
	return i < len(r.data) && r.data[i] == end
}

func (r *Reader) swap() bool {
	r.frames[r.depth-1].swapped = true
	return true
}
