package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// Policy is what this repository asks of its specs. Generated code would do without.
var Policy = []Rule{
	{"the document, every operation and every component schema have an x-source", (*checker).sources},
	{"every component schema has a description, every operation a summary, in words of our own", (*checker).described},
	{"nothing that is only inferred is required, nullable or closed", (*checker).inferred},
	{"values of enums are ASCII, or x-enum-varnames names them all", (*checker).ascii},
	{"component schemas have names in camel case with a capital first", (*checker).schemaNames},
}

func (c *checker) sources() {
	need := func(at openapi.Position, where string, source openapi.Text) {
		if source.Value == "" {
			c.add(at, where, "x-source is missing", "give "+openapi.SourceForm)
		}
	}
	need(c.doc.Position, "document", c.doc.Source)
	for _, o := range c.doc.Operations {
		need(o.Position, o.Where(), o.Source)
	}
	for _, s := range c.doc.Schemas {
		need(s.Position, s.Where, s.Source)
	}
}

func (c *checker) described() {
	for _, o := range c.doc.Operations {
		if strings.TrimSpace(o.Summary) == "" {
			c.add(o.Position, o.Where(), "no summary", "say in a line of our own what it does")
		}
	}
	for _, s := range c.doc.Schemas {
		if strings.TrimSpace(s.Description) == "" {
			c.add(s.Position, s.Where, "no description", "say in words of our own what it is")
		}
	}
}

func (c *checker) inferred() {
	const instead = "leave that out until a page says it, or write the page into x-source"
	c.components(func(s *openapi.Schema) {
		if s.Closed && openapi.Inferred(s.Source.Value) {
			c.add(s.Position, s.Where, "closed (additionalProperties: false), though its source is only inferred",
				instead)
		}
		for _, p := range s.Properties {
			source := p.Source.Value
			if source == "" {
				source = s.Source.Value
			}
			if !openapi.Inferred(source) {
				continue
			}
			if p.Required {
				c.add(p.Position, p.Where, "required, though its source is only inferred", instead)
			}
			if p.Nullable {
				c.add(p.Position, p.Where, "nullable, though its source is only inferred", instead)
			}
		}
	}, openapi.KindObject)
}

var ascii = regexp.MustCompile(`^[\x20-\x7e]*$`)

func (c *checker) ascii() {
	c.components(func(s *openapi.Schema) {
		if i := slices.IndexFunc(s.Enum, func(v openapi.Text) bool { return !ascii.MatchString(v.Value) }); i >= 0 &&
			s.EnumNames == nil {
			c.add(s.Enum[i].Position, s.Where, fmt.Sprintf("value %q is not ASCII", s.Enum[i].Value),
				"name every value in x-enum-varnames")
		}
	}, openapi.KindEnum)
}

var goName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)

func (c *checker) schemaNames() {
	for _, s := range c.doc.Schemas {
		if !goName.MatchString(s.Name) {
			c.add(s.Position, s.Where, "its name is not in camel case with a capital first",
				"write a name such as OrderStatus")
		}
	}
}
