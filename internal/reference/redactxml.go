package reference

import (
	"bytes"
	"slices"
	"strings"
)

// ofTransport are the elements that the transport adds to requests: no spec names them, and all say what is asked for.
var ofTransport = []string{"target", "action", "api_version"}

// XML gives an XML document without what is taken out, on indented lines. root is the element around the members; ""
// where they stand by themselves, as in requests. What cannot be read is taken out as a whole.
func (r *Redactor) XML(part Part, body []byte, root string) []byte {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	known := r.doc.variants(part.schema)
	w := xmlRedaction{r: r, rest: string(bytes.TrimPrefix(body, []byte("\ufeff")))}
	if !w.children(known, root, "", 0) {
		return []byte(Redacted)
	}
	return []byte(strings.TrimRight(w.out.String(), "\n"))
}

// xmlRedaction reads a document from left to right. Element names of these documents may be none that encoding/xml
// takes.
type xmlRedaction struct {
	r    *Redactor
	rest string
	out  strings.Builder
}

// deepest is how deep elements may stand in each other.
const deepest = 64

// children writes elements up to the end of the one that they stand in; false where they cannot be read.
func (w *xmlRedaction) children(known []node, root, within string, depth int) bool {
	for depth <= deepest {
		_, after, ok := strings.Cut(w.rest, "<")
		if !ok {
			return within == "" && strings.TrimSpace(w.rest) == ""
		}
		inside, rest, ok := strings.Cut(after, ">")
		if !ok {
			return false
		}
		w.rest = rest
		switch {
		case strings.HasPrefix(inside, "?"), strings.HasPrefix(inside, "!"):
			continue
		case strings.HasPrefix(inside, "/"):
			return strings.TrimSpace(inside[1:]) == within
		}
		e := xmlElement{known: known, depth: depth}
		e.name, _, _ = strings.Cut(strings.TrimSuffix(inside, "/"), " ")
		e.plain = root == "" && within == "" && slices.Contains(ofTransport, e.name)
		if root == "" || e.name != root {
			e.known = w.within(known, e.name)
		}
		if e.shown = e.name; !e.plain {
			e.shown = w.r.name(e.name, e.known)
		}
		if strings.HasSuffix(inside, "/") {
			w.line(depth, "<"+e.shown+"/>")
		} else if !w.element(e) {
			return false
		}
	}
	return false
}

// within is what is known of an element: of a list, what is known of its items.
func (w *xmlRedaction) within(known []node, name string) []node {
	inner := w.r.doc.memberOf(known, name)
	if declares(inner, "items") {
		return w.r.doc.within(inner, "items")
	}
	return inner
}

// An xmlElement is one whose begin tag was read.
type xmlElement struct {
	name, shown string
	known       []node
	plain       bool // its text is nobody's
	depth       int
}

// element writes an element up to its end tag.
func (w *xmlRedaction) element(e xmlElement) bool {
	text, _, ok := strings.Cut(w.rest, "<")
	if !ok {
		return false
	}
	if !strings.HasPrefix(w.rest[len(text):], "</") {
		w.line(e.depth, "<"+e.shown+">")
		if !w.children(e.known, "", e.name, e.depth+1) {
			return false
		}
		w.line(e.depth, "</"+e.shown+">")
		return true
	}
	_, rest, ok := strings.Cut(w.rest, "</"+e.name+">")
	if !ok {
		return false
	}
	w.rest = rest
	switch {
	case text == "":
	case e.plain || isScalar(e.known):
		text = w.r.Text(text)
	default:
		w.r.Took(text)
		text = Redacted
	}
	w.line(e.depth, "<"+e.shown+">"+text+"</"+e.shown+">")
	return true
}

func (w *xmlRedaction) line(depth int, text string) {
	w.out.WriteString(strings.Repeat("  ", depth) + text + "\n")
}
