package xmlread

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// DecodeText decodes &amp; &lt; &gt; &quot; &apos; and numeric entities, once. What is none of them, or no character
// of XML, stays as it is. Texts are read as they stand; this is for callers who know that their server escapes.
func DecodeText(s string) string {
	b := []byte(s)
	if d := decodeText(b); len(d) != len(b) {
		return string(d)
	}
	return s
}

// maxEntity is how long the longest entity may be: &#x10FFFF; with some leading zeros.
const maxEntity = 16

// decodeText gives b itself where there is nothing to decode.
func decodeText(b []byte) []byte {
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b
	}
	out := append(make([]byte, 0, len(b)), b[:i]...)
	for i < len(b) {
		if b[i] == '&' {
			if letter, n := entity(b[i:min(len(b), i+maxEntity)]); n > 0 {
				out = utf8.AppendRune(out, letter)
				i += n
				continue
			}
		}
		out = append(out, b[i])
		i++
	}
	return out
}

// entity reads the entity at the beginning of b; n is 0 where there is none.
func entity(b []byte) (letter rune, n int) {
	end := bytes.IndexByte(b, ';')
	if end < 2 {
		return 0, 0
	}
	n = end + 1
	switch name := string(b[1:end]); name {
	case "amp":
		return '&', n
	case "lt":
		return '<', n
	case "gt":
		return '>', n
	case "quot":
		return '"', n
	case "apos":
		return '\'', n
	default:
		if letter, ok := numeric(name); ok {
			return letter, n
		}
		return 0, 0
	}
}

func numeric(name string) (rune, bool) {
	if name[0] != '#' || len(name) < 2 {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v > utf8.MaxRune {
		return 0, false
	}
	letter := rune(v)
	return letter, isCharacter(letter)
}

// isCharacter reports whether a code point may stand in XML 1.0.
func isCharacter(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && utf8.ValidRune(c) && c != 0xFFFE && c != 0xFFFF
}
