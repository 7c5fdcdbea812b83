package xmlread

import (
	"bytes"
	"sync"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A Reader reads one XML document once, from front to back, and notes every place where it differs from what the
// generated code expects.
//
// Generated code drives it: Element opens a container, Next and Name walk its children, First, ListItem, Unknown and
// Extra say what a child is, and the scalar methods read its text. After a syntax error every method returns at once,
// so callers need no check of their own.
//
// It reads what hand-made writers write and hand-made readers read: a name may begin with a digit, a bare & is text,
// entities stay as they are.
type Reader struct {
	data       []byte
	pos        int
	entities   bool // decode them
	depth      int  // open elements, the one being read included
	deepest    int
	tagged     bool                      // the start tag of the innermost element was read up to its name only
	done       bool                      // the innermost element was read to its end, and is left at the next step
	broken     bool                      // a syntax error was met; nothing after it is read
	path       [2*leaf.MaxDepth + 2]span // an item of a list has its index in start, and end 0
	frames     [leaf.MaxDepth + 1]frame
	attrs      []attribute // of the last start tag
	unknown    []leaf.Other
	indexes    map[int]map[string]int // unspecified children by depth and name, where they are too many for a walk
	lists      []list
	buf        []byte // a text that stands in several pieces
	scratch    []byte // for pointers
	arena      leaf.Arena
	room       int    // bytes that may still be built from the document
	seenInLast uint64 // members of the container read last
	devs       strictpay.Deviations
}

// A span is a piece of the document, kept without a pointer: one is written per element, and a pointer would cost a
// write barrier each time while the collector runs.
type span struct{ start, end int }

// A frame is what an open element must remember while its children are read.
type frame struct {
	name    span
	shape   *jsonread.Shape // of its children; nil for a text and an open member
	absent  uint64          // members that were there and read as absent
	steps   int             // how much of the path leads here
	unknown int             // where its unspecified children begin in Reader.unknown
	lists   int             // where its lists begin in Reader.lists
	empty   bool            // written <x/>
	mixed   bool            // text stands where children are expected
	item    bool            // of a list
	open    bool            // a member of an open container: it has a text, or children
	indexed bool            // its unspecified children are in Reader.indexes
}

// A Readable is a generated model.
type Readable interface{ ReadXML(r *Reader) }

// A Decoder says how documents are read. The zero value leaves entities as they stand.
type Decoder struct {
	Entities bool // decode &amp; &lt; &gt; &quot; &apos; and numeric ones, outside CDATA sections
}

// ReadInto reads a whole document, whose root element must be called root, into v and returns what it found.
func ReadInto(data []byte, root string, v Readable) strictpay.Deviations {
	return Decoder{}.Decode(data, root, v)
}

var xmlReaders = sync.Pool{New: func() any { return new(Reader) }}

// Decode is ReadInto with the decoder's settings.
func (d Decoder) Decode(data []byte, root string, v Readable) strictpay.Deviations {
	r := xmlReaders.Get().(*Reader)
	r.reset(data)
	r.entities = d.Entities
	if r.begin(root) {
		v.ReadXML(r)
	}
	r.finish()
	devs := r.devs
	r.reset(nil)
	xmlReaders.Put(r)
	return devs
}

// maxPooled is how many entries a pooled reader keeps room for.
const maxPooled = 1024

func (r *Reader) reset(data []byte) {
	r.data, r.pos, r.depth, r.tagged, r.done, r.broken = data, 0, 0, false, false, false
	clear(r.frames[:r.deepest])
	r.deepest, r.indexes = 0, nil
	r.attrs, r.unknown = emptied(r.attrs), emptied(r.unknown)
	r.lists, r.buf, r.scratch = emptied(r.lists), emptied(r.buf), emptied(r.scratch)
	r.room = jsonread.Room(len(data))
	r.arena = leaf.Arena{Size: len(data)}
	r.devs = strictpay.Deviations{}
}

func emptied[T any](s []T) []T {
	if cap(s) > maxPooled {
		return nil
	}
	clear(s[:cap(s)])
	return s[:0]
}

// begin looks at what may stand before the root, and reads the root's start tag. False: there is nothing to read into
// the model.
func (r *Reader) begin(root string) bool {
	if bytes.HasPrefix(r.data, []byte("\xef\xbb\xbf")) {
		r.drift(strictpay.KindSyntax, "a byte order mark before the document")
		r.pos += 3
	}
	switch r.outside(); {
	case r.broken:
		return false
	case r.pos == len(r.data):
		r.fail("empty document")
		return false
	case r.data[r.pos] != '<':
		r.fail("text before the root element")
		return false
	}
	if !r.child() {
		return false
	}
	if string(r.Name()) != root {
		r.noteAt(0, []byte(root), strictpay.Violation, strictpay.KindMissing, "required")
		r.drift(strictpay.KindUnknownMember, "not in the specification")
		r.Skip()
		return false
	}
	return r.open(false)
}

// finish looks at what may stand after the root.
func (r *Reader) finish() {
	if r.broken {
		return
	}
	r.depth = 0
	if r.outside(); !r.broken && r.pos != len(r.data) {
		r.fail("data after the document")
	}
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

// wrong notes that text stands in an open element where only children are expected, and passes over the rest of it.
func (r *Reader) wrong(level int) {
	f := &r.frames[level-1]
	detail := "expected elements, found text"
	if f.shape != nil && !r.devs.Full() {
		detail = f.shape.Type + ": " + detail
	}
	f.mixed = true
	r.noteAt(level, nil, strictpay.Violation, strictpay.KindType, detail)
	r.skip(level)
}

// push goes into an element whose name was read.
func (r *Reader) push(name span) bool {
	steps := 0
	if r.depth > 0 {
		steps = r.frames[r.depth-1].steps
	}
	r.path[steps] = name
	f := &r.frames[r.depth]
	if f.shape != nil { // writing a pointer costs a write barrier while the collector runs
		f.shape = nil
	}
	f.name, f.absent, f.steps, f.unknown, f.lists = name, 0, steps+1, len(r.unknown), len(r.lists)
	f.empty, f.mixed, f.item, f.open, f.indexed = false, false, false, false, false
	r.depth++
	r.deepest = max(r.deepest, r.depth)
	r.tagged = true
	if r.depth > leaf.MaxDepth {
		r.fail("nested deeper than 64")
		return false
	}
	return true
}

// pop leaves the innermost element.
func (r *Reader) pop() {
	r.done = false
	r.depth--
	f := &r.frames[r.depth]
	if f.unknown < len(r.unknown) {
		r.unknown = r.unknown[:f.unknown]
	}
	r.lists = r.lists[:f.lists]
}

// Name is the name of the element being read. It is valid until the next call of Next at any depth.
func (r *Reader) Name() []byte { return r.nameOf(&r.frames[r.depth-1]) }

func (r *Reader) nameOf(f *frame) []byte { return r.data[f.name.start:f.name.end] }
