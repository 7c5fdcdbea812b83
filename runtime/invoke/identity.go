package invoke

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
)

// Asked notes what the answer has to repeat: echo is a number in the operation's Echo, value what the request has
// there.
func (c *Call) Asked(echo int, value string) {
	if c.asked == nil {
		c.asked = make([]string, len(c.op.Echo))
	}
	c.asked[echo] = value
}

// identify notes where an answer is about another order, payment or request than the call asked about. A number that
// could not be read is 0 in the answer, which says nothing about what the answer is about.
func (c *Call) identify(answer any, devs *strictpay.Deviations) {
	for i := range c.asked {
		if e := &c.op.Echo[i]; e.Contradicts(c.asked[i], answer) && !unread(devs, e.Answer) {
			devs.Add(strictpay.Violation, strictpay.KindIdentity, e.Answer, "not what the request has at "+e.Request)
		}
	}
}

// unread reports whether the member at a pointer, or one that it stands in, was found to be unreadable or missing.
func unread(devs *strictpay.Deviations, pointer string) bool {
	return slices.ContainsFunc(devs.List, func(d strictpay.Deviation) bool {
		switch d.Kind {
		case strictpay.KindSyntax, strictpay.KindMissing, strictpay.KindNull, strictpay.KindType, strictpay.KindSize:
			return d.Severity == strictpay.Violation && strings.HasPrefix(pointer+"/", d.Pointer+"/")
		}
		return false
	})
}
