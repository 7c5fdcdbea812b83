package receive

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// placedDocument writes a document in the same form as document does, from the places of the members that its reader
// noted. That is the usual case and the faster one: nothing is looked for again. It returns false, and has written
// nothing, where the document must be scanned.
func (s *scanner) placedDocument(except []string) bool {
	if len(s.places.List) == 0 || s.next() != '{' || bytes.IndexByte(s.data, '\\') >= 0 {
		return false
	}
	// At most a comma is added per container, which has two bytes at least.
	s.out = slices.Grow(s.out, len(s.data)+len(s.data)/2+2*chunk)
	end, ok := s.placedObject(s.out[:cap(s.out)], 0, 0, 1, except)
	if !ok {
		clear(s.out[:cap(s.out)])
		s.members, s.pos, s.depth, end = s.members[:0], 0, 0, 0
	}
	s.out = s.out[:end]
	return ok
}

// placedObject writes an object to out, from n on, and returns where it ends. Its first member, or its end, is at an
// index of the places.
func (s *scanner) placedObject(out []byte, n, first int, depth int32, except []string) (end int, ok bool) {
	data, list, outer := s.data, s.places.List, len(s.members)
	i := first
	for i < len(list) && list[i].Depth == depth && list[i].Name != 0 {
		m := &list[i]
		if m.Colon == 0 {
			return 0, false
		}
		s.members = append(s.members, span{m.Name, m.Colon, int32(i), begin(data[m.Name:])})
		for i++; i < len(list) && list[i].Depth > depth; {
			i++
		}
	}
	if i == len(list) || list[i].Depth != depth {
		return 0, false
	}
	out[n] = '{'
	n++
	members := s.members[outer:]
	for _, i := range s.inTurn(members) {
		m := &members[i]
		var below []string
		if mayName(except, data[m.from]) {
			var left bool
			if below, left = within(except, data[m.from:m.to-2]); left {
				continue
			}
		}
		name, colon, value, next := int(m.from)-1, int(m.to), int(list[m.place].Value), int(list[m.place+1].Before)
		switch c := data[value]; {
		case c == '{':
			n = copyTo(out, n, data, name, colon)
			n, ok = s.placedObject(out, n, int(m.place)+1, depth+1, below)
		case c == '[':
			n = copyTo(out, n, data, name, colon)
			n, ok = s.placedArray(out, n, value)
		case value == colon:
			n, ok = copyTo(out, n, data, name, next), true
		default:
			n = copyTo(out, n, data, name, colon)
			n, ok = copyTo(out, n, data, value, next), true
		}
		if !ok {
			return 0, false
		}
		out[n] = ','
		n++
	}
	s.members = s.members[:outer]
	out[n] = '}'
	return n + 1, true
}

// placedArray writes an array. It scans it, since only members have places.
func (s *scanner) placedArray(out []byte, n, from int) (end int, ok bool) {
	s.out, s.pos = out[:n], from
	ok = s.array() && cap(s.out) == cap(out)
	return len(s.out), ok
}

// mayName reports whether one of the pointers can lead to or through a member with such a first byte. A pointer through
// the empty name goes on with a slash, or ends.
func mayName(pointers []string, first byte) bool {
	for _, pointer := range pointers {
		if len(pointer) < 2 || pointer[1] == first || pointer[1] == '/' {
			return true
		}
	}
	return false
}

// inTurn are the indexes of the members of an object in order. Documents of one kind are mostly alike, so the order
// of the last one is tried first: where all ascend, each is there once.
func (s *scanner) inTurn(members []span) []int32 {
	from := s.ordered
	s.ordered += len(members)
	if s.ordered > len(s.order) {
		s.order = append(s.order, make([]int32, s.ordered-len(s.order))...)
	}
	order := s.order[from:s.ordered]
	if s.ascend(members, order) {
		return order
	}
	for i := range members {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return compare(&members[i], &members[j], s.data) })
	return order
}

func (s *scanner) ascend(members []span, order []int32) bool {
	var last *span
	for _, i := range order {
		if int(i) >= len(members) {
			return false
		}
		m := &members[i]
		if last != nil && last.begin >= m.begin && compare(last, m, s.data) >= 0 {
			return false
		}
		last = m
	}
	return true
}

// chunk is how many bytes are copied at once where there is room for them, without a call. What is copied too much is
// overwritten, or cleared at the end.
const chunk = 32

// copyTo writes what stands between two places of the document to out, from n on, and returns where it ends.
func copyTo(out []byte, n int, data []byte, from, to int) int {
	end := n + to - from
	if to-from > 2*chunk || len(data)-from < 2*chunk || len(out)-n < 2*chunk {
		copy(out[n:], data[from:to])
		return end
	}
	copyChunk((*[chunk]byte)(out[n:]), (*[chunk]byte)(data[from:]))
	if to-from > chunk {
		copyChunk((*[chunk]byte)(out[n+chunk:]), (*[chunk]byte)(data[from+chunk:]))
	}
	return end
}

func copyChunk(to, from *[chunk]byte) {
	a, b := binary.NativeEndian.Uint64(from[0:8]), binary.NativeEndian.Uint64(from[8:16])
	c, d := binary.NativeEndian.Uint64(from[16:24]), binary.NativeEndian.Uint64(from[24:32])
	binary.NativeEndian.PutUint64(to[0:8], a)
	binary.NativeEndian.PutUint64(to[8:16], b)
	binary.NativeEndian.PutUint64(to[16:24], c)
	binary.NativeEndian.PutUint64(to[24:32], d)
}
