package jsonread

import (
	"bytes"
	"unicode/utf8"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Bounds of what plainValue looks at. JSON that a caller puts into a request is mostly a few members of short texts.
const (
	plainDepth = 8
	plainNames = 8 // of one object: each is compared with those before
)

// plainRaw reports whether data is one value, of a form that value finds the end of, in which a Reader would find
// nothing to note. What it does not report is left to a Reader, as escapes, deep values and objects of many members
// are. It takes a small part of the time of a Reader, which is made ready for whole answers.
func plainRaw(data []byte, value func(data []byte, i, depth int) int) bool {
	end := value(data, leaf.Blanks(data, 0), plainDepth)
	return end >= 0 && leaf.Blanks(data, end) == len(data)
}

// plainValue is where the value at i ends; -1 for one that is not plain, or none.
func plainValue(data []byte, i, depth int) int {
	if i >= len(data) {
		return -1
	}
	switch c := data[i]; {
	case c == '"':
		return plainText(data, i)
	case c == '{':
		return plainObject(data, i, depth)
	case c == '[':
		return plainArray(data, i, depth)
	case c == '-' || c-'0' <= 9:
		if end, _, ok := scanNumber(data, i); ok {
			return end // what runs on is neither a comma nor an end
		}
	case c == 't':
		return plainWord(data, i, "true")
	case c == 'f':
		return plainWord(data, i, "false")
	case c == 'n':
		return plainWord(data, i, "null")
	}
	return -1
}

func plainWord(data []byte, i int, word string) int {
	if len(data)-i < len(word) || string(data[i:i+len(word)]) != word {
		return -1
	}
	return i + len(word)
}

// plainText is plainValue for a text: one without escapes, so that it is its content.
func plainText(data []byte, i int) int {
	start := i + 1
	i = plain(data, start)
	ascii := true
	for i < len(data) && data[i] >= utf8.RuneSelf {
		ascii = false
		i = plain(data, i+1)
	}
	if i >= len(data) || data[i] != '"' || !ascii && !utf8.Valid(data[start:i]) {
		return -1
	}
	return i + 1
}

// plainObject is plainValue for an object. No name stands in it twice.
func plainObject(data []byte, i, depth int) int {
	if i >= len(data) || data[i] != '{' || depth == 0 {
		return -1
	}
	i = leaf.Blanks(data, i+1)
	if i < len(data) && data[i] == '}' {
		return i + 1
	}
	var names [plainNames][]byte
	for n := range names {
		if i >= len(data) || data[i] != '"' {
			return -1
		}
		end := plainText(data, i)
		if end < 0 {
			return -1
		}
		names[n] = data[i:end]
		for _, name := range names[:n] {
			if bytes.Equal(name, names[n]) {
				return -1
			}
		}
		if i = leaf.Blanks(data, end); i >= len(data) || data[i] != ':' {
			return -1
		}
		more := false
		if i, more = plainEnd(data, plainValue(data, leaf.Blanks(data, i+1), depth-1), '}'); !more {
			return i
		}
	}
	return -1
}

// plainArray is plainValue for an array.
func plainArray(data []byte, i, depth int) int {
	if depth == 0 {
		return -1
	}
	i = leaf.Blanks(data, i+1)
	if i < len(data) && data[i] == ']' {
		return i + 1
	}
	for more := true; more; {
		i, more = plainEnd(data, plainValue(data, i, depth-1), ']')
	}
	return i
}

// plainEnd returns where the next member or item begins, or where the container ends; -1 for neither. i is where the
// member or item before it ends.
func plainEnd(data []byte, i int, closing byte) (next int, more bool) {
	if i < 0 {
		return -1, false
	}
	if i = leaf.Blanks(data, i); i < len(data) {
		switch data[i] {
		case ',':
			return leaf.Blanks(data, i+1), true
		case closing:
			return i + 1, false
		}
	}
	return -1, false
}
