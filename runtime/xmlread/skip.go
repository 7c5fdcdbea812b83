package xmlread

import "bytes"

// Skip passes over the element being read, to its own end tag. Only its depth is judged: what is in it may be a text
// of any form.
func (r *Reader) Skip() { r.skip(r.depth) }

// skip passes over the rest of an open element. A start tag in it opens an element, and an end tag closes the
// innermost one of its name; what belongs to neither is text.
func (r *Reader) skip(level int) {
	if r.broken || r.tagged && !r.startTag() {
		return
	}
	if r.done && r.depth > level {
		r.pop()
	}
	if r.done {
		return
	}
	if r.frames[r.depth-1].empty {
		if r.depth == level {
			r.done = true
			return
		}
		r.pop()
	}
	for {
		next := bytes.IndexByte(r.data[r.pos:], '<')
		if next < 0 {
			r.pos = len(r.data)
			r.fail("the document ends before the end tag")
			return
		}
		r.pos += next
		switch rest := r.data[r.pos:]; {
		case bytes.HasPrefix(rest, cdataStart):
			if _, ok := r.until(len(cdataStart), "]]>"); !ok {
				return
			}
		case len(rest) > 1 && rest[1] == '/':
			if r.close(rest, level) {
				return
			}
		case !r.enter(rest):
			return
		}
	}
}

// close goes out of the innermost open element that the end tag here names, down to level; true where that is the one
// at level.
func (r *Reader) close(rest []byte, level int) bool {
	for at := r.depth; at >= level; at-- {
		if !r.ends(rest, r.nameOf(&r.frames[at-1])) {
			continue
		}
		for r.depth > at {
			r.pop()
		}
		r.done = true
		if at == level {
			return true
		}
		r.pop()
		return false
	}
	r.pos += 2
	return false
}

// enter goes into the element that begins here, if one does; false where it is too deep.
func (r *Reader) enter(rest []byte) bool {
	n := nameLength(rest[1:])
	end := bytes.IndexAny(rest[1:], "<>")
	if n == 0 || end < n || rest[1+end] == '<' {
		r.pos++
		return true
	}
	if c := rest[1+n]; c != '>' && c != '/' && !isBlank(c) {
		r.pos++
		return true
	}
	if !r.push(span{r.pos + 1, r.pos + 1 + n}) {
		return false
	}
	r.tagged = false
	r.pos += end + 2
	if rest[end] == '/' {
		r.pop()
	}
	return true
}
