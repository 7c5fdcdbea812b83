package main

import (
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
