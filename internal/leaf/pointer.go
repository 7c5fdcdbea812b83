package leaf

import (
	"strconv"
	"unicode/utf8"
)

// MaxDepth is how deep a document may nest; the root is 1.
const MaxDepth = 64

// maxName is where a member name is cut in a pointer, in bytes.
const maxName = 128

// A segment is one step of the path to the member being read: a name, or an index of an array.
type Segment struct {
	Name  []byte // a piece of the document; nil for an index
	Index int
}

// AppendPointer writes path as an RFC 6901 pointer.
func AppendPointer(b []byte, path []Segment) []byte {
	for i := range path {
		b = append(b, '/')
		if path[i].Name == nil {
			b = strconv.AppendInt(b, int64(path[i].Index), 10)
			continue
		}
		b = AppendToken(b, path[i].Name)
	}
	return b
}

// AppendToken escapes one name of a pointer and cuts it on a letter's border.
func AppendToken(b, name []byte) []byte {
	if len(name) > maxName {
		cut := maxName
		for cut > 0 && !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	for _, c := range name {
		switch c {
		case '~':
			b = append(b, '~', '0')
		case '/':
			b = append(b, '~', '1')
		default:
			b = append(b, c)
		}
	}
	return b
}
