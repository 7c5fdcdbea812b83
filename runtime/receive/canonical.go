package receive

import (
	"encoding/binary"
	"encoding/json"
	"math/bits"

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
	most    int    // how long out was at most
	members []span // of the objects that are open
	sorted  []byte
	depth   int
	places  jsonread.Places // of the document's members, where its reader noted them
	order   []int32         // of the members of all objects of the last such document
	tried   int             // how much of it this document has used
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
	if s.next() != '"' {
		return false
	}
	from := s.pos
	end := quoteOrSlash(s.data, from+1)
	escaped := false
	for end < len(s.data) && s.data[end] == '\\' {
		escaped = true
		end = quoteOrSlash(s.data, min(end+2, len(s.data)))
	}
	if end == len(s.data) {
		return false
	}
	s.pos = end + 1
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

// quoteOrSlash is where the first quote or backslash from i on stands, len(data) for none. It looks at eight bytes at a
// time.
func quoteOrSlash(data []byte, i int) int {
	const each, high = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i : i+8])
		quote, slash := w^each*'"', w^each*'\\'
		// The highest bit of a byte is set where the byte is one of them. Above the first such byte a borrow can set
		// it as well; only the first counts.
		if hit := ((quote-each)&^quote | (slash-each)&^slash) & high; hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == '"' || c == '\\' {
			break
		}
	}
	return i
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
			s.most = max(s.most, len(s.out))
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
		s.most = max(s.most, len(s.out))
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
