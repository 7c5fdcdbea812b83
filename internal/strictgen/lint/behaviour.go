package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// scalarAt checks that a pointer leads to a member with one text.
func (c *checker) scalarAt(s *openapi.Schema, where, what string, pointer openapi.Text) *openapi.Property {
	way, why := s.Follow(pointer.Value)
	if why == "" && !way[len(way)-1].Kind().Scalar() {
		why = "leads to no scalar"
	}
	if why != "" {
		c.add(pointer.Position, where, fmt.Sprintf("%s: the pointer %s %s", what, pointer.Value, why),
			"write a pointer to a scalar member, /details/code")
		return nil
	}
	return way[len(way)-1]
}

// refusals checks the cases in which a body says no, and what shows that a body is what it is taken for.
func (c *checker) refusals() {
	c.components(func(s *openapi.Schema) {
		always := false
		for i, r := range s.Refusal {
			at := fmt.Sprintf("x-refusal[%d]", i)
			if always {
				c.add(r.Position, s.Where, at+" is never reached", "put the case without when behind all others")
			}
			always = r.When.Value == ""
			if always && (r.Equals.Given || r.AsError || r.OneOf != nil || r.Except != nil || r.Groups != nil) {
				c.add(r.Position, s.Where, at+" has a condition or as-error without when", "write when: a pointer")
			}
			if r.Groups != nil && (r.Equals.Given || r.OneOf != nil) || r.Equals.Given && r.OneOf != nil {
				c.add(r.Position, s.Where, at+" has several of equals, one-of and groups", "keep one of them")
			}
			c.groups(s, at, r)
			for _, pointer := range append([]openapi.Text{r.When, r.Code}, r.Text...) {
				if pointer.Value != "" {
					c.scalarAt(s, s.Where, at, pointer)
				}
			}
			if r.Equals.Given && r.When.Value != "" {
				if way, why := s.Follow(r.When.Value); why == "" {
					if enum := way[len(way)-1].Target(); len(enum.Enum) > 0 && !enum.Lists(r.Equals.Value) {
						c.add(r.Equals.Position, s.Where,
							fmt.Sprintf("%s: equals %q is no value of %s", at, r.Equals.Value, enum.Name),
							"write a value that the enum lists")
					}
				}
			}
			if r.Code.Value != "" && r.CodeIs.Value != "" {
				c.add(r.Position, s.Where, at+" has both code and code-is", "keep one of them")
			}
			table := r.Table.Value
			switch {
			case table == "":
			case c.doc.Table(table) == nil:
				c.add(r.Table.Position, s.Where, fmt.Sprintf("%s: there is no code table %q in x-codes", at, table),
					"write the name of a table")
			case r.Context.Value != "" && !c.doc.HasRow(table, "", r.Context.Value):
				c.add(r.Context.Position, s.Where,
					fmt.Sprintf("%s: code table %s has no row with context %q", at, table,
						r.Context.Value), "write the context of a row")
			case r.CodeIs.Value != "" && !c.doc.HasRow(table, r.CodeIs.Value, ""):
				c.add(r.CodeIs.Position, s.Where,
					fmt.Sprintf("%s: code table %s has no code %q", at, table, r.CodeIs.Value),
					"write a code of the table, or add the row")
			}
		}
		c.evidence(s)
		c.denials(s)
	}, openapi.KindObject, openapi.KindRaw)
}

func (c *checker) evidence(s *openapi.Schema) {
	e := s.Evidence
	if e == nil {
		return
	}
	if c.doc.XML() {
		c.add(e.Position, s.Where, "x-evidence does not stand on a schema of XML", "write x-required-unless")
	}
	if (len(e.AnyOf) > 0) == e.AnyMember {
		c.add(e.Position, s.Where, "x-evidence has not exactly one of any-of and any-member",
			"write any-of: [/id, /status] or any-member: true")
	}
	for _, pointer := range append(slices.Clone(e.AnyOf), e.Missing) {
		if pointer.Value == "" {
			continue
		}
		if _, why := s.Follow(pointer.Value); why != "" {
			c.add(pointer.Position, s.Where, fmt.Sprintf("x-evidence: the pointer %s %s", pointer.Value, why),
				"write a pointer to a member")
		}
	}
}

