package receive

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// A span is a member of an object: the whole of it in out where it was scanned, and in the document where its place was
// noted its name, up to behind the colon.
type span struct {
	from, to int32
	place    int32  // its index in the noted places, if it was noted
	begin    uint64 // the first bytes of the name as a number, which is compared before the texts are
}

// begin is the first eight bytes of a text as a number that compares as they do; zeros fill up a shorter one.
func begin(text []byte) uint64 {
	if len(text) >= 8 {
		return binary.BigEndian.Uint64(text)
	}
	return beginOfShort(text)
}

func beginOfShort(text []byte) uint64 {
	var room [8]byte
	copy(room[:], text)
	return binary.BigEndian.Uint64(room[:])
}

// insertionLimit is how many members are put in order by insertion; more are sorted.
const insertionLimit = 24

// inOrder puts the members of an object in the order of their texts, and reports whether any was moved.
func inOrder(members []span, text []byte) (moved bool) {
	if len(members) > insertionLimit {
		slices.SortFunc(members, func(a, b span) int { return compare(&a, &b, text) })
		return true
	}
	for i := 1; i < len(members); i++ {
		m, j := members[i], i
		for ; j > 0 && compare(&m, &members[j-1], text) < 0; j-- {
			members[j] = members[j-1]
		}
		if j < i {
			members[j], moved = m, true
		}
	}
	return moved
}

// compare orders two members.
func compare(a, b *span, text []byte) int {
	switch {
	case a.begin < b.begin:
		return -1
	case a.begin > b.begin:
		return 1
	}
	return bytes.Compare(text[a.from:a.to], text[b.from:b.to])
}

// sort puts the members of an object, which are the end of out, in order.
func (s *scanner) sort(members []span) {
	if len(members) < 2 || !inOrder(members, s.out) {
		return
	}
	from := members[0].from
	for _, m := range members {
		from = min(from, m.from)
	}
	s.sorted = s.sorted[:0]
	for _, m := range members {
		s.sorted = append(s.sorted, s.out[m.from:m.to]...)
	}
	copy(s.out[from:], s.sorted)
}
