package xmlread

import (
	"github.com/strictpay/strictpay"
)

// Pairs reads a container of any children, nested ones included. A repeated name that is not marked type="cell" is a duplicate.
func (r *Reader) Pairs(v *strictpay.Pairs) bool {
	if !r.Element("") {
		return false
	}
	level, pairs := r.depth, strictpay.Pairs{}
	for r.Next() {
		if p, ok := r.Extra(); ok {
			pairs = append(pairs, p)
		}
	}
	if r.broken || r.frames[level-1].mixed {
		return false
	}
	*v = pairs
	return true
}

// pair reads the element into p: its children where it has any, else its text.
func (r *Reader) pair(p *strictpay.Pair) bool {
	level, pieces := r.depth, 0
	var text []byte
	for {
		kind, b := r.next()
		switch kind {
		case pieceText:
			if p.Children == nil {
				text = r.join(text, b, pieces)
				pieces++
			} else if !blank(b) {
				r.wrong(level, "elements are due, not text")
				return false
			}
		case pieceChild:
			if p.Children == nil && !blank(text) {
				r.wrong(level, "elements are due, not text")
				return false
			}
			if p.Children == nil {
				p.Children = strictpay.Pairs{}
			}
			if child, ok := r.Extra(); ok {
				p.Children = append(p.Children, child)
			}
		case pieceEnd:
			if p.Children == nil {
				p.Value = r.Keep(text)
			}
			return true
		default:
			return false
		}
	}
}
