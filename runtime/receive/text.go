package receive

import (
	"encoding/binary"
	"encoding/json"
	"math/bits"

	"github.com/strictpay/strictpay/internal/leaf"
)

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
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i : i+8])
		quote, slash := w^leaf.Ones*'"', w^leaf.Ones*'\\'
		// The highest bit of a byte is set where the byte is one of them. Above the first such byte a borrow can set
		// it as well; only the first counts.
		if hit := ((quote-leaf.Ones)&^quote | (slash-leaf.Ones)&^slash) & leaf.HighBits; hit != 0 {
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
