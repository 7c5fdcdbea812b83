package main

import (
	"fmt"
	"slices"
	"strconv"
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
	goName    string
	args      []argument // path, then query and headers where all of them are required
	optional  []argument // query and headers where one of them is not: members of the parameter object
	body      *model
	answers   []answer // in the order of their statuses
	key       *field   // idempotency key in the body
	askGoName string   // method that tells an unknown outcome, "" for none
}

// An answer is one documented answer of a call.
type answer struct {
	status     string
	media      string // "" for no body
	model      *model // nil for no body
	mayBeEmpty bool
	errorForm  *model // the refusal that is known to come with this success status as well; nil for none
}

func (ms *models) calls() []call {
	var out []call
	for _, o := range ms.doc.Operations {
		out = append(out, ms.call(o))
	}
	return out
}

func (ms *models) operationNames(o *openapi.Operation) operationNames {
	return ms.names.operations[o.Path+" "+o.Method]
}

func (ms *models) call(o *openapi.Operation) call {
	c := call{Operation: o, goName: ms.operationNames(o).goName}
	ms.arguments(&c)
	if body := o.Request(); body != nil {
		c.body = ms.byName[body.Name]
	}
	for _, r := range o.Responses {
		a := answer{status: r.Status, mayBeEmpty: r.MayBeEmpty}
		if r.Schema != nil {
			a.media, a.model = r.Media, ms.byName[r.Schema.Name]
			a.errorForm = ms.byName[r.ErrorForm.Value]
		}
		c.answers = append(c.answers, a)
	}
	if o.IdempotencyKey.Value != "" {
		c.key = c.body.fieldNamed(o.IdempotencyKey.Value)
	}
	if o.AskWith != nil && !o.AskWith.Never() {
		if asked := ms.doc.Operation(o.AskWith.Operation.Value); asked != nil {
			c.askGoName = ms.operationNames(asked).goName
		}
	}
	return c
}

// arguments takes the parameters as oapi-codegen names them.
func (ms *models) arguments(c *call) {
	names := ms.operationNames(c.Operation).parameters
	in := func(place string) []argument {
		var list []argument
		for _, p := range c.Parameters {
			if p.In == place {
				own := names[place+" "+p.Name]
				list = append(list, argument{goName: own.variable, goType: own.typ, field: own.field, json: p.Name,
					in: place, schema: p.Schema})
			}
		}
		return list
	}
	c.args = in("path")
	slices.SortFunc(c.args, func(a, b argument) int {
		return strings.Index(c.Path, "{"+a.json+"}") - strings.Index(c.Path, "{"+b.json+"}")
	})
	rest := append(in("query"), in("header")...)
	if slices.ContainsFunc(c.Parameters, func(p *openapi.Parameter) bool { return !p.Required }) {
		c.optional = rest
		return
	}
	c.args = append(c.args, rest...)
}

// askedWith are the arguments of the operation that tells an unknown outcome, by their names.
func (c call) askedWith() []openapi.Entry {
	with := slices.Clone(c.AskWith.With)
	slices.SortFunc(with, func(a, b openapi.Entry) int { return strings.Compare(a.Key, b.Key) })
	return with
}

// bodies are the distinct models of the answers below 400.
func (c call) bodies() []*model {
	var list []*model
	for _, a := range c.answers {
		if a.status < "400" && a.model != nil && !slices.Contains(list, a.model) {
			list = append(list, a.model)
		}
	}
	return list
}

// statuses of the answers that keep is true for.
func (c call) statuses(keep func(answer) bool) []string {
	var list []string
	for _, a := range c.answers {
		if keep(a) {
			list = append(list, a.status)
		}
	}
	return list
}

// value is the Go type a call returns a pointer to; qualify puts the package's name before a generated type.
func (c call) value(qualify func(string) string) string {
	switch bodies := c.bodies(); len(bodies) {
	case 0:
		return "strictpay.Empty"
	case 1:
		return qualify(bodies[0].goName)
	}
	return qualify(c.goName + "Answer")
}

// parameters are the arguments of a call with their types.
func (c call) parameters(qualify func(string) string) string {
	var b strings.Builder
	b.WriteString("ctx context.Context")
	for i, a := range c.args {
		if i+1 < len(c.args) && c.args[i+1].goType == a.goType {
			fmt.Fprintf(&b, ", %s", a.goName)
			continue
		}
		typ := a.goType
		if a.goType != strings.ToLower(a.goType) && !strings.Contains(a.goType, ".") {
			typ = qualify(typ)
		}
		fmt.Fprintf(&b, ", %s %s", a.goName, typ)
	}
	if c.optional != nil {
		fmt.Fprintf(&b, ", params *%s", qualify(c.goName+"Params"))
	}
	if c.body != nil {
		fmt.Fprintf(&b, ", body %s", qualify(c.body.goName))
	}
	b.WriteString(", opts ...strictpay.CallOption")
	return b.String()
}

// names are the arguments of a call without ctx.
func (c call) names() string {
	var list []string
	for _, a := range c.args {
		list = append(list, a.goName)
	}
	if c.optional != nil {
		list = append(list, "params")
	}
	if c.body != nil {
		list = append(list, "body")
	}
	return strings.Join(append(list, "opts..."), ", ")
}

// signature is broken where it would be longer than a line.
func (c call) signature(before string, qualify func(string) string) string {
	result := fmt.Sprintf("(*%s, error)", c.value(qualify))
	line := fmt.Sprintf("%s%s(%s) %s", before, c.goName, c.parameters(qualify), result)
	if len(line) > 118 {
		line = fmt.Sprintf("%s%s(\n\t%s,\n) %s", before, c.goName, c.parameters(qualify), result)
	}
	return line
}

