package check

import (
	"unicode/utf8"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/leaf"
)

// Text checks a text; rule may be nil. A required text must not be empty.
//
// Most texts are ASCII, and most rules ask for a length: then nothing but looking at the text, eight bytes at a time,
// is left to do. The look stands here inline, since a call for every text of a request would take as long as the look
// itself. The same switch over lengths stands in quote.go of internal/leaf.
func (c *Checker) Text(name, v string, required bool, rule *Rule) {
	n := len(v)
	var all uint64
	switch {
	case n >= 8:
		all = leaf.Load8(v) | leaf.Load8(v[n-8:])
		for i := 8; i < n-8; i += 8 {
			all |= leaf.Load8(v[i:])
		}
	case n >= 4:
		all = leaf.Load4(v) | leaf.Load4(v[n-4:])
	case n > 0:
		all = uint64(v[0] | v[n/2] | v[n-1])
	}
	if all&leaf.HighBits != 0 || n == 0 || !rule.Fits(n) {
		c.uncommonText(name, v, required, rule)
	}
}

// uncommonText is Text for what needs a closer look.
func (c *Checker) uncommonText(name, v string, required bool, rule *Rule) {
	if v == "" && required {
		c.Missing(name)
		return
	}
	if !utf8.ValidString(v) {
		c.Note(name, strictpay.KindFormat, "invalid UTF-8")
	}
	if _, detail := broken(rule, v); detail != "" {
		c.Note(name, strictpay.KindFormat, detail)
	}
}

// Secret checks a text that is not printed.
func (c *Checker) Secret(name string, v strictpay.Secret, required bool, rule *Rule) {
	c.Text(name, v.Reveal(), required, rule)
}
