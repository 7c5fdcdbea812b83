package jsonread

import (
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// A Mark is a value that was passed over because the member that says how to read it had not come yet.
type Mark struct {
	pos int
	set bool
}

// Defer passes over the value here and remembers where it stands.
func (r *Reader) Defer() Mark {
	r.space()
	m := Mark{pos: r.pos, set: true}
	r.Skip()
	if r.broken {
		return Mark{}
	}
	return m
}

// Resume goes back to a deferred value of member name, calls read there, and returns to where it was.
func (r *Reader) Resume(m Mark, name string, read func()) {
	if !m.set {
		return
	}
	pos, inside, broken, own := r.pos, r.inside, r.broken, r.step(r.depth-1)
	r.pos, r.inside, r.broken = m.pos, true, false
	r.setName(r.depth-1, []byte(name))
	read()
	r.pos, r.inside, r.broken = pos, inside, broken
	r.setStep(r.depth-1, own)
}

// Union looks ahead into the object here: it notes a union deviation, passes over the object and returns false when
// none of its members belongs to the selected variant but some belong to others, whose names are sorted.
func (r *Reader) Union(own *Shape, others []string) bool {
	r.space()
	if r.at() != '{' || r.broken || r.firstIsOf(own) {
		return true
	}
	start := r.look()
	theirs := false
	r.pos++
	if r.push(nil) {
		for r.Next() {
			if own.Index(r.Name()) >= 0 {
				r.back(start)
				return true
			}
			if !theirs {
				_, theirs = slices.BinarySearch(others, string(r.Name()))
			}
			r.Skip()
		}
		r.pop()
	}
	if r.broken {
		// Read it again as it is: what stands before the break is reported, and the break with it.
		r.back(start)
		return true
	}
	if !theirs {
		r.back(start)
		return true
	}
	r.violation(strictpay.KindUnion, own.Type+": members of another variant, none of this one")
	return false
}

// firstIsOf reports whether the first member of the object here is one of the shape, where that is easily seen: in
// almost every document.
func (r *Reader) firstIsOf(own *Shape) bool {
	i := leaf.Blanks(r.data, r.pos+1)
	if i == len(r.data) || r.data[i] != '"' {
		return false
	}
	end := plain(r.data, i+1)
	return end < len(r.data) && r.data[end] == '"' && own.Index(r.data[i+1:end]) >= 0
}

// A lookahead is what a look-ahead must put back.
type lookahead struct {
	pos, depth     int
	inside, broken bool
	found          strictpay.Deviations // later ones are appended behind its list
}

func (r *Reader) look() lookahead {
	return lookahead{r.pos, r.depth, r.inside, r.broken, r.devs}
}

func (r *Reader) back(l lookahead) {
	r.pos, r.depth, r.inside, r.broken, r.devs = l.pos, l.depth, l.inside, l.broken, l.found
}
