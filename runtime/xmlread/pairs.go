package xmlread

import (
	"github.com/strictpay/strictpay"
)

// Pairs reads a container of any children, nested ones included.
func (r *Reader) Pairs(v *strictpay.Pairs) bool {
	if !r.open(false) {
		return false
	}
	level, pairs := r.depth, strictpay.Pairs{}
	for r.Next() {
		if p, ok := r.Extra(); ok {
			*Grow(r, (*[]strictpay.Pair)(&pairs)) = p
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
	level, start, text := r.depth, r.pos, false
	for {
		kind, b := r.next()
		switch kind {
		case pieceText:
			text = text || !blank(b)
		case pieceChild:
			if p.Children == nil {
				p.Children = strictpay.Pairs{}
			}
			if !text {
				if child, ok := r.Extra(); ok {
					*Grow(r, (*[]strictpay.Pair)(&p.Children)) = child
				}
			}
		case pieceEnd:
			if p.Children == nil {
				return r.pairText(p, start)
			}
			return true
		default:
			return false
		}
		if text && p.Children != nil {
			r.wrong(level)
			return false
		}
	}
}

// pairText reads an element again that has no children: all of it is its text.
func (r *Reader) pairText(p *strictpay.Pair, start int) bool {
	r.pos, r.done = start, false
	text, markup, ok := r.content()
	if !ok {
		return false
	}
	if markup {
		r.drift(strictpay.KindType, markupInText)
	}
	p.Value = r.Keep(text)
	return true
}
