package check

import (
	"strconv"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// A Checker checks a request just before it is sent, with the kinds and pointers of reading. Generated Check methods
// drive it.
type Checker struct {
	Version       string // the API version spoken; "" where an API has none
	AllowUnlisted bool   // enum values that are not listed are sent, and reported as drift
	devs          strictpay.Deviations
}

// Found are the findings so far.
func (c *Checker) Found() *strictpay.Deviations { return &c.devs }

// Here is a mark in the findings, before a member or an item is checked. Pointers are relative to the object that is
// being checked: Within and WithinItem complete those of the findings behind a mark. A member without findings costs
// nothing.
func (c *Checker) Here() int { return len(c.devs.List) }

// Within says that what was found behind a mark was found in a member.
func (c *Checker) Within(mark int, name string) {
	if mark < len(c.devs.List) {
		c.within(mark, pointer(name))
	}
}

// WithinItem says that what was found behind a mark was found in an item.
func (c *Checker) WithinItem(mark, i int) {
	if mark < len(c.devs.List) {
		c.within(mark, pointer(strconv.Itoa(i)))
	}
}

func (c *Checker) within(mark int, prefix string) {
	for i := range c.devs.List[mark:] {
		d := &c.devs.List[mark+i]
		d.Pointer = prefix + d.Pointer
	}
}

// pointer is the pointer to a member of the object that is being checked.
func pointer(name string) string { return string(leaf.AppendToken([]byte{'/'}, []byte(name))) }

// Note adds a deviation at a member of the object being checked.
func (c *Checker) Note(name string, kind strictpay.Kind, detail string) {
	c.noteAs(strictpay.Violation, name, kind, detail)
}

func (c *Checker) noteAs(severity strictpay.Severity, name string, kind strictpay.Kind, detail string) {
	at := ""
	if !c.devs.Full() {
		at = pointer(name)
	}
	c.devs.Add(severity, kind, at, detail)
}

// Inside notes what was found inside a member that was read as a document of its own.
func (c *Checker) Inside(name string, found []strictpay.Deviation) {
	prefix := ""
	if len(found) > 0 && !c.devs.Full() {
		prefix = pointer(name)
	}
	for _, d := range found {
		at := ""
		if !c.devs.Full() {
			at = prefix + d.Pointer
		}
		c.devs.Add(strictpay.Violation, d.Kind, at, d.Detail)
	}
}

// Missing notes a required member that is not set.
func (c *Checker) Missing(name string) { c.Note(name, strictpay.KindMissing, "required") }

// Int checks a range. It and others that find nothing in most requests are short enough to be inlined.
func (c *Checker) Int(name string, v, low, high int64) {
	if v < low || v > high {
		c.outside(name, low, high)
	}
}

func (c *Checker) outside(name string, low, high int64) {
	c.Note(name, strictpay.KindFormat, leaf.Outside(low, high))
}

// AmountIn checks that there is an amount, and that it is within a range, which may be nil.
func (c *Checker) AmountIn(name string, v strictpay.Decimal, required bool, r *Range) {
	if !v.IsSet() {
		if required {
			c.Missing(name)
		} else {
			c.Note(name, strictpay.KindFormat, "a Decimal that is no amount; leave the member out, or write 0")
		}
		return
	}
	if detail := r.Broken(v); detail != "" {
		c.Note(name, strictpay.KindFormat, detail)
	}
}

// Date checks that there is a date.
func (c *Checker) Date(name string, v strictpay.Date, required bool) {
	switch {
	case v.IsSet():
	case required:
		c.Missing(name)
	default:
		c.Note(name, strictpay.KindFormat, "a Date that is no day; leave the member out")
	}
}

// Listed checks an enum value: what the specification does not list is sent only where AllowUnlisted says so.
func (c *Checker) Listed(name, typ, v string, required, valid bool) {
	if !valid {
		c.unlisted(name, typ, v, required, c.AllowUnlisted)
	}
}

// Growing checks a value of an enum to which the provider adds: what the specification does not list yet is sent, and
// reported as drift.
func (c *Checker) Growing(name, typ, v string, required, valid bool) {
	if !valid {
		c.unlisted(name, typ, v, required, true)
	}
}

func (c *Checker) unlisted(name, typ, v string, required, allowed bool) {
	severity := strictpay.Violation
	switch {
	case v == "" && required:
		c.Missing(name)
		return
	case !utf8.ValidString(v): // another value would be sent
		c.Note(name, strictpay.KindFormat, "invalid UTF-8")
		return
	case v != "" && allowed:
		severity = strictpay.Drift
	}
	c.noteAs(severity, name, strictpay.KindUnknownValue, leaf.Unlisted(typ, []byte(v)))
}

// Gate checks that the API version spoken has a member that is set. since and until are versions, "" for no bound.
func (c *Checker) Gate(name string, set bool, since, until string) {
	if !set || c.Version == "" {
		return
	}
	switch {
	case since != "" && CompareVersions(c.Version, since) < 0:
		c.Note(name, strictpay.KindUnknownMember, "since API "+since+", and "+c.Version+" is spoken")
	case until != "" && CompareVersions(until, c.Version) < 0:
		c.Note(name, strictpay.KindUnknownMember, "until API "+until+", and "+c.Version+" is spoken")
	}
}

// Segment checks a text that becomes a segment of the path.
func (c *Checker) Segment(name, v string, rule *Rule) {
	switch v {
	case "":
		c.Missing(name)
	case ".", "..":
		c.Note(name, strictpay.KindFormat, "a dot segment would call another address")
	default:
		c.Text(name, v, true, rule)
	}
}
