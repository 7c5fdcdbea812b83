package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// An argument of a typed call.
type argument struct {
	goName, goType string
	field          string // of the parameter object
	json, in       string
	schema         *openapi.Schema
}

// A call is one typed method.
type call struct {
	*openapi.Operation
	goName   string
	args     []argument // path, then query and headers where all of them are required
	optional []argument // query and headers where one of them is optional: the parameter object is an argument of its own
	params   bool
	body     *model
	xml      bool
	answers  []*model // distinct bodies of statuses below 400
	key      *field   // idempotency key in the body
	operator string
}

func (ms *models) calls() []call {
	var out []call
	for _, o := range ms.doc.Operations {
		out = append(out, ms.call(o))
	}
	return out
}

func (ms *models) call(o *openapi.Operation) call {
	n := ms.names.operations[o.Path+" "+o.Method]
	c := call{Operation: o, goName: n.goName, operator: "op" + camelUpper(o.ID)}
	argumentsIn := func(in string) []argument {
		var list []argument
		for _, p := range o.Parameters {
			if p.In == in {
				own := n.parameters[in+" "+p.Name]
				list = append(list, argument{goName: own.variable, goType: own.typ, field: own.field, json: p.Name, in: in, schema: p.Schema})
			}
		}
		return list
	}
	rest := append(argumentsIn("query"), argumentsIn("header")...)
	c.args = argumentsIn("path")
	slices.SortFunc(c.args, func(a, b argument) int {
		return strings.Index(o.Path, "{"+a.json+"}") - strings.Index(o.Path, "{"+b.json+"}")
	})
	if slices.ContainsFunc(o.Parameters, func(p *openapi.Parameter) bool { return !p.Required }) {
		c.params, c.optional = true, rest
	} else {
		c.args = append(c.args, rest...)
	}
	if o.Body != nil {
		c.body, c.xml = ms.byName[o.Body.Schema.Name], o.Body.XML()
	}
	for _, r := range o.Responses {
		if r.Status < "400" && r.Schema != nil && !slices.Contains(c.answers, ms.byName[r.Schema.Name]) {
			c.answers = append(c.answers, ms.byName[r.Schema.Name])
		}
	}
	if o.IdempotencyKey.Value != "" {
		c.key = c.body.fieldNamed(o.IdempotencyKey.Value)
	}
	return c
}

// value is the Go type a call returns a pointer to.
func (c call) value() string {
	switch len(c.answers) {
	case 0:
		return "strictpay.Empty"
	case 1:
		return c.answers[0].goName
	}
	return c.goName + "Answer"
}

func (c call) signature() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s(ctx context.Context", c.goName)
	for _, a := range c.args {
		fmt.Fprintf(&b, ", %s %s", a.goName, a.goType)
	}
	if c.params {
		fmt.Fprintf(&b, ", params *%sParams", c.goName)
	}
	if c.body != nil {
		fmt.Fprintf(&b, ", body %s", c.body.goName)
	}
	fmt.Fprintf(&b, ", opts ...strictpay.CallOption) (*%s, error)", c.value())
	return b.String()
}

// emitCalls writes the typed calls of a client.
func (ms *models) emitCalls() string {
	w := &writer{rules: map[string]string{}}
	calls := ms.calls()
	w.p("// Calls are the typed calls. Each returns a value or an error, never neither.\ntype Calls struct {\n\tclient *Client\n\tcaller *invoke.Caller\n}\n")
	w.p("// NewCalls makes typed calls over a Client.")
	w.p("func NewCalls(client *Client, caller *invoke.Caller) *Calls { return &Calls{client: client, caller: caller} }\n")
	w.p("// Service is every typed call, for users' own doubles.\ntype Service interface {")
	for _, c := range calls {
		w.p("\t%s", c.signature())
	}
	w.p("}\n\nvar _ Service = (*Calls)(nil)\n")
	w.p("// send hands a request to the client's doer. What fails before that was not sent.")
	w.p("func (c *Calls) send(call *invoke.Call, req *http.Request, err error) (*http.Response, error) {")
	w.p("\tif err == nil {\n\t\treq = req.WithContext(call.Context())\n\t\terr = c.client.applyEditors(call.Context(), req, nil)\n\t}")
	w.p("\tif err != nil {\n\t\treturn nil, call.NotSent(err)\n\t}")
	w.p("\treturn c.client.Client.Do(req)\n}\n")
	for _, c := range calls {
		ms.emitAnswer(w, c)
		ms.emitCall(w, c)
	}
	ms.emitInvoke(w, calls)
	for _, expr := range w.order {
		w.p("var call%s = %s", camelUpper(w.rules[expr]), expr)
	}
	return w.String()
}

