package jsonread

import (
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
)

// Either says that the value here may be spelled as a text or as a number: neither is a deviation.
func (r *Reader) Either() *Reader {
	r.eitherAt = r.pos // blanks were passed over with the colon or the comma
	return r
}

// either reports whether Either was said of the token read last.
func (r *Reader) either() bool { return r.eitherAt == r.tokenAt }

// mismatch notes that another type stands here than the specification says, or null, and passes over the value. A
// scalar that is no JSON at all is a syntax error and nothing else; a container was seen to be of the wrong type
// before anything inside it can break.
func (r *Reader) mismatch(typ, want string) {
	switch c := r.at(); {
	case r.broken:
	case c == '{' || c == '[':
		r.mistyped(typ, want)
		r.Skip()
	case c == 'n':
		r.null(want)
	default:
		if r.Skip(); !r.broken {
			r.mistyped(typ, want)
		}
	}
}

func (r *Reader) mistyped(typ, want string) {
	if r.devs.Full() {
		r.violation(strictpay.KindType, "")
		return
	}
	detail := expected(want)
	if typ != "" {
		detail = typ + ": " + detail
	}
	r.violation(strictpay.KindType, detail)
}

// token is the decoded text of the string here, valid until the next read. A number stands for its own spelling, and
// is not quoted; what that means the caller notes. Anything else is a mismatch.
func (r *Reader) token(want string) (b []byte, quoted, ok bool) {
	data, i := r.data, leaf.Blanks(r.data, r.pos)
	r.pos, r.tokenAt = i, i
	if i == len(data) || data[i] != '"' {
		if r.at() == 'n' && r.passAllowedNull() { // what mismatch would find out after more steps
			return nil, false, false
		}
		if c := r.at(); c == '-' || c-'0' <= 9 {
			b, _, ok = r.number()
			return b, false, ok
		}
		r.mismatch("", want)
		return nil, false, false
	}
	start := i + 1
	if end := plain(data, start); end < len(data) && data[end] == '"' {
		r.pos = end + 1
		return data[start:end], true, true
	}
	b, ok = r.text()
	return b, true, ok
}

// unquoted notes a number where a text is expected.
func (r *Reader) unquoted() {
	if !r.either() {
		r.drift(strictpay.KindType, "a number; expected a text")
	}
}

// keep copies text that outlives the document.
func (r *Reader) keep(b []byte) string { return r.arena.Keep(b) }

// String reads a text.
func (r *Reader) String(v *string) bool {
	// What almost every text looks like; anything else is left to token.
	if data, i := r.data, r.pos; i < len(data) && data[i] == '"' {
		if text, end := r.arena.KeepPlain(data, i+1); end > 0 {
			r.pos = end + 1
			*v = text
			return true
		}
	}
	b, quoted, ok := r.token("a text")
	if !ok {
		return false
	}
	if !quoted {
		r.unquoted()
	}
	*v = r.keep(b)
	return true
}

// Text reads a text that must keep a rule.
func (r *Reader) Text(v *string, rule *check.Rule) bool {
	// What almost every text looks like; anything else is left to ruled.
	if data, i := r.data, r.pos; i < len(data) && data[i] == '"' {
		text, end := r.arena.KeepPlain(data, i+1)
		if end > i+1 && (rule.Fits(len(text)) || rule.Kept(data[i+1:end])) {
			r.pos = end + 1
			*v = text
			return true
		}
	}
	b, ok := r.ruled(rule)
	if ok {
		*v = r.keep(b)
	}
	return ok
}

// ruled is token for a text with a rule; one that breaks it is noted and counts all the same.
func (r *Reader) ruled(rule *check.Rule) ([]byte, bool) {
	b, quoted, ok := r.token("a text")
	switch {
	case !ok:
		return nil, false
	case len(b) == 0 && rule.Formal():
		r.empty("a text of the documented form")
		return nil, false
	}
	severity, detail := rule.Broken(b)
	if !quoted {
		if severity == strictpay.Violation && !r.either() {
			r.violation(strictpay.KindType, "a number; expected a text")
			return nil, false
		}
		r.unquoted()
	}
	if detail != "" {
		r.note(severity, strictpay.KindFormat, detail)
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

// Bool reads true or false; the text or number that stands for one is noted.
func (r *Reader) Bool(v *bool) bool {
	r.space()
	switch c := r.at(); {
	case c == 't':
		*v = true
		return r.literal("true")
	case c == 'f':
		*v = false
		return r.literal("false")
	case c == '"' || c == '-' || c-'0' <= 9:
		return r.spelledBool(v)
	}
	r.mismatch("", "a boolean")
	return false
}

func (r *Reader) spelledBool(v *bool) bool {
	b, _, ok := r.token("a boolean")
	if !ok {
		return false
	}
	switch string(b) {
	case "true", "1":
		*v = true
	case "false", "0":
		*v = false
	case "":
		r.empty("a boolean")
		return false
	default:
		r.violation(strictpay.KindType, "expected a boolean")
		return false
	}
	r.drift(strictpay.KindType, "a text or number; expected a boolean")
	return true
}

// Count checks how many items or entries the value just read has; high 0 is no limit.
func (r *Reader) Count(n, low, high int) {
	if r.broken {
		return
	}
	if n < low {
		r.drift(strictpay.KindFormat, "fewer than "+strconv.Itoa(low)+" items")
	}
	if high > 0 && n > high {
		r.drift(strictpay.KindFormat, "more than "+strconv.Itoa(high)+" items")
	}
}
