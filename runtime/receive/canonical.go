package receive

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/leaf"
)

// maxDepth is more than what any document has that was read without violation.
const maxDepth = 100

// A scanner writes a JSON document in a form of its own: without white space, members sorted, texts escaped one way.
// The document was read before; what a strict reader refuses may pass here, or not.
type scanner struct {
	data    []byte
	pos     int
	out     []byte
	members []span // of the objects that are open
	sorted  []byte
	depth   int
}

// A span is a member in out, its comma included.
type span struct{ from, to int }

// document writes a whole document, without the members that some pointers name.
func (s *scanner) document(except []string) bool {
	return s.value(except) && s.next() == 0 && s.pos == len(s.data)
}

// next goes past white space and gives the byte there, 0 at the end.
func (s *scanner) next() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// take goes past a byte that must come next.
func (s *scanner) take(c byte) bool {
	if s.next() != c {
		return false
	}
	s.pos++
	return true
}

func (s *scanner) value(except []string) bool {
	switch s.next() {
	case '{':
		return s.object(except)
	case '[':
		return s.array()
	case '"':
		return s.text()
	}
	from := s.pos
	for s.pos < len(s.data) && !strings.ContainsRune(" \t\n\r,]}", rune(s.data[s.pos])) {
		s.pos++
	}
	s.out = append(s.out, s.data[from:s.pos]...)
	return s.pos > from
}

// text writes a text as it is; where characters are escaped, as the module's own writer escapes them.
func (s *scanner) text() bool {
	from := s.pos
	if !s.take('"') {
		return false
	}
	escaped := false
	for ; s.pos < len(s.data); s.pos++ {
		switch s.data[s.pos] {
		case '\\':
			escaped = true
			s.pos++
		case '"':
			s.pos++
			raw := s.data[from:s.pos]
			if !escaped {
				s.out = append(s.out, raw...)
				return true
			}
			var text string
			if json.Unmarshal(raw, &text) != nil {
				return false
			}
			s.out = leaf.AppendString(s.out, text)
			return true
		}
	}
	return false
}

func (s *scanner) array() bool {
	if !s.open('[') {
		return false
	}
	for s.next() != ']' {
		if !s.value(nil) || s.next() != ']' && !s.take(',') {
			return false
		}
		s.out = append(s.out, ',')
	}
	return s.close(']')
}

func (s *scanner) object(except []string) bool {
	if !s.open('{') {
		return false
	}
	first := len(s.members)
	for s.next() != '}' {
		from := len(s.out)
		if !s.text() || !s.take(':') {
			return false
		}
		below, left := within(except, s.out[from+1:len(s.out)-1])
		s.out = append(s.out, ':')
		if !s.value(below) || s.next() != '}' && !s.take(',') {
			return false
		}
		if left {
			s.out = s.out[:from]
			continue
		}
		s.out = append(s.out, ',')
		s.members = append(s.members, span{from, len(s.out)})
	}
	s.sort(s.members[first:])
	s.members = s.members[:first]
	return s.close('}')
}

func (s *scanner) open(c byte) bool {
	s.depth++
	s.pos++
	s.out = append(s.out, c)
	return s.depth <= maxDepth
}

func (s *scanner) close(c byte) bool {
	s.depth--
	s.pos++
	s.out = append(s.out, c)
	return true
}

// sort puts the members of an object, which are the end of out, in order.
func (s *scanner) sort(members []span) {
	compare := func(a, b span) int { return bytes.Compare(s.out[a.from:a.to], s.out[b.from:b.to]) }
	if slices.IsSortedFunc(members, compare) {
		return
	}
	from := members[0].from
	slices.SortFunc(members, compare)
	s.sorted = s.sorted[:0]
	for _, m := range members {
		s.sorted = append(s.sorted, s.out[m.from:m.to]...)
	}
	copy(s.out[from:], s.sorted)
}

// within gives the pointers below a member, and whether one of them is the member itself.
func within(pointers []string, member []byte) (below []string, itself bool) {
	for _, pointer := range pointers {
		name, rest, deeper := strings.Cut(pointer[1:], "/")
		switch {
		case name != string(member):
		case deeper:
			below = append(below, "/"+rest)
		default:
			itself = true
		}
	}
	return below, itself
}

// lookup finds the value that a pointer leads to through objects.
func lookup(data []byte, pointer string) (value []byte, found bool) {
	for name := range strings.SplitSeq(pointer[1:], "/") {
		if data, found = memberOf(data, name); !found {
			return nil, false
		}
	}
	return data, true
}

func memberOf(object []byte, name string) (value []byte, found bool) {
	s := scanner{data: object}
	if !s.take('{') {
		return nil, false
	}
	for s.next() == '"' {
		s.out = s.out[:0]
		if !s.text() {
			return nil, false
		}
		is := string(s.out[1:len(s.out)-1]) == name
		if !s.take(':') {
			return nil, false
		}
		from := s.pos
		if !s.value(nil) {
			return nil, false
		}
		if is {
			return object[from:s.pos], true
		}
		if !s.take(',') {
			return nil, false
		}
	}
	return nil, false
}
