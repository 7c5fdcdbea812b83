package lint

import (
	"fmt"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// xmlOnly checks what the readers of XML do not know. An API speaks either XML or JSON.
func (c *checker) xmlOnly() {
	if !c.doc.XML() {
		return
	}
	c.values(func(where string, s *openapi.Schema) {
		if s.Nullable {
			c.add(s.Position, where, "nullable in an XML API; an element is empty or absent, never null",
				"leave it out")
		}
		if s.Ref != nil {
			if s.Kind() == openapi.KindArray {
				c.add(s.Position, where, "a list with a name of its own in an XML API",
					"write the list here: repeated elements have the name of the property")
			}
			return
		}
		if s.AlsoRead.Value != "" {
			c.add(s.AlsoRead.Position, where, "x-also-read in an XML API; elements have one spelling", "leave it out")
		}
		if s.MinItems != nil || s.MaxItems != nil {
			c.add(s.Position, where, "minItems or maxItems in an XML API, where lists are not counted",
				"say it in the description")
		}
		switch s.Kind() {
		case openapi.KindTime, openapi.KindDate:
			c.add(s.Position, where, "a "+s.Format+" in an XML API",
				"write type: integer, format: int64 for Unix seconds, or a string with a pattern")
		case openapi.KindBytes:
			c.add(s.Position, where, "format byte in an XML API",
				"leave the format out and say in the description that it is base64")
		case openapi.KindText:
			c.add(s.Position, where, "format text in an XML API; an element is text anyway", "leave the format out")
		case openapi.KindMap:
			c.add(s.Position, where, "a map in an XML API",
				"write additionalProperties: true: names and values in their order")
		case openapi.KindUnion:
			c.add(s.Position, where, "a union in an XML API", "write one object whose members are all optional")
		}
	})
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
