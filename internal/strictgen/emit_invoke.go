package main

import "strings"

func (ms *models) emitInvoke(w *writer, calls []call) {
	w.p("// Invoke makes a typed call by the operation's name, with arguments by their names on the wire.")
	w.p("func (c *Calls) Invoke(ctx context.Context, operation string, in invoke.Input, opts ...strictpay.CallOption) (any, error) {")
	w.p("\tswitch operation {")
	for _, c := range calls {
		w.p("\tcase %q:", c.ID)
		var args []string
		for _, a := range c.args {
			w.p("\t\tvar %s %s\n\t\tif err := in.Argument(%q, &%s); err != nil {\n\t\t\treturn nil, strictpay.Unsent(Name, operation, err)\n\t\t}", a.goName, a.goType, a.json, a.goName)
			args = append(args, a.goName)
		}
		if c.params {
			w.p("\t\tparams := new(%sParams)", c.goName)
			for _, p := range c.optional {
				w.p("\t\tif err := in.Argument(%q, &params.%s); err != nil {\n\t\t\treturn nil, strictpay.Unsent(Name, operation, err)\n\t\t}", p.json, p.field)
			}
			args = append(args, "params")
		}
		if c.body != nil {
			w.p("\t\tvar body %s\n\t\tif err := in.Body(&body); err != nil {\n\t\t\treturn nil, strictpay.Unsent(Name, operation, err)\n\t\t}", c.body.goName)
			args = append(args, "body")
		}
		args = append(args, "opts...")
		w.p("\t\treturn invoke.Any(c.%s(ctx, %s))", c.goName, strings.Join(args, ", "))
	}
	w.p("\t}\n\treturn nil, strictpay.Unsent(Name, operation, invoke.ErrNoOperation)\n}\n")
}
