package jsonread

import (
	"strconv"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
	"github.com/strictpay/strictpay/runtime/check"
)

// Enum reads a text that is usually one of few; generated code looks it up before anything is copied. rule may be nil.
func (r *Reader) Enum(rule *check.Rule) ([]byte, bool) {
	// What almost every one looks like; anything else is left to token.
	if data, i := r.data, r.pos; i < len(data) && data[i] == '"' {
		if end := plain(data, i+1); end < len(data) && data[end] == '"' {
			r.pos = end + 1
			return data[i+1 : end], true
		}
	}
	b, quoted, ok := r.token("a text")
	if !ok || quoted {
		return b, ok
	}
	if severity, _ := rule.Broken(b); severity == strictpay.Violation && !r.either() {
		r.violation(strictpay.KindType, "a number; expected a text")
		return nil, false
	}
	r.unquoted()
	return b, true
}

// Unlisted keeps a value that the specification does not list, and notes it. Those that are listed keep the rule by
// being listed.
func (r *Reader) Unlisted(typ string, b []byte, rule *check.Rule, v *string) bool {
	if len(b) == 0 && rule.Formal() {
		r.empty("a text of the documented form")
		return false
	}
	severity, detail := rule.Broken(b)
	if detail != "" {
		r.note(severity, strictpay.KindFormat, detail)
	}
	if severity != strictpay.Violation {
		r.unlisted(typ, b)
	}
	*v = r.keep(b)
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
