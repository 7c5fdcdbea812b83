package leaf

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// AppendString writes a JSON string. Invalid UTF-8 becomes U+FFFD, as encoding/json has it.
//
// A JSON string has most texts as they are: ASCII without quotes, backslashes and control characters. So a text is
// copied while it is looked at, eight bytes at a time; the last eight may overlap those before.
func AppendString(b []byte, s string) []byte {
	n, start := len(s), len(b)
	if cap(b)-start < n+2 {
		return appendString(b, s)
	}
	b = b[:start+n+2]
	b[start], b[start+n+1] = '"', '"'
	text := b[start+1 : start+1+n]
	var all uint64
	last := uint64(Ones * ' ')
	switch {
	case n >= 8:
		w := Load8(s)
		binary.LittleEndian.PutUint64(text[:8:8], w)
		all = w | needsEscape(w)
		for i := 8; i < n-8; i += 8 {
			w := Load8(s[i:])
			binary.LittleEndian.PutUint64(text[i:i+8:i+8], w)
			all |= w | needsEscape(w)
		}
		last = Load8(s[n-8:])
		binary.LittleEndian.PutUint64(text[n-8:n:n], last)
	case n >= 4:
		first, end := Load4(s), Load4(s[n-4:])
		binary.LittleEndian.PutUint32(text[:4:4], uint32(first))
		binary.LittleEndian.PutUint32(text[n-4:n:n], uint32(end))
		last = first | end<<32
	case n > 0:
		first, middle, end := s[0], s[n/2], s[n-1]
		text[0], text[n/2], text[n-1] = first, middle, end
		last = uint64(first) | uint64(middle)<<8 | uint64(end)<<16 | 0x2020202020000000
	}
	if (all|last|needsEscape(last))&HighBits != 0 && (escapes(s) || !utf8.ValidString(s)) {
		return appendEscaped(b[:start], s)
	}
	return b
}

// appendString is AppendString where b has too little room. It is not inlined, so that AppendString has a small frame
// where there is room.
//
//go:noinline
func appendString(b []byte, s string) []byte { return AppendString(slices.Grow(b, len(s)+2), s) }

// escapes reports whether a text has a quote, a backslash or a control character.
func escapes(s string) bool {
	n := len(s)
	if n < 8 {
		for i := range n {
			if c := s[i]; c < ' ' || c == '"' || c == '\\' {
				return true
			}
		}
		return false
	}
	var found uint64
	for i := 0; i < n-8; i += 8 {
		w := Load8(s[i:])
		found |= needsEscape(w) &^ w
	}
	w := Load8(s[n-8:])
	return (found|needsEscape(w)&^w)&HighBits != 0
}

// appendEscaped is AppendString for a text that is not written as it is.
func appendEscaped(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			letter, size := utf8.DecodeRuneInString(s[i:])
			if letter == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				i++
				start = i
				continue
			}
			i += size
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}
