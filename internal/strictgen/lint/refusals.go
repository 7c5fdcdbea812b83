package lint

import (
	"fmt"
	"slices"

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
