package strictpay

import (
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay/internal/leaf"
)

// Kind says in which way a document differs from its specification.
type Kind string

// The kinds. Whether a deviation is a violation or drift is decided case by case, not by its kind.
const (
	KindSyntax        Kind = "syntax"         // not well-formed, or nested deeper than 64 levels
	KindMissing       Kind = "missing"        // a required member is absent
	KindNull          Kind = "null"           // null where the specification does not allow it
	KindType          Kind = "type"           // another type than specified
	KindFormat        Kind = "format"         // outside the format, pattern, length or range
	KindDuplicate     Kind = "duplicate"      // a member name again in one object
	KindUnion         Kind = "union"          // members of a variant that is not selected, or a success that is denied
	KindIdentity      Kind = "identity"       // about another order, payment or request than the call asked about
	KindMediaType     Kind = "media-type"     // an undeclared media type
	KindStatus        Kind = "status"         // an undeclared HTTP status
	KindSize          Kind = "size"           // a body over the limit
	KindUnknownMember Kind = "unknown-member" // a member that the specification does not name
	KindUnknownValue  Kind = "unknown-value"  // an enum value or code that the specification does not list
)

// Severity says whether the typed value survived a deviation.
type Severity string

// A violation means that something the caller relies on is missing, unreadable or about something else; it is always
// an error. Drift means that the value is complete and could be read in one way only; it is reported, and no error
// unless WithExact asks for that.
const (
	Violation Severity = "violation"
	Drift     Severity = "drift"
)

// A Deviation is one place where a document differs from its specification. Detail names type and rule, never the
// member's value, except an enum value or code that the specification does not list.
type Deviation struct {
	Severity Severity
	Kind     Kind
	Pointer  string // RFC 6901; names the member itself, also where it is missing
	Detail   string
}

// String is the kind, the pointer and the detail.
func (d Deviation) String() string {
	var b strings.Builder
	b.WriteString(string(d.Kind))
	b.WriteString(" at ")
	b.WriteString(strconv.Quote(d.Pointer))
	if d.Detail != "" {
		b.WriteString(": ")
		b.WriteString(d.Detail)
	}
	return b.String()
}

// MaxKept is how many deviations of one document are kept; further ones are only counted.
const MaxKept = 1000

// Deviations are the findings of one document, in reading order.
type Deviations struct {
	List     []Deviation // at most MaxKept
	Dropped  int         // found beyond that
	violated bool
	drifted  bool
}

// Add keeps or counts one deviation. It is called rarely, and inlined it would take room on the stack of every caller.
//
//go:noinline
func (d *Deviations) Add(severity Severity, kind Kind, pointer, detail string) {
	if severity == Violation {
		d.violated = true
	} else {
		d.drifted = true
	}
	if len(d.List) >= MaxKept {
		d.Dropped++
		return
	}
	d.List = append(d.List, Deviation{Severity: severity, Kind: kind, Pointer: pointer, Detail: detail})
}

// Join adds the deviations of a further look at the same document.
func (d *Deviations) Join(other Deviations) {
	if len(d.List) == 0 && d.Dropped == 0 {
		*d = other
		return
	}
	kept := min(len(other.List), MaxKept-len(d.List))
	d.List = append(d.List, other.List[:kept]...)
	d.Dropped += other.Dropped + len(other.List) - kept
	d.violated, d.drifted = d.violated || other.violated, d.drifted || other.drifted
}

// Violated reports whether any violation was found, dropped ones included.
func (d *Deviations) Violated() bool { return d != nil && d.violated }

// Drifted reports whether any drift was found, dropped ones included.
func (d *Deviations) Drifted() bool { return d != nil && d.drifted }

// Has reports whether a deviation of a kind was kept at a pointer.
func (d *Deviations) Has(kind Kind, pointer string) bool {
	return slices.ContainsFunc(d.List, func(x Deviation) bool { return x.Kind == kind && x.Pointer == pointer })
}

// HasViolation reports whether a violation was kept at a pointer.
func (d *Deviations) HasViolation(pointer string) bool {
	return slices.ContainsFunc(d.List, func(x Deviation) bool {
		return x.Severity == Violation && x.Pointer == pointer
	})
}

// Harden makes a violation of the drift of a kind that was kept at a pointer. It reports whether there was any.
func (d *Deviations) Harden(kind Kind, pointer string) bool {
	i := slices.IndexFunc(d.List, func(x Deviation) bool {
		return x.Severity == Drift && x.Kind == kind && x.Pointer == pointer
	})
	if i < 0 {
		return false
	}
	d.List[i].Severity, d.violated = Violation, true
	d.drifted = d.Dropped > 0 || slices.ContainsFunc(d.List, func(x Deviation) bool { return x.Severity == Drift })
	return true
}

// Full reports whether a further deviation would only be counted; callers then save themselves the pointer.
func (d *Deviations) Full() bool { return len(d.List) >= MaxKept }

// Below lengthens the pointer of the last deviation by a name.
func (d *Deviations) Below(name string) {
	if d.Dropped > 0 {
		return
	}
	last := &d.List[len(d.List)-1]
	last.Pointer = string(leaf.AppendToken(append([]byte(last.Pointer), '/'), []byte(name)))
}
