package main

import (
	"fmt"
	"slices"
	"strings"
)

// emitClient writes the documented client of an API over the request builders of client.tmpl.
func (ms *models) emitClient(calls []call) []*piece {
	w := newWriter()
	groups := newGroups(ms.doc)
	w.to("client")
	w.comment("", ms.clientDoc())
	w.p("type Client struct{ caller *invoke.Caller }\n")
	w.comment("", "NewClient makes a client of what its calls share: the server, the credentials, the options. "+
		"The constructor in the adapter of this API calls it; services call that constructor.")
	w.p("func NewClient(caller *invoke.Caller) *Client { return &Client{caller: caller} }\n")
	emitService(w, calls)
	emitInvoke(w, calls)
	for _, c := range calls {
		w.place = place{group: groups.of(c.Path)}
		w.to("client")
		emitAlternatives(w, c)
		ms.emitCall(w, c)
		emitInvokeOne(w, c)
	}
	w.place = place{}
	w.to("client")
	for _, expr := range w.order {
		w.p("// call%s is the rule of an argument.\nvar call%s = %s\n", camelUpper(w.rules[expr]),
			camelUpper(w.rules[expr]), expr)
	}
	return w.pieces["client"]
}

func (ms *models) clientDoc() string {
	return "A Client makes the calls of this API. Every call returns a value or an error, never neither and never " +
		"both. " +
		"It checks its arguments before it sends anything, and the answer before it returns it; strictpay.OutcomeOf " +
		"says what an error means. A Client is safe for any number of goroutines. The zero value sends nothing: its " +
		"calls return invoke.ErrNoClient."
}

// emitService writes the interface that users' own doubles fulfil.
func emitService(w *writer, calls []call) {
	w.comment("", "Service is every call of the client, for doubles in the tests of a service. Each is documented at "+
		"Client.")
	w.p("type Service interface {")
	for _, c := range calls {
		w.p("%s", c.signature("\t", same))
	}
	w.p("}\n\nvar _ Service = (*Client)(nil)\n")
}

func (ms *models) emitCall(w *writer, c call) {
	w.comment("", c.doc(""))
	w.p("%s {", c.signature("func (c *Client) ", same))
	w.p("\tcall := c.caller.Start(ctx, &operations[op%s], opts)", c.goName)
	if c.key != nil {
		w.p("\tif body.%s == \"\" {\n\t\tbody.%s = invoke.NewKey()\n\t}", c.key.goName, c.key.goName)
		w.p("\tcall.Key(body.%s)", c.key.goName)
	}
	ms.checkArguments(w, c)
	if c.body != nil {
		w.p("\tbody.Check(&call.Checker)")
	}
	ms.emitAsk(w, c)
	ms.emitAsked(w, c)
	w.p("\tif err := call.Checked(); err != nil {\n\t\treturn nil, err\n\t}")
	names := strings.TrimSuffix(strings.TrimSuffix(c.names(), "opts..."), ", ")
	if c.body != nil {
		names = strings.TrimSuffix(names, "body") + "&body"
	}
	w.p("\trequest%s(%s)", c.goName, strings.TrimSuffix("&call.Request, "+names, ", "))
	switch bodies := c.bodies(); len(bodies) {
	case 0:
		w.p("\treturn invoke.Nothing(call)\n}\n")
	case 1:
		w.p("\treturn invoke.Value[%s](call)\n}\n", bodies[0].goName)
	default:
		w.p("\treturn invoke.OneOf[%sAnswer](call)\n}\n", c.goName)
	}
}

// emitAsk notes the reference that an unknown outcome carries.
func (ms *models) emitAsk(w *writer, c call) {
	if c.askGoName == "" {
		return
	}
	w.p("\tcall.AskWith(%q)", c.AskWith.Operation.Value)
	for _, e := range c.askedWith() {
		if in, name, ok := strings.Cut(e.Value, "/"); ok && in != "" {
			ms.emitAskArgument(w, c, e.Key, in, name)
			continue
		}
		expr, guards, last := ms.follow(c.body, e.Value)
		w.p("\t%s", guarded(guards, fmt.Sprintf("call.AskArgument(%q, %s)", e.Key, textOf(last, inBody(expr)))))
	}
}

