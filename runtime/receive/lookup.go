package receive

import "strings"

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
