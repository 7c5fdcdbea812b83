package invoke

import (
	"github.com/strictpay/strictpay"
)

// Asked notes what the answer has to repeat: echo is a number in the operation's Echo, value what the request has there.
func (c *Call) Asked(echo int, value string) {
	if c.asked == nil {
		c.asked = make([]string, len(c.op.Echo))
	}
	c.asked[echo] = value
}

// identify notes where an answer is about another order, payment or request than the call asked about.
func (c *Call) identify(answer any, devs *strictpay.Deviations) {
	for i := range c.asked {
		if e := &c.op.Echo[i]; e.Contradicts(c.asked[i], answer) {
			devs.Add(strictpay.Violation, strictpay.KindIdentity, e.Answer, "not what the request has at "+e.Request)
		}
	}
}
