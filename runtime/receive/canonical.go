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
	for s.pos < len(s.data) && !ends(s.data[s.pos]) {
		s.pos++
	}
	s.out = append(s.out, s.data[from:s.pos]...)
	return s.pos > from
}

// ends reports whether a byte ends a number or a literal.
func ends(c byte) bool {
	switch c {
	case ' ', '\t', '\n', '\r', ',', ']', '}':
		return true
	}
	return false
}

// text writes a text as it is; where characters are escaped, as the module's own writer escapes them.
func (s *scanner) text() bool {
	if !s.take('"') {
		return false
	}
	from := s.pos - 1
	// Most texts have no escape: the first quote ends them.
	if n := bytes.IndexByte(s.data[s.pos:], '"'); n >= 0 && bytes.IndexByte(s.data[s.pos:s.pos+n], '\\') < 0 {
		s.pos += n + 1
		s.out = append(s.out, s.data[from:s.pos]...)
		return true
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

// walked is how many members are put in order by walking; more are sorted.
const walked = 24

// sort puts the members of an object, which are the end of out, in order.
func (s *scanner) sort(members []span) {
	if len(members) < 2 {
		return
	}
	from, moved := members[0].from, false
	if len(members) > walked {
		slices.SortFunc(members, func(a, b span) int { return bytes.Compare(s.out[a.from:a.to], s.out[b.from:b.to]) })
		moved = true
	} else {
		for i := 1; i < len(members); i++ {
			m := members[i]
			text := s.out[m.from:m.to]
			j := i
			for ; j > 0 && bytes.Compare(text, s.out[members[j-1].from:members[j-1].to]) < 0; j-- {
				members[j] = members[j-1]
			}
			members[j], moved = m, moved || j < i
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

// within gives the pointers below a member, and whether one of them is the member itself.
func within(pointers []string, member []byte) (below []string, itself bool) {
	for _, pointer := range pointers {
		rest, is := strings.CutPrefix(pointer[1:], string(member))
		switch {
		case !is:
		case rest == "":
			itself = true
		case rest[0] == '/':
			below = append(below, rest)
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
