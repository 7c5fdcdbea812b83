package jsonread

import "github.com/strictpay/strictpay/internal/leaf"

// Next goes to the next member of the object and reads its name. It returns false at the end of the object, which it
// closes, and after a syntax error.
func (r *Reader) Next() bool { return r.NextName() != nil }

// NextName is Next and Name in one; nil at the end.
func (r *Reader) NextName() []byte {
	if r.broken {
		return nil
	}
	r.inside = false
	// What almost every member looks like; anything else is left to member.
	level := r.depth - 1
	f := &r.frames[level]
	data, before := r.data, r.pos
	i := leaf.Blanks(data, before)
	if f.hasItems && i < len(data) {
		switch {
		case data[i] == ',':
			i = leaf.Blanks(data, i+1)
		case data[i] == '}' && !f.swapped:
			r.pos = i + 1
			if r.places != nil {
				r.places.add(before, 0, 0, 0, r.depth, r.pos)
			}
			return nil
		default:
			return r.member()
		}
	}
	if i == len(data) || data[i] != '"' {
		return r.member()
	}
	start := i + 1
	end := plain(data, start)
	if end+1 >= len(data) || data[end] != '"' || data[end+1] != ':' {
		return r.member()
	}
	f.hasItems = true
	r.path[level] = segment{start, end}
	r.inside = true
	r.pos = leaf.Blanks(data, end+2) // where the value stands
	if r.places != nil {
		r.places.add(before, start, end+2, r.pos, level+1, start)
	}
	return data[start:end]
}

// member is NextName for the end of an object that is empty or stands for a list, for names with escapes or with blanks
// behind them, and for what is broken.
func (r *Reader) member() []byte {
	before := r.pos
	c, ok := r.delimiter('}')
	if !ok {
		if r.places != nil {
			r.places.add(before, 0, 0, 0, r.depth, r.pos)
		}
		return nil
	}
	start := r.pos + 1
	if c != '"' {
		r.fail("expected a member name")
		return nil
	}
	name, ok := r.text()
	if !ok {
		return nil
	}
	r.setName(r.depth-1, name)
	r.inside = true
	r.space()
	if r.pos == len(r.data) || r.data[r.pos] != ':' {
		r.fail("expected a colon")
		return nil
	}
	r.pos = leaf.Blanks(r.data, r.pos+1)
	if r.places != nil {
		r.places.add(before, start, 0, r.pos, r.depth, start)
	}
	return name
}

// Item goes to the next item of the array, as Next does.
func (r *Reader) Item() bool {
	if r.broken {
		return false
	}
	r.inside = false
	f := &r.frames[r.depth-1]
	first := !f.hasItems
	if _, ok := r.delimiter(']'); !ok {
		return false
	}
	index := 0
	if !first {
		index = r.path[r.depth-1].start + 1
	}
	r.path[r.depth-1] = segment{start: index}
	r.inside = true
	return true
}

// delimiter passes the comma or the end of a container and returns the first byte of what follows; false at the end.
func (r *Reader) delimiter(end byte) (byte, bool) {
	f := &r.frames[r.depth-1]
	if f.swapped {
		end ^= ']' ^ '}'
	}
	r.space()
	c := r.at()
	switch {
	case c == end:
		r.pos++
		return 0, false
	case f.hasItems && c == ',':
		r.pos++
		r.space()
		if c = r.at(); c == end {
			r.fail("a comma before the end")
			return 0, false
		}
	case f.hasItems && r.pos < len(r.data):
		r.fail("expected a comma")
		return 0, false
	}
	if r.pos == len(r.data) {
		r.fail("the document ends early")
		return 0, false
	}
	f.hasItems = true
	return c, true
}