// doc says of a call all that the specification does, and what a note adds.
func (c call) doc(note string) string {
	var b strings.Builder
	summary := strings.TrimSuffix(strings.TrimSpace(c.Summary), ".")
	fmt.Fprintf(&b, "%s: %s.\n", c.goName, lowerFirst(summary))
	if d := strings.TrimSpace(c.Description); d != "" {
		fmt.Fprintf(&b, "\n%s\n", d)
	}
	if note != "" {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	b.WriteString("\n")
	for _, fact := range c.facts() {
		fmt.Fprintf(&b, "  - %s\n", fact)
	}
	fmt.Fprintf(&b, "\nSource: %s\n", c.Source.Value)
	if c.Deprecated {
		b.WriteString("\nDeprecated: the API's documentation marks it so.\n")
	}
	return b.String()
}

// facts are what a caller must know before the first call.
func (c call) facts() []string {
	facts := []string{"HTTP: " + c.Method + " " + c.Path}
	if c.NoCredentials {
		facts = append(facts, "Credentials: none are sent")
	}
	switch {
	case c.key != nil:
		facts = append(facts, fmt.Sprintf("Idempotent: yes, by %s, which is made where it is empty", c.key.goName))
	case c.Idempotent:
		facts = append(facts, "Idempotent: yes")
	default:
		facts = append(facts, "Idempotent: no, a repeat does it again")
	}
	if c.MovesMoney {
		facts = append(facts, "Moves money: yes")
	} else {
		facts = append(facts, "Moves money: no")
	}
	facts = append(facts, c.returned()...)
	facts = append(facts, c.proofs()...)
	switch asked := c.askedText(); {
	case asked != "":
		facts = append(facts, "After an unknown outcome, ask: "+asked)
	case c.AskWith != nil:
		facts = append(facts, "After an unknown outcome: no operation tells it")
	}
	switch {
	case c.Since.Value != "" && c.Until.Value != "":
		facts = append(facts, "API versions: "+c.Since.Value+" to "+c.Until.Value)
	case c.Since.Value != "":
		facts = append(facts, "API versions: since "+c.Since.Value)
	case c.Until.Value != "":
		facts = append(facts, "API versions: until "+c.Until.Value)
	}
	return facts
}

// proofs are what an answer must have to be taken for a success, and what it repeats of the request.
func (c call) proofs() []string {
	var facts []string
	for _, m := range c.bodies() {
		switch e := m.schema.Evidence; {
		case e == nil:
		case e.AnyMember:
			facts = append(facts, "A success has at least one member that is named here")
		default:
			facts = append(facts, "A success has "+strings.Join(openapi.Values(e.AnyOf), " or "))
		}
	}
	var repeated []string
	for _, e := range c.Echo {
		if e.Is.Value != "" {
			facts = append(facts, "The answer says "+e.Is.Value+" at "+e.Answer.Value+"; another listed value "+
				"contradicts")
			continue
		}
		repeated = append(repeated, e.Answer.Value)
	}
	if len(repeated) > 0 {
		facts = append(facts, "The answer repeats what was asked for at "+strings.Join(repeated,
			", ")+"; another value contradicts")
	}
	return facts
}

// askedText is the method to ask after an unknown outcome, with what; "" for none.
func (c call) askedText() string {
	if c.askGoName == "" {
		return ""
	}
	var names []string
	for _, e := range c.askedWith() {
		names = append(names, e.Key)
	}
	text := c.askGoName
	if len(names) > 0 {
		text += " with " + strings.Join(names, " and ")
	}
	if c.AskWith.Tells.Value == "by-comparing" {
		text += ", and compare with what it said before the call"
	}
	return text
}

// returned says what comes with which status.
func (c call) returned() []string {
	success := func(a answer) bool { return a.status < "400" }
	refused := func(a answer) bool { return a.status >= "400" }
	var facts []string
	for _, m := range c.bodies() {
		of := c.statuses(func(a answer) bool { return success(a) && a.model == m })
		facts = append(facts, fmt.Sprintf("Returns: %s (HTTP %s)", m.goName, strings.Join(of, ", ")))
	}
	if empty := c.statuses(func(a answer) bool { return success(a) && a.model == nil }); len(empty) > 0 {
		facts = append(facts, fmt.Sprintf("Returns: nothing (HTTP %s)", strings.Join(empty, ", ")))
	}
	if c.Redirects() {
		facts = append(facts, "The redirect is not followed; Info.Header has its Location")
	}
	if no := c.statuses(refused); len(no) > 0 {
		facts = append(facts, fmt.Sprintf("Refusals: *Error (HTTP %s)", strings.Join(no, ", ")))
	}
	return append(facts, c.otherMedia()...)
}

// otherMedia says which documented media types the client neither sends nor asks for.
func (c call) otherMedia() []string {
	var facts []string
	if c.Body != nil && c.Body.Others != nil {
		facts = append(facts, "Sent as "+c.Body.Media+"; also documented: "+strings.Join(c.Body.Others, ", "))
	}
	for _, r := range c.Responses {
		if r.Others != nil {
			facts = append(facts, fmt.Sprintf("HTTP %s is read as %s; also documented: %s", r.Status, r.Media,
				strings.Join(r.Others, ", ")))
		}
	}
	return facts
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strconv.Quote(s)
	}
	return strings.Join(out, ", ")
}

// same qualifies nothing: inside the generated package.
func same(name string) string { return name }
