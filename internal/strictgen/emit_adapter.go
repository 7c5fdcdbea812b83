package main

import "fmt"

// An adapter is the hand-written package of an API, whose client gets the operations as methods of its own: go doc
// shows neither promoted methods nor those behind an alias.
type adapter struct {
	Package string `yaml:"package"`
	Output  string `yaml:"output"`
	// methods whose body the adapter writes, with what they do beside the call
	Own map[string]string `yaml:"hand-written"`
}

// emitAdapter writes the operations of the adapter's client, which has a member calls.
func (a adapter) emitAdapter(pkg string, calls []call) string {
	w := newWriter()
	qualify := func(name string) string { return pkg + "." + name }
	w.p("var _ %s.Service = (*Client)(nil)\n", pkg)
	for _, c := range calls {
		target, note := "calls."+c.goName, a.Own[c.goName]
		if note != "" {
			target = lowerFirst(c.goName)
		}
		w.comment("", c.doc(note))
		w.p("%s {", c.signature("func (c *Client) ", qualify))
		w.p("\treturn c.%s(ctx, %s)\n}\n", target, c.names())
	}
	w.comment("", "Invoke makes a call by the operation's name, with arguments by their names on the wire. It is for "+
		"tools; "+
		"what it returns is what the method of that name does.")
	w.p("func (c *Client) Invoke(\n\tctx context.Context, operation string, in invoke.Input, opts " +
		"...strictpay.CallOption,\n) (any, error) {")
	w.p("\treturn %s\n}\n", fmt.Sprintf("%s.Invoke(ctx, c, operation, in, opts...)", pkg))
	return w.String()
}
