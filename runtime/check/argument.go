package check

import "github.com/strictpay/strictpay"

// The arguments of a call that stand outside its body are checked below the place where they stand: path, query or header.

// SegmentIn checks a text that becomes a segment of the path.
func (c *Checker) SegmentIn(in, name, v string, rule *Rule) {
	c.Push(in)
	c.Segment(name, v, rule)
	c.Pop()
}

// TextIn checks a text, which must not be empty.
func (c *Checker) TextIn(in, name, v string, rule *Rule) {
	c.Push(in)
	c.Text(name, v, true, rule)
	c.Pop()
}

// SecretIn checks a text that is not printed, and must not be empty.
func (c *Checker) SecretIn(in, name string, v strictpay.Secret, rule *Rule) {
	c.Push(in)
	c.Secret(name, v, true, rule)
	c.Pop()
}

// IntIn checks a range.
func (c *Checker) IntIn(in, name string, v, low, high int64) {
	c.Push(in)
	c.Int(name, v, low, high)
	c.Pop()
}
