package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func (c *checker) operations() {
	for _, o := range c.doc.Operations {
		where := o.Where()
		body := o.Request()
		if key := o.IdempotencyKey; key.Value != "" {
			var p *openapi.Property
			if body != nil {
				p = body.Property(key.Value)
			}
			switch {
			case p == nil:
				c.add(key.Position, where, fmt.Sprintf("x-idempotency-key %q is no member of the body", key.Value),
					"write the name of a member")
			case p.Kind() != openapi.KindString || !p.Required || p.Nullable:
				c.add(key.Position, where,
					fmt.Sprintf("x-idempotency-key %q is no required string of the body, so it cannot be "+
						"filled in", key.Value), "make the member required and type: string")
			}
		}
		if o.Context.Value != "" && !c.doc.HasRow("", "", o.Context.Value) {
			c.add(o.Context.Position, where,
				fmt.Sprintf("x-context %q is the context of no row in x-codes", o.Context.Value),
				"write the context of a row")
		}
		c.askWith(o)
		for i, e := range o.Echo {
			c.echo(o, fmt.Sprintf("x-echo[%d]", i), e)
		}
		for _, r := range o.Responses {
			c.errorForm(where+", response "+r.Status, r)
		}
	}
}

// askWith checks the reference that an unknown outcome carries.
func (c *checker) askWith(o *openapi.Operation) {
	ask, where := o.AskWith, o.Where()
	if ask == nil {
		return
	}
	if ask.Never() {
		if ask.Operation.Value != "" || ask.With != nil {
			c.add(ask.Position, where, "x-ask-with names an operation, though tells is never",
				"write {tells: never} alone")
		}
		return
	}
	if ask.Operation.Value == "" || ask.With == nil {
		c.add(ask.Position, where, "x-ask-with lacks operation or with",
			"write {operation: getOrder, with: {<argument>: /pointer/into/the/request}}, or {tells: never} where "+
				"nothing "+
				"tells the outcome")
		return
	}
	name := ask.Operation
	if name.Value == o.ID && o.IdempotencyKey.Value == "" {
		c.add(ask.Position, where, "x-ask-with names the operation itself, which would do it again: it has no "+
			"x-idempotency-key", "name an operation that asks")
	}
	asked := c.doc.Operation(name.Value)
	if asked == nil {
		c.add(name.Position, where, fmt.Sprintf("x-ask-with: there is no operation %q", name.Value),
			"write the operationId of one")
		return
	}
	for _, e := range ask.With {
		if asked.Parameter("", e.Key) == nil && (asked.Request() == nil || asked.Request().Property(e.Key) == nil) {
			c.add(e.Position, where, fmt.Sprintf("x-ask-with: operation %s has no parameter or body member %q",
				name.Value,
				e.Key), "write the name of one")
		}
		pointer := openapi.Text{Position: e.Position, Value: e.Value}
		if in, parameter, ok := strings.Cut(e.Value, "/"); ok && in != "" {
			c.requestParameter(o, where, "x-ask-with", pointer, in, parameter)
		} else if body := o.Request(); body != nil {
			c.scalarAt(body, where, "x-ask-with", pointer)
		} else {
			c.add(e.Position, where, "x-ask-with: the operation has no body for "+e.Value+" to lead into",
				"write path/NAME or query/NAME, or {tells: never}")
		}
	}
}

// requestParameter finds a parameter that a rule names in place of a pointer into the body.
func (c *checker) requestParameter(
	o *openapi.Operation, where, what string, pointer openapi.Text, in, name string,
) *openapi.Parameter {
	p := o.Parameter(in, name)
	if p == nil {
		c.add(pointer.Position, where, fmt.Sprintf("%s: there is no parameter %q in %s", what, name, in),
			"write the name of one")
	}
	return p
}

// echo checks a part of the request that the answer repeats.
func (c *checker) echo(o *openapi.Operation, what string, e openapi.Echo) {
	where := o.Where()
	if (e.Request.Value == "") == (e.Is.Value == "") {
		c.add(e.Position, where, what+" has not exactly one of request and is",
			"write request: where the request has it, or is: the value by which the answer names the operation")
		return
	}
	if e.Is.Value != "" {
		c.echoIs(o, what, e)
		return
	}
	if in, name, ok := strings.Cut(e.Request.Value, "/"); ok && in != "" {
		c.requestParameter(o, where, what, e.Request, in, name)
	} else if body := o.Request(); body != nil {
		c.scalarAt(body, where, what, e.Request)
	} else {
		c.add(e.Request.Position, where, what+": the operation has no body for "+e.Request.Value+" to lead into",
			"write path/NAME or query/NAME")
	}
	for _, r := range o.Responses {
		if r.Success() && r.Schema != nil {
			c.scalarAt(r.Schema, where, what, e.Answer)
		}
	}
}

// echoIs checks the value by which an answer names the operation.
func (c *checker) echoIs(o *openapi.Operation, what string, e openapi.Echo) {
	for _, r := range o.Responses {
		if !r.Success() || r.Schema == nil {
			continue
		}
		p := c.scalarAt(r.Schema, o.Where(), what, e.Answer)
		if p != nil && !slices.Contains(openapi.Values(p.Target().Enum), e.Is.Value) {
			c.add(e.Is.Position, o.Where(),
				fmt.Sprintf("%s: the enum at %s does not list %q", what, e.Answer.Value, e.Is.Value),
				"write one of its values")
		}
	}
}

func (c *checker) errorForm(where string, r *openapi.Response) {
	name := r.ErrorForm
	if name.Value == "" {
		return
	}
	s := c.doc.Schema(name.Value)
	switch {
	case !r.Success():
		c.add(name.Position, where, "x-error-form on a status that is no success",
			"drop it; the body of a refusal is its schema")
	case r.Schema == nil:
		c.add(name.Position, where, "x-error-form on a response without a body", "write the content")
	case s == nil || s.Kind() != openapi.KindObject || len(s.Refusal) == 0:
		c.add(name.Position, where, fmt.Sprintf("x-error-form %q is no object with x-refusal", name.Value),
			"write the name of a component that has one")
	}
}