// groups checks that a case asks for groups of its own table.
func (c *checker) groups(s *openapi.Schema, at string, r openapi.RefusalCase) {
	t := c.doc.Table(r.Table.Value)
	for _, g := range r.Groups {
		if t == nil || !slices.ContainsFunc(t.Rows, func(row openapi.Row) bool { return row.Group.Value == g.Value }) {
			c.add(g.Position, s.Where, fmt.Sprintf("%s: code table %q has no group %q", at, r.Table.Value, g.Value),
				"write table: a table with that group")
		}
	}
}

// denials checks the pairs of members of which one denies the other.
func (c *checker) denials(s *openapi.Schema) {
	for i, d := range s.Denies {
		for _, pointer := range []openapi.Text{d.Member, d.Denies} {
			c.scalarAt(s, s.Where, fmt.Sprintf("x-denies[%d]", i), pointer)
		}
	}
}

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

// versions checks what only XML has.
func (c *checker) versions() {
	c.components(func(s *openapi.Schema) {
		for _, p := range s.Properties {
			for name, v := range map[string]openapi.Text{"x-since": p.Since, "x-until": p.Until} {
				if v.Value != "" && (!c.sent[s] || !c.xml[s]) {
					c.add(v.Position, p.Where, name+" does not stand on this",
						"it stands on: X-Payments operation, request property")
				}
			}
		}
		c.requiredUnless(s)
	}, openapi.KindObject)
}

func (c *checker) requiredUnless(s *openapi.Schema) {
	unless := s.RequiredUnless
	if unless == nil {
		return
	}
	if s.Root == "" {
		if !c.xml[s] {
			c.add(unless.Position, s.Where, "x-required-unless does not stand on this",
				"it stands on: XML answer schema")
		}
		return // the missing root is reported
	}
	if p := s.Property(unless.Member.Value); p == nil || !p.Kind().Scalar() {
		c.add(unless.Member.Position, s.Where,
			fmt.Sprintf("x-required-unless: member %q is no scalar property",
				unless.Member.Value), "write the name of one")
	}
	var inner *openapi.Schema
	if in := unless.In; in.Value != "" {
		if p := s.Property(in.Value); p == nil || p.Kind() != openapi.KindObject {
			c.add(in.Position, s.Where,
				fmt.Sprintf("x-required-unless: in %q is no property that is an object", in.Value),
				"write the name of one")
		} else {
			inner = p.Target()
		}
	}
	for _, n := range unless.Or {
		if p := s.Property(n.Value); p == nil || p.Kind() != openapi.KindString {
			c.add(n.Position, s.Where, fmt.Sprintf("x-required-unless: or %q is no property that is a string", n.Value),
				"write the name of one")
		}
	}
	for _, n := range unless.Inside {
		if inner == nil || inner.Property(n.Value) == nil {
			c.add(n.Position, s.Where,
				fmt.Sprintf("x-required-unless: inside %q is no property of the element in", n.Value),
				"write the name of one")
		}
	}
	if unless.Inside != nil {
		inner = nil // the names stand here only
	}
	for _, n := range unless.Names {
		switch {
		case s.Property(n.Value) == nil:
			c.add(n.Position, s.Where, fmt.Sprintf("x-required-unless names %q, which is no property", n.Value),
				"write the name of one")
		case inner != nil && inner.Property(n.Value) == nil:
			c.add(n.Position, s.Where, fmt.Sprintf("x-required-unless names %q, which is no property of %s", n.Value,
				inner.Name), "write the name of one that both have")
		case s.Requires(n.Value):
			c.add(n.Position, s.Where, fmt.Sprintf("x-required-unless names %q, which is always required", n.Value),
				"take it out of one of the lists")
		}
	}
}
