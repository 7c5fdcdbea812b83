package jsonread

import (
	"strconv"

	"github.com/strictpay/strictpay/internal/leaf"
)

// A segment is one step of the path to the value being read. It has no pointers, since one is written per member: a
// name that is written in the document as it is stands there from start to end; the index of an item is start, with
// end 0; any other name is in Reader.spelled, with end -1.
type segment struct{ start, end int }

// Name is the member's name, decoded. It is valid until the next call of Next at any depth.
func (r *Reader) Name() []byte {
	level := r.depth - 1
	if s := r.path[level]; s.end > 0 {
		return r.data[s.start:s.end]
	}
	return r.spelled[level]
}

// setName makes name the step at a level, whether or not the document has it as it is.
func (r *Reader) setName(level int, name []byte) {
	r.path[level] = segment{end: -1}
	r.spelled[level], r.hasSpelled = name, true
}

// A step is what the path has at one level, for those who put it back.
type step struct {
	segment
	spelled []byte
}

func (r *Reader) step(level int) step { return step{r.path[level], r.spelled[level]} }

func (r *Reader) setStep(level int, s step) { r.path[level], r.spelled[level] = s.segment, s.spelled }

// appendPointer writes the first n steps of the path as an RFC 6901 pointer.
func (r *Reader) appendPointer(b []byte, n int) []byte {
	for level, s := range r.path[:n] {
		b = append(b, '/')
		switch {
		case s.end > 0:
			b = leaf.AppendToken(b, r.data[s.start:s.end])
		case s.end < 0:
			b = leaf.AppendToken(b, r.spelled[level])
		default:
			b = strconv.AppendInt(b, int64(s.start), 10)
		}
	}
	return b
}
