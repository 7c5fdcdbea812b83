package receive

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// A span is a member in out, its comma included.
type span struct {
	from, to int
	begin    uint64 // the first bytes of the name as a number, which is compared before the texts are
}

// begin is the first eight bytes of a text as a number that compares as they do; zeros fill up a shorter one.
func begin(text []byte) uint64 {
	if len(text) >= 8 {
		return binary.BigEndian.Uint64(text)
	}
	var room [8]byte
	copy(room[:], text)
	return binary.BigEndian.Uint64(room[:])
}

// compare orders two members by their texts.
func (s *scanner) compare(a, b span) int {
	if a.begin != b.begin {
		return cmp.Compare(a.begin, b.begin)
	}
	return bytes.Compare(s.out[a.from:a.to], s.out[b.from:b.to])
}

// walked is how many members are put in order by walking; more are sorted.
const walked = 24

// sort puts the members of an object, which are the end of out, in order.
func (s *scanner) sort(members []span) {
	if len(members) < 2 {
		return
	}
	from, moved := members[0].from, false
	if len(members) > walked {
		slices.SortFunc(members, s.compare)
		moved = true
	} else {
		for i := 1; i < len(members); i++ {
			m, j := members[i], i
			for ; j > 0 && (m.begin < members[j-1].begin ||
				m.begin == members[j-1].begin && s.compare(m, members[j-1]) < 0); j-- {
				members[j] = members[j-1]
			}
			if j < i {
				members[j], moved = m, true
			}
		}
	}
	if !moved {
		return
	}
	s.sorted = s.sorted[:0]
	for _, m := range members {
		s.sorted = append(s.sorted, s.out[m.from:m.to]...)
	}
	copy(s.out[from:], s.sorted)
}
