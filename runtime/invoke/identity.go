package invoke

// Asked notes what the answer has to repeat: echo is a number in the operation's Echo, value what the request has
// there.
func (c *Call) Asked(echo int, value string) {
	if c.asked == nil {
		c.asked = make([]string, len(c.op.Echo))
	}
	c.asked[echo] = value
}
