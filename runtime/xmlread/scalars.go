package xmlread

import (
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

const markupInText = "a < in a text"

// Keep copies text that outlives the document.
func (r *Reader) Keep(b []byte) string { return r.arena.Keep(b) }

// String reads a text.
func (r *Reader) String(v *string) bool { return r.Text(v, nil) }

// Text reads a text that must keep a rule.
func (r *Reader) Text(v *string, rule *check.Rule) bool {
	b, ok := r.ruled(rule)
	if ok {
		*v = r.Keep(b)
	}
	return ok
}

// ruled is content with a rule; a text that breaks it is noted and counts all the same. Markup that is not in the
// expected form of a text is a deviation of kind type.
func (r *Reader) ruled(rule *check.Rule) ([]byte, bool) {
	b, markup, ok := r.content()
	switch {
	case !ok:
		return nil, false
	case len(b) == 0 && rule.Formal():
		r.emptyText("a text of the documented form")
		return nil, false
	}
	severity, detail := rule.Broken(b)
	if markup {
		if severity == strictpay.Violation {
			r.violation(strictpay.KindType, "expected a text, found elements")
			return nil, false
		}
		r.drift(strictpay.KindType, markupInText)
	}
	if detail != "" {
		r.noteAt(r.depth, nil, severity, strictpay.KindFormat, detail)
	}
	return b, true
}

// Secret reads a text that must not be printed. rule may be nil.
func (r *Reader) Secret(v *strictpay.Secret, rule *check.Rule) bool {
	b, ok := r.ruled(rule)
	if ok {
		*v = strictpay.NewSecret(string(b))
	}
	return ok
}

// bare is the text of an element that must hold no markup.
func (r *Reader) bare(want string) ([]byte, bool) {
	b, markup, ok := r.content()
	if ok && markup {
		r.violation(strictpay.KindType, "expected "+want+", found elements")
		return nil, false
	}
	return b, ok
}

// Int64 reads an integer. One with a fraction or an exponent whose value is an integer all the same is noted.
func (r *Reader) Int64(v *int64) bool {
	n, ok := r.integer(64)
	if ok {
		*v = n
	}
	return ok
}

func (r *Reader) integer(bits int) (int64, bool) {
	b, ok := r.bare("an integer")
	if !ok {
		return 0, false
	}
	if len(b) == 0 {
		r.emptyText("an integer")
		return 0, false
	}
	whole := isInteger(b)
	if !whole {
		if _, number := jsonread.IsNumber(b); !number {
			r.violation(strictpay.KindFormat, "expected an integer")
			return 0, false
		}
	}
	n, form, detail := jsonread.Integer(b, whole, bits)
	switch form {
	case 0:
	case jsonread.Spelled:
		r.drift(strictpay.KindType, detail)
	default:
		r.violation(strictpay.KindFormat, detail)
		return 0, false
	}
	return n, true
}

// isInteger reports whether b is digits with an optional minus; XML has no integers of its own.
func isInteger(b []byte) bool {
	if b[0] == '-' {
		b = b[1:]
	}
	for _, c := range b {
		if c-'0' > 9 {
			return false
		}
	}
	return len(b) > 0
}

// Int64In reads an integer and checks its range; a value outside is noted and kept.
func (r *Reader) Int64In(v *int64, low, high int64) bool {
	if !r.Int64(v) {
		return false
	}
	r.within(*v, low, high)
	return true
}

// Int32 reads an integer of 32 bits.
func (r *Reader) Int32(v *int32) bool {
	n, ok := r.integer(32)
	if ok {
		*v = int32(n)
	}
	return ok
}

// Int32In reads an integer of 32 bits and checks its range.
func (r *Reader) Int32In(v *int32, low, high int64) bool {
	if !r.Int32(v) {
		return false
	}
	r.within(int64(*v), low, high)
	return true
}

func (r *Reader) within(n, low, high int64) {
	if n < low || n > high {
		r.drift(strictpay.KindFormat, leaf.Outside(low, high))
	}
}

// Flag reads 1, or 0 or nothing.
func (r *Reader) Flag(v *bool) bool {
	b, ok := r.bare("a flag")
	if !ok {
		return false
	}
	switch string(b) {
	case "", "0":
		*v = false
	case "1":
		*v = true
	default:
		r.violation(strictpay.KindFormat, "expected a flag: 1, 0 or nothing")
		return false
	}
	return true
}

// Decimal reads an amount. in may be nil; an amount outside of them is noted and kept.
func (r *Reader) Decimal(v *strictpay.Decimal, in *check.Range) bool {
	b, ok := r.bare("a decimal")
	if !ok {
		return false
	}
	if len(b) == 0 {
		r.emptyText("a decimal")
		return false
	}
	d, err := strictpay.ParseDecimal(r.Keep(b))
	if err != nil {
		r.violation(strictpay.KindFormat, "expected a decimal of at most 38 digits, without exponent")
		return false
	}
	if detail := in.Broken(d); detail != "" {
		r.drift(strictpay.KindFormat, detail)
	}
	*v = d
	return true
}

// Enum reads a text that is usually one of few; generated code looks it up before anything is copied. rule may be nil.
func (r *Reader) Enum(rule *check.Rule) ([]byte, bool) {
	b, markup, ok := r.content()
	if !ok || !markup {
		return b, ok
	}
	if severity, _ := rule.Broken(b); severity == strictpay.Violation {
		r.violation(strictpay.KindType, "expected a text, found elements")
		return nil, false
	}
	r.drift(strictpay.KindType, markupInText)
	return b, true
}

// Unlisted keeps a value that the specification does not list, and notes it. Those that are listed keep the rule by
// being listed.
func (r *Reader) Unlisted(typ string, b []byte, rule *check.Rule, v *string) bool {
	if len(b) == 0 && rule.Formal() {
		r.emptyText("a text of the documented form")
		return false
	}
	severity, detail := rule.Broken(b)
	if detail != "" {
		r.noteAt(r.depth, nil, severity, strictpay.KindFormat, detail)
	}
	if severity != strictpay.Violation {
		r.unlisted(typ, b)
	}
	*v = r.Keep(b)
	return true
}

func (r *Reader) unlisted(typ string, b []byte) {
	if r.devs.Full() {
		r.drift(strictpay.KindUnknownValue, "")
		return
	}
	r.drift(strictpay.KindUnknownValue, leaf.Unlisted(typ, b))
}

// UnlistedInt is Unlisted for enums of integers.
func (r *Reader) UnlistedInt(typ string, n int64) {
	var b [20]byte
	r.unlisted(typ, strconv.AppendInt(b[:0], n, 10))
}
