package jsonread

import (
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
)

// mismatch notes that another type stands here than the specification says, or null where none is allowed, and passes over the value.
// A scalar that is no JSON at all is a syntax error and nothing else; a container was seen to be of the wrong type before anything inside it can break.
func (r *Reader) mismatch(typ, want string) {
	if r.broken {
		return
	}
	kind, detail := strictpay.KindType, want+" is due"
	if typ != "" {
		detail = typ + ": " + detail
	}
	switch r.at() {
	case '{', '[':
		r.violation(kind, detail)
		r.Skip()
		return
	case 'n':
		kind = strictpay.KindNull
	}
	r.Skip()
	if !r.broken {
		r.violation(kind, detail)
	}
}

// token is the decoded text of the string here, valid until the next read; anything else is a mismatch.
func (r *Reader) token(typ string) ([]byte, bool) {
	data, i := r.data, blanks(r.data, r.pos)
	r.pos = i
	if i == len(data) || data[i] != '"' {
		r.mismatch(typ, "string")
		return nil, false
	}
	start := i + 1
	if end := plain(data, start); end < len(data) && data[end] == '"' {
		r.pos = end + 1
		return data[start:end], true
	}
	return r.text()
}

// keep copies text that outlives the document.
func (r *Reader) keep(b []byte) string { return r.arena.Keep(b) }

// String reads a text.
func (r *Reader) String(v *string) bool {
	b, ok := r.token("")
	if ok {
		*v = r.keep(b)
	}
	return ok
}

// Text reads a text that must keep a rule.
func (r *Reader) Text(v *string, rule *check.Rule) bool {
	b, ok := r.ruled(rule)
	if ok {
		*v = r.keep(b)
	}
	return ok
}

// ruled is token for a text with a rule; one that breaks it is noted and counts all the same.
func (r *Reader) ruled(rule *check.Rule) ([]byte, bool) {
	b, ok := r.token("")
	if !ok {
		return nil, false
	}
	if detail := rule.Broken(b); detail != "" {
		r.violation(strictpay.KindFormat, detail)
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

// Bool reads true or false.
func (r *Reader) Bool(v *bool) bool {
	r.space()
	switch r.at() {
	case 't':
		*v = true
		return r.literal("true")
	case 'f':
		*v = false
		return r.literal("false")
	}
	r.mismatch("", "boolean")
	return false
}

// Int64 reads an integer: no fraction, no exponent.
func (r *Reader) Int64(v *int64) bool {
	r.space()
	if c := r.at(); c != '-' && c-'0' > 9 {
		r.mismatch("", "integer")
		return false
	}
	text, whole, ok := r.number()
	if !ok {
		return false
	}
	if !whole {
		r.violation(strictpay.KindType, "an integer is due, without fraction or exponent")
		return false
	}
	n, ok := ParseInt(text)
	if !ok {
		r.violation(strictpay.KindType, "an integer of 64 bits is due")
		return false
	}
	*v = n
	return true
}

// Int64In reads an integer and checks its range; a value outside is noted and kept.
func (r *Reader) Int64In(v *int64, low, high int64) bool {
	if !r.Int64(v) {
		return false
	}
	if *v < low || *v > high {
		r.violation(strictpay.KindFormat, leaf.Outside(low, high))
	}
	return true
}

// Int32 reads an integer of 32 bits.
func (r *Reader) Int32(v *int32) bool {
	var wide int64
	if !r.Int64(&wide) {
		return false
	}
	if int64(int32(wide)) != wide {
		r.violation(strictpay.KindType, "an integer of 32 bits is due")
		return false
	}
	*v = int32(wide)
	return true
}

// Int32In reads an integer of 32 bits and checks its range.
func (r *Reader) Int32In(v *int32, low, high int64) bool {
	if !r.Int32(v) {
		return false
	}
	if int64(*v) < low || int64(*v) > high {
		r.violation(strictpay.KindFormat, leaf.Outside(low, high))
	}
	return true
}

// parseInt reads digits with an optional minus that the scanner has accepted.
func ParseInt(b []byte) (int64, bool) {
	negative := b[0] == '-'
	if negative {
		b = b[1:]
	}
	if len(b) > 19 {
		return 0, false
	}
	var n uint64
	for _, c := range b {
		n = n*10 + uint64(c-'0')
	}
	switch {
	case negative && n <= 1<<63:
		return -int64(n), true
	case !negative && n < 1<<63:
		return int64(n), true
	}
	return 0, false
}

// Time reads an RFC 3339 date-time with zone.
func (r *Reader) Time(v *time.Time) bool {
	b, ok := r.token("")
	if !ok {
		return false
	}
	t, ok := parseTime(b)
	if !ok {
		r.violation(strictpay.KindFormat, "a date-time of RFC 3339 with zone is due")
		return false
	}
	*v = t
	return true
}

// Enum reads a text that is usually one of few; generated code looks it up before anything is copied.
func (r *Reader) Enum(typ string) ([]byte, bool) { return r.token(typ) }

// Unlisted notes a value that the specification does not list and keeps it.
func (r *Reader) Unlisted(typ string, b []byte) string {
	r.drift(strictpay.KindUnknownValue, leaf.Unlisted(typ, b))
	return r.keep(b)
}

// Keeps checks the rule of a value that is not listed; those that are keep it by being listed.
func (r *Reader) Keeps(b []byte, rule *check.Rule) {
	if detail := rule.Broken(b); detail != "" {
		r.violation(strictpay.KindFormat, detail)
	}
}

// UnlistedInt is Unlisted for enums of integers.
func (r *Reader) UnlistedInt(typ string, n int64) {
	r.drift(strictpay.KindUnknownValue, leaf.Unlisted(typ, strconv.AppendInt(nil, n, 10)))
}

// Map reads an object of texts: at most maxCount of them, names of at most maxKey characters; 0 is no limit.
func (r *Reader) Map(v *map[string]string, maxCount, maxKey int, rule *check.Rule) bool {
	if !r.Object("") {
		return false
	}
	m := make(map[string]string)
	for r.Next() {
		if !r.firstOther() {
			r.Skip()
			continue
		}
		name := string(r.name)
		if maxKey > 0 && utf8.RuneCountInString(name) > maxKey {
			r.violation(strictpay.KindFormat, "a name longer than "+strconv.Itoa(maxKey)+" characters")
		}
		var text string
		if r.Text(&text, rule) {
			m[name] = text
		}
	}
	r.pop()
	r.Count(len(m), 0, maxCount)
	*v = m
	return true
}

// Count checks how many items or entries the value just read has; high 0 is no limit.
func (r *Reader) Count(n, low, high int) {
	if r.broken {
		return
	}
	if n < low {
		r.violation(strictpay.KindFormat, "fewer than "+strconv.Itoa(low)+" items")
	}
	if high > 0 && n > high {
		r.violation(strictpay.KindFormat, "more than "+strconv.Itoa(high)+" items")
	}
}
