package jsonread

import (
	"slices"

	"github.com/strictpay/strictpay"
)

// Prove ends the members of an object whose schema names its evidence: where the object is the document, and none of
// the members was found, the document proves nothing, and what stands at the pointer at is missing. A member that was
// there and could not be read is reported already.
func (r *Reader) Prove(found bool, at string, members ...string) {
	if found || r.broken || r.depth != 1 || r.devs.Has(strictpay.KindMissing, at) {
		return
	}
	if slices.ContainsFunc(members, r.unreadable) {
		return
	}
	r.devs.Add(strictpay.Violation, strictpay.KindMissing, at, "nothing else here shows what the document is")
}

// unreadable reports whether a member, or one that it stands in, was there and could not be read.
func (r *Reader) unreadable(member string) bool {
	for i := range len(member) {
		if i > 0 && member[i] == '/' && r.devs.HasViolation(member[:i]) {
			return true
		}
	}
	return r.devs.HasViolation(member)
}

// Deny ends an object in which one member may deny what another one says.
func (r *Reader) Deny(denied bool, at, detail string) {
	if denied && !r.broken && r.depth == 1 {
		r.devs.Add(strictpay.Violation, strictpay.KindUnion, at, detail)
	}
}
