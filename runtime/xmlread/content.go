package xmlread

import "bytes"

// content is the text of the element being read: what stands up to its own end tag, whatever it is, with CDATA
// sections unwrapped. It is valid until the next read. markup reports that a < stands in it outside of CDATA.
func (r *Reader) content() (text []byte, markup, ok bool) {
	if !r.open(false) {
		return nil, false, false
	}
	if r.frames[r.depth-1].empty {
		r.done = true
		return nil, false, true
	}
	name := r.Name()
	// What almost every text looks like; anything else is left to the loop.
	if end := plainEnd(r.data, r.pos); r.endsAt(end, name) {
		if text = r.data[r.pos:end]; !r.entities || bytes.IndexByte(text, '&') < 0 {
			r.pos, r.done = end+len("</>")+len(name), true
			return text, false, true
		}
		text = nil
	}
	for pieces := 0; ; pieces++ {
		var piece []byte
		switch rest := r.data[r.pos:]; {
		case len(rest) == 0:
			r.fail("the document ends before the end tag")
			return nil, false, false
		case rest[0] != '<':
			piece, ok = r.plain(r.pos, r.pos)
		case len(rest) > 1 && rest[1] == '/' && r.ends(rest, name):
			r.done = true
			return text, markup, true
		case bytes.HasPrefix(rest, cdataStart):
			_, piece = r.section()
			ok = !r.broken
		default:
			markup = true
			piece, ok = r.plain(r.pos, r.pos+1)
		}
		if !ok {
			return nil, false, false
		}
		text = r.join(text, piece, pieces)
	}
}

var cdataStart = []byte("<![CDATA[")

// endsAt reports whether the end tag of an element stands at i, without blanks.
func (r *Reader) endsAt(i int, name []byte) bool {
	rest := r.data[i:]
	return len(rest) >= len("</>")+len(name) && rest[0] == '<' && rest[1] == '/' && rest[2+len(name)] == '>' &&
		string(rest[2:2+len(name)]) == string(name)
}

// ends passes over the end tag of an element where one stands. rest is what the document has from here on.
func (r *Reader) ends(rest, name []byte) bool {
	if !bytes.HasPrefix(rest[2:], name) {
		return false
	}
	i := 2 + len(name)
	for i < len(rest) && isBlank(rest[i]) {
		i++
	}
	if i == len(rest) || rest[i] != '>' {
		return false
	}
	r.pos += i + 1
	return true
}

// join puts a further piece behind a text: the first is taken as it is, a piece of the document.
func (r *Reader) join(text, b []byte, pieces int) []byte {
	switch pieces {
	case 0:
		return b
	case 1:
		r.buf = append(r.buf[:0], text...)
	}
	before := cap(r.buf)
	if r.buf = append(r.buf, b...); cap(r.buf) > before {
		r.built(cap(r.buf))
	}
	return r.buf
}
