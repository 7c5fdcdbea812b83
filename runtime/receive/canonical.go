package receive

import (
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// maxDepth is more than what any document has that was read without violation.
const maxDepth = 100

// A scanner writes a JSON document in a form of its own: without white space, members sorted, texts escaped one way.
// The document was read before; what a strict reader refuses may pass here, or not.
type scanner struct {
	data    []byte
	pos     int
	out     []byte
	longest int    // how long out was at most
	members []span // of the objects that are open
	sorted  []byte
	depth   int
	places  jsonread.Places // of the document's members, where its reader noted them
	order   []int32         // of the members of all objects of the last such document
	ordered int             // how many of the members of this document are in order
}

// document writes a whole document, without the members that some pointers name.
func (s *scanner) document(except []string) bool {
	return s.value(except) && s.next() == 0 && s.pos == len(s.data)
}

// next goes past white space and gives the byte there, 0 at the end.
func (s *scanner) next() byte {
	if s.pos < len(s.data) && s.data[s.pos] > ' ' {
		return s.data[s.pos]
	}
	return s.pastBlanks()
}

// pastBlanks is the rest of next, apart so that next is inlined.
func (s *scanner) pastBlanks() byte {
	if s.pos = leaf.Blanks(s.data, s.pos); s.pos == len(s.data) {
		return 0
	}
	return s.data[s.pos]
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
	for s.pos < len(s.data) && !ends(s.data[s.pos]) {
		s.pos++
	}
	s.out = append(s.out, s.data[from:s.pos]...)
	return s.pos > from
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
		if name := s.plain(); name > 0 {
			if len(except) > 0 && s.leftOut(except, from, name) {
				continue
			}
			s.members = append(s.members, span{int32(from), int32(len(s.out)), 0, begin(s.out[from+1:])})
			continue
		}
		if !s.text() || !s.take(':') {
			return false
		}
		var below []string
		left := false
		if len(except) > 0 {
			below, left = within(except, s.out[from+1:len(s.out)-1])
		}
		s.out = append(s.out, ':')
		if !s.value(below) || s.next() != '}' && !s.take(',') {
			return false
		}
		if left {
			s.longest = max(s.longest, len(s.out))
			s.out = s.out[:from]
			continue
		}
		s.out = append(s.out, ',')
		s.members = append(s.members, span{int32(from), int32(len(s.out)), 0, begin(s.out[from+1:])})
	}
	s.sort(s.members[first:])
	s.members = s.members[:first]
	return s.close('}')
}

// plain writes a member as most are: a name and a text without escapes, a number or a literal, with at most one blank
// between them. It gives the length of the name with its quotes, 0 where it has done nothing because the member is
// another.
func (s *scanner) plain() (name int) {
	data, from := s.data, s.pos
	colon := quoteOrSlash(data, from+1) + 1
	if colon+2 >= len(data) || data[from] != '"' || data[colon-1] != '"' || data[colon] != ':' {
		return 0
	}
	value := colon + 1
	if data[value] == ' ' {
		value++
	}
	end := value + 1
	switch c := data[value]; {
	case c == '"':
		if end = quoteOrSlash(data, end) + 1; end >= len(data) || data[end-1] != '"' {
			return 0
		}
	case c == '-' || c-'0' <= 9 || c-'a' < 26:
		for end < len(data) && !ends(data[end]) {
			end++
		}
		if end == len(data) {
			return 0
		}
	default:
		return 0
	}
	switch data[end] {
	case ',':
		end++
		s.pos = end
	case '}', ' ', '\n', '\r', '\t':
		if s.pos = end; s.next() == ',' {
			s.pos++
		} else if s.next() != '}' {
			s.pos = from
			return 0
		}
	default:
		return 0
	}
	if value == colon+1 {
		s.out = append(s.out, data[from:end]...)
	} else {
		s.out = append(append(s.out, data[from:colon+1]...), data[value:end]...)
	}
	if data[end-1] != ',' {
		s.out = append(s.out, ',')
	}
	return colon - from
}

// leftOut takes back the member that begins at a place in out where one of the pointers names it.
func (s *scanner) leftOut(except []string, from, name int) bool {
	_, left := within(except, s.out[from+1:from+name-1])
	if left {
		s.longest = max(s.longest, len(s.out))
		s.out = s.out[:from]
	}
	return left
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