func (ms *models) emitCall(w *writer, c call) {
	text := strings.TrimSpace(c.Summary)
	if d := strings.TrimSpace(c.Description); d != "" {
		text += "\n\n" + d
	}
	w.comment("", c.goName+": "+text)
	w.p("//")
	w.p("// Idempotent: %v. Moves money: %v.", c.Idempotent, c.MovesMoney)
	w.p("//\n// Source: %s", c.Source.Value)
	if c.Deprecated {
		w.p("//\n// Deprecated: the API's documentation marks it so.")
	}
	w.p("func (c *Calls) %s {", c.signature())
	w.p("\tcall := c.caller.Start(ctx, &operations[%s], opts)", c.operator)
	if c.key != nil {
		w.p("\tif body.%s == \"\" {\n\t\tbody.%s = invoke.NewKey()\n\t}", c.key.goName, c.key.goName)
		w.p("\tcall.Key(body.%s)", c.key.goName)
	}
	for _, a := range c.args {
		ms.checkArgument(w, a)
	}
	if c.body != nil {
		w.p("\tbody.Check(&call.Checker)")
	}
	ms.emitAsk(w, c)
	ms.emitAsked(w, c)
	w.p("\tif err := call.Checked(); err != nil {\n\t\treturn nil, err\n\t}")
	args := ""
	for _, a := range c.args {
		if a.in == "path" {
			args += ", " + a.goName
		}
	}
	params := ""
	for _, a := range c.args {
		if a.in != "path" {
			params += fmt.Sprintf("%s: %s, ", a.field, a.goName)
		}
	}
	if params != "" {
		args += fmt.Sprintf(", &%sParams{%s}", c.goName, strings.TrimSuffix(params, ", "))
	} else if c.params {
		args += ", params"
	}
	builder := "New" + c.goName + "Request"
	switch {
	case c.body != nil && c.xml:
		builder += "WithBody"
		args += `, "application/xml", bytes.NewReader(xmlread.Marshal(&body))`
	case c.body != nil:
		args += ", body"
	}
	w.p("\treq, err := %s(c.client.Server%s)", builder, args)
	w.p("\trsp, err := c.send(call, req, err)")
	if len(c.answers) < 2 {
		w.p("\treturn invoke.Answered[%s](call, rsp, err)\n}\n", c.value())
		return
	}
	w.p("\tvalue, err := invoke.AnsweredAny(call, rsp, err)\n\tif err != nil {\n\t\treturn nil, err\n\t}")
	w.p("\tanswer := new(%s)\n\tswitch v := value.(type) {", c.value())
	for _, m := range c.answers {
		w.p("\tcase *%s:\n\t\tanswer.%s = v", m.goName, m.goName)
	}
	w.p("\t}\n\treturn answer, nil\n}\n")
}

func (ms *models) checkArgument(w *writer, a argument) {
	v := ms.scalar(a.schema.Target())
	rule := "nil"
	if name := w.rule(v); name != "" {
		rule = "call" + camelUpper(name)
	}
	w.p("\tcall.Push(%q)", a.in)
	switch {
	case v.kind == kindSecret:
		w.p("\tcall.Secret(%q, %s, true, %s)", a.json, a.goName, rule)
	case v.kind == kindInt32 || v.kind == kindInt64:
		w.p("\tcall.Int(%q, int64(%s), %s, %s)", a.json, a.goName, bound(v.low), bound(v.high))
	case a.in == "path":
		w.p("\tcall.Segment(%q, %s, %s)", a.json, a.goName, rule)
	case v.kind == kindString:
		w.p("\tcall.Text(%q, %s, true, %s)", a.json, a.goName, rule)
	}
	w.p("\tcall.Pop()")
}

// emitAsk notes the reference that an unknown outcome carries.
func (ms *models) emitAsk(w *writer, c call) {
	if c.AskWith == nil || c.AskWith.Never() {
		return
	}
	w.p("\tcall.AskWith(%q)", c.AskWith.Operation.Value)
	with := slices.Clone(c.AskWith.With)
	slices.SortFunc(with, func(a, b openapi.Entry) int { return strings.Compare(a.Key, b.Key) })
	for _, e := range with {
		expr, guards, last := ms.follow(c.body, e.Value)
		w.p("\t%s", guarded(guards, fmt.Sprintf("call.AskArgument(%q, %s)", e.Key, textOf(last, inBody(expr)))))
	}
}

// emitAnswer writes the value of a call that answers with one of several bodies.
func (ms *models) emitAnswer(w *writer, c call) {
	if len(c.answers) < 2 {
		return
	}
	w.p("// %s is what %s answers: one of its members is set.", c.value(), c.goName)
	w.p("type %s struct {", c.value())
	for _, m := range c.answers {
		w.p("\t%s *%s", m.goName, m.goName)
	}
	w.p("}\n")
	w.p("// MarshalJSON writes the body that came.")
	w.p("func (v %s) MarshalJSON() ([]byte, error) {\n\tswitch {", c.value())
	for _, m := range c.answers {
		w.p("\tcase v.%s != nil:\n\t\treturn v.%s.MarshalJSON()", m.goName, m.goName)
	}
	w.p("\t}\n\treturn []byte(\"null\"), nil\n}\n")
}
