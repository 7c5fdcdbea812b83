package damage

// A writer writes a tree. For JSON it can note for every byte what a reader that meets the end there was reading.
type writer struct {
	text   []byte
	noting bool
	places []place // one per byte
}

// A place is where a document that is cut ends.
type place struct {
	pointer string // the member that was being read, or the container between two
	number  *Node  // the scalar whose text was cut, if its beginning can be a whole number
	length  int    // how much of it is there
}

// put writes text. The end before its first byte is met at first, the end before any other one at rest.
func (w *writer) put(text, first, rest string) {
	if w.noting {
		for i := range len(text) {
			if i == 0 {
				w.places = append(w.places, place{pointer: first})
			} else {
				w.places = append(w.places, place{pointer: rest})
			}
		}
	}
	w.text = append(w.text, text...)
}

// document writes a JSON document.
func (w *writer) document(n *Node) {
	w.put(n.Lead, "", "")
	w.json(n, "", "")
}

// json writes a value that has a pointer; outer is the pointer of what is read where it begins.
func (w *writer) json(n *Node, pointer, outer string) {
	switch n.Type {
	case Object, Array:
		brackets := "[]"
		if n.Type == Object {
			brackets = "{}"
		}
		w.put(brackets[:1], outer, outer)
		for i, c := range n.Children {
			if i > 0 {
				w.put(",", pointer, pointer)
			}
			w.put(c.Lead, pointer, pointer)
			at := ""
			if w.noting {
				at = childPointer(n, c, i, pointer)
			}
			if n.Type == Array {
				w.json(c, at, pointer)
				continue
			}
			w.label(c.Label, pointer, at)
			w.json(c, at, at)
		}
		w.put(n.Tail, pointer, pointer)
		w.put(brackets[1:], pointer, pointer)
	default:
		before := len(w.places)
		w.put(n.Text, outer, pointer)
		if w.noting && n.Type == Number {
			for i := 1; i < len(n.Text); i++ {
				w.places[before+i].number, w.places[before+i].length = n, i
			}
		}
	}
	w.put(n.After, parentOf(pointer), parentOf(pointer))
}

// label writes a name and its colon: the end within the name is met in the container, behind the name at the member.
func (w *writer) label(label, container, member string) {
	end := closingQuote(label) + 1
	w.put(label[:end], container, container)
	w.put(label[end:], member, member)
}

func parentOf(pointer string) string {
	for i := len(pointer) - 1; i >= 0; i-- {
		if pointer[i] == '/' {
			return pointer[:i]
		}
	}
	return ""
}

// element writes an element of XML.
func (w *writer) element(n *Node) {
	w.put(n.Lead, "", "")
	w.put(n.Label, "", "")
	w.put(n.Text, "", "")
	for _, c := range n.Children {
		w.element(c)
	}
	w.put(n.Tail, "", "")
	w.put(n.End, "", "")
	w.put(n.After, "", "")
}