// emitAskArgument notes a parameter of the call as an argument of the operation that tells an unknown outcome.
func (ms *models) emitAskArgument(w *writer, c call, key, in, name string) {
	is := func(a argument) bool { return a.in == in && a.json == name }
	if i := slices.IndexFunc(c.args, is); i >= 0 {
		w.p("\tcall.AskArgument(%q, %s)", key, ms.argumentText(c.args[i]))
		return
	}
	a := c.optional[slices.IndexFunc(c.optional, is)]
	field := "params." + a.field
	if c.Parameter(in, name).Required {
		a.goName = field
		w.p("\tcall.AskArgument(%q, %s)", key, ms.argumentText(a))
		return
	}
	a.goName = "(*" + field + ")"
	w.p("\tif %s != nil {\n\t\tcall.AskArgument(%q, %s)\n\t}", field, key, ms.argumentText(a))
}

// emitAlternatives writes the value of a call that answers with one of several bodies.
func emitAlternatives(w *writer, c call) {
	bodies := c.bodies()
	if len(bodies) < 2 {
		return
	}
	typ := c.goName + "Answer"
	w.p("// %s is what %s answers: one of its members is set.", typ, c.goName)
	w.p("type %s struct {", typ)
	for _, m := range bodies {
		of := c.statuses(func(a answer) bool { return a.status < "400" && a.model == m })
		w.p("\t%s *%s // HTTP %s", m.goName, m.goName, strings.Join(of, ", "))
	}
	w.p("}\n")
	w.p("// Model is the member for the answer of a status, set to a new value.")
	w.p("func (v *%s) Model(status int) spec.Model {\n\tswitch status {", typ)
	for _, m := range bodies {
		of := c.statuses(func(a answer) bool { return a.status < "400" && a.model == m })
		w.p("\tcase %s:\n\t\tv.%s = new(%s)\n\t\treturn v.%s", strings.Join(of, ", "), m.goName, m.goName, m.goName)
	}
	w.p("\t}\n\treturn nil\n}\n")
	w.p("// MarshalJSON writes the body that came.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) {\n\tswitch {", typ)
	for _, m := range bodies {
		w.p("\tcase v.%s != nil:\n\t\treturn v.%s.MarshalJSON()", m.goName, m.goName)
	}
	w.p("\t}\n\treturn []byte(\"null\"), nil\n}\n")
}

// emitInvoke writes the call by name, for tools. Each operation has a function of its own.
func emitInvoke(w *writer, calls []call) {
	w.comment("", "Invoke makes a call by the operation's name, with arguments by their names on the wire. It is for "+
		"tools; "+
		"what it returns is what the method of that name does.")
	w.p("func (c *Client) Invoke(\n\tctx context.Context, operation string, in invoke.Input, opts " +
		"...strictpay.CallOption,\n) (any, error) {")
	w.p("\treturn Invoke(ctx, c, operation, in, opts...)\n}\n")
	w.p("// Invoke is Client.Invoke for any Service.")
	w.p("func Invoke(\n\tctx context.Context, s Service, operation string, in invoke.Input, opts " +
		"...strictpay.CallOption,\n) (any, error) {")
	w.p("\tfor _, call := range invocations {\n\t\tif call.operation == operation {")
	w.p("\t\t\treturn call.make(ctx, s, in, opts)\n\t\t}\n\t}")
	w.p("\treturn nil, strictpay.NewNotSent(Name, operation, invoke.ErrNoOperation)\n}\n")
	w.p("// invocations are the calls by name.")
	w.p("var invocations = [...]struct {\n\toperation string\n\tmake func(context.Context, Service, invoke.Input, " +
		"[]strictpay.CallOption) (any, error)\n}{")
	for _, c := range calls {
		w.p("\t{%q, invoke%s},", c.ID, c.goName)
	}
	w.p("}\n")
}

// emitInvokeOne writes the call by name of one operation.
func emitInvokeOne(w *writer, c call) {
	w.p("func invoke%s(ctx context.Context, s Service, in invoke.Input, opts []strictpay.CallOption) (any, "+
		"error) {", c.goName)
	refuse := fmt.Sprintf("err != nil {\n\t\treturn nil, strictpay.NewNotSent(Name, %q, err)\n\t}", c.ID)
	for _, a := range c.args {
		w.p("\tvar %s %s\n\tif err := in.Argument(%q, &%s); %s", a.goName, a.goType, a.json, a.goName, refuse)
	}
	if c.optional != nil {
		w.p("\tparams := new(%sParams)", c.goName)
		for _, a := range c.optional {
			w.p("\tif err := in.Argument(%q, &params.%s); %s", a.json, a.field, refuse)
		}
	}
	if c.body != nil {
		w.p("\tvar body %s\n\tif err := in.Body(&body); %s", c.body.goName, refuse)
	}
	w.p("\treturn invoke.Any(s.%s(ctx, %s))\n}\n", c.goName, c.names())
}
