package invoke

// Asked notes what the answer has to repeat: echo is a number in the operation's Echo, value what the request has
// there.
func (c *Call) Asked(echo int, value string) {
	if c.asked == nil {
		if n := len(c.op.Echo); n <= len(c.firstAsks) {
			c.asked = c.firstAsks[:n]
		} else {
			c.asked = make([]string, n)
		}
	}
	c.asked[echo] = value
}
