package jsonread

import (
	"github.com/strictpay/strictpay"
)

// A Selection is what an object has in the member that selects its variant.
type Selection struct {
	Text []byte         // valid until the next read
	lack strictpay.Kind // what is wrong with the member; "" where it has a text
}

// Selected looks ahead into the object here for the member that selects its variant.
func (r *Reader) Selected(name string) Selection {
	selection := Selection{lack: strictpay.KindMissing}
	r.space()
	if r.at() != '{' || r.broken {
		return selection
	}
	start := r.look()
	r.pos++
	if r.push(nil) {
		for r.Next() {
			if string(r.Name()) == name {
				selection = r.selection()
				break
			}
			r.Skip()
		}
	}
	r.back(start)
	return selection
}

func (r *Reader) selection() Selection {
	r.space()
	switch c := r.at(); {
	case c == 'n':
		return Selection{lack: strictpay.KindNull}
	case c == '"' || c == '-' || c-'0' <= 9:
		if b, _, ok := r.token("a text"); ok {
			return Selection{Text: b}
		}
	}
	return Selection{lack: strictpay.KindType}
}

// Unselected keeps an object of which no variant is selected, and notes why: its member name is missing, or has none of
// the values that select one.
func (r *Reader) Unselected(typ, name string, selected Selection, v *strictpay.Raw) {
	r.space()
	if r.at() != '{' && !(r.at() == '[' && r.emptyContainer(']')) {
		r.mismatch(typ, "an object")
		return
	}
	text := append([]byte(nil), selected.Text...)
	if r.RawObject(v); r.broken {
		return
	}
	depth, inside, own := r.depth, r.inside, r.step(r.depth)
	r.setName(r.depth, []byte(name))
	r.depth, r.inside = depth+1, true
	if selected.lack == "" {
		r.unlisted(typ, text)
	} else {
		r.violation(selected.lack, "the member that selects the variant")
	}
	r.depth, r.inside = depth, inside
	r.setStep(depth, own)
}
