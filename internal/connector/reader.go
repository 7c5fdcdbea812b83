package connector

import "strings"

// A Tree is an answer as connectors see it: a text, a Tree, or a list of them under each name.
type Tree map[string]any

// Read reads the root element "data". Without it connectors refuse the answer.
func Read(text string) (Tree, bool) {
	root, _ := read(text).(Tree)
	data, ok := root["data"].(Tree)
	return data, ok
}

// read takes the first element that has an end, and does away with every later one that is the same byte by byte, at
// any depth. Of a name that comes again the last value counts; items of lists are marked type="cell". Texts are taken
// as they stand, without decoding and trimming. What holds no element is a text.
func read(text string) any {
	members := Tree{}
	for {
		e, ok := first(text)
		if !ok {
			break
		}
		if e.cell {
			list, _ := members[e.name].([]any)
			members[e.name] = append(list, read(e.inner))
		} else {
			members[e.name] = read(e.inner)
		}
		text = strings.ReplaceAll(text, e.whole, "")
	}
	if len(members) == 0 {
		return text
	}
	return members
}

// An element is one with a start and the first end of that name behind it.
type element struct {
	name, inner, whole string
	cell               bool
}

func first(text string) (element, bool) {
	for at := strings.IndexByte(text, '<'); at >= 0; {
		if e, ok := elementAt(text[at:]); ok {
			return e, true
		}
		next := strings.IndexByte(text[at+1:], '<')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return element{}, false
}

func elementAt(text string) (e element, ok bool) {
	tag, rest, ok := strings.Cut(text[1:], ">")
	if !ok {
		return e, false
	}
	e.name, _, _ = strings.Cut(tag, " ")
	switch strings.TrimPrefix(tag, e.name) {
	case "":
	case ` type="cell"`, ` type='cell'`:
		e.cell = true
	default:
		return e, false
	}
	if e.name == "" || strings.Trim(e.name, nameLetters) != "" {
		return e, false
	}
	end := "</" + e.name + ">"
	if e.inner, _, ok = strings.Cut(rest, end); !ok {
		return e, false
	}
	e.whole = text[:len("<>")+len(tag)+len(e.inner)+len(end)]
	return e, true
}

const nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
