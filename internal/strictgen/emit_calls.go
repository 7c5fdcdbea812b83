package main

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// An argument of a typed call.
type argument struct {
	goName, goType string
	json, in       string
	schema         *openapi3.Schema
	required       bool
}

// A call is one typed method.
type call struct {
	def      codegen.OperationDefinition
	args     []argument // path, then query and headers where all of them are required
	params   bool       // else the parameter object is an argument of its own
	body     *model
	xml      bool
	answers  []*model // distinct bodies of statuses below 400
	key      *field   // idempotency key in the body
	ask      map[string]any
	id       string // as the provider calls it
	operator string
}

func (ms *models) calls(defs []codegen.OperationDefinition) []call {
	var out []call
	for _, o := range ms.spec.operations() {
		for _, def := range defs {
			if def.Path == o.path && def.Method == o.method {
				out = append(out, ms.call(o, def))
			}
		}
	}
	return out
}

func (ms *models) call(o operation, def codegen.OperationDefinition) call {
	c := call{def: def, id: o.op.OperationID, operator: "op" + camelUpper(o.op.OperationID)}
	for _, p := range def.PathParams {
		c.args = append(c.args, argument{goName: p.GoVariableName(), goType: p.TypeDef(), json: p.ParamName, in: "path", schema: p.Spec.Schema.Value, required: true})
	}
	flat := true
	for _, p := range append(append([]codegen.ParameterDefinition{}, def.QueryParams...), def.HeaderParams...) {
		flat = flat && p.Required
	}
	if flat {
		for _, p := range def.QueryParams {
			c.args = append(c.args, argument{goName: p.GoVariableName(), goType: p.TypeDef(), json: p.ParamName, in: "query", schema: p.Spec.Schema.Value, required: true})
		}
		for _, p := range def.HeaderParams {
			c.args = append(c.args, argument{goName: p.GoVariableName(), goType: p.TypeDef(), json: p.ParamName, in: "header", schema: p.Spec.Schema.Value, required: true})
		}
	} else {
		c.params = true
	}
	if o.op.RequestBody != nil {
		for typ, mt := range o.op.RequestBody.Value.Content {
			c.body, c.xml = ms.byName[refName(mt.Schema)], strings.HasSuffix(typ, "xml")
		}
	}
	seen := map[*model]bool{}
	for _, status := range sortedNames(o.op.Responses.Map()) {
		if status >= "400" {
			continue
		}
		if _, m := ms.answer(o.op.Responses.Value(status).Value); m != nil && !seen[m] {
			seen[m] = true
			c.answers = append(c.answers, m)
		}
	}
	if key := extString(o.op.Extensions, "x-idempotency-key"); key != "" && c.body != nil {
		c.key = c.body.fieldNamed(key)
	}
	c.ask = extMap(o.op.Extensions, "x-ask-with")
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
	return c.def.OperationId + "Answer"
}

func (c call) signature() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s(ctx context.Context", c.def.OperationId)
	for _, a := range c.args {
		fmt.Fprintf(&b, ", %s %s", a.goName, a.goType)
	}
	if c.params {
		fmt.Fprintf(&b, ", params *%sParams", c.def.OperationId)
	}
	if c.body != nil {
		fmt.Fprintf(&b, ", body %s", c.body.goName)
	}
	fmt.Fprintf(&b, ", opts ...strictpay.CallOption) (*%s, error)", c.value())
	return b.String()
}

// emitCalls is the template function of client-with-responses.tmpl.
func (ms *models) emitCalls(defs []codegen.OperationDefinition) string {
	w := &writer{rules: map[string]string{}}
	calls := ms.calls(defs)
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
	ext := c.def.Spec.Extensions
	text := strings.TrimSpace(c.def.Spec.Summary)
	if d := strings.TrimSpace(c.def.Spec.Description); d != "" {
		text += "\n\n" + d
	}
	w.comment("", c.def.OperationId+": "+text)
	w.p("//")
	w.p("// Idempotent: %v. Moves money: %v.", extBool(ext, "x-idempotent"), extBool(ext, "x-moves-money"))
	w.p("//\n// Source: %s", extString(ext, "x-source"))
	if c.def.Spec.Deprecated {
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
			params += fmt.Sprintf("%s: %s, ", ms.paramField(c, a), a.goName)
		}
	}
	if params != "" {
		args += fmt.Sprintf(", &%sParams{%s}", c.def.OperationId, strings.TrimSuffix(params, ", "))
	} else if c.params {
		args += ", params"
	}
	builder := "New" + c.def.OperationId + "Request"
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

func (ms *models) paramField(c call, a argument) string {
	for _, p := range append(append([]codegen.ParameterDefinition{}, c.def.QueryParams...), c.def.HeaderParams...) {
		if p.ParamName == a.json {
			return p.GoName()
		}
	}
	return a.goName
}

func (ms *models) checkArgument(w *writer, a argument) {
	v, _ := ms.scalar(a.schema, kindOf(a.schema))
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
	if c.ask == nil {
		return
	}
	w.p("\tcall.AskWith(%q)", extString(c.ask, "operation"))
	with := extMap(c.ask, "with")
	for _, name := range sortedNames(with) {
		expr, guards, last := ms.follow(c.body, fmt.Sprint(with[name]))
		expr = "body" + strings.TrimPrefix(expr, "v")
		line := fmt.Sprintf("call.AskArgument(%q, %s)", name, textOf(last, expr))
		if len(guards) > 0 {
			for i := range guards {
				guards[i] = "body" + strings.TrimPrefix(guards[i], "v")
			}
			line = fmt.Sprintf("if %s {\n\t\t%s\n\t}", strings.Join(guards, " && "), line)
		}
		w.p("\t%s", line)
	}
}

// emitAnswer writes the value of a call that answers with one of several bodies.
func (ms *models) emitAnswer(w *writer, c call) {
	if len(c.answers) < 2 {
		return
	}
	w.p("// %s is what %s answers: one of its members is set.", c.value(), c.def.OperationId)
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
