package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// Needs are what generated code needs, beside the keywords of package openapi.
var Needs = []Rule{
	{"operationIds are names in camel case, each of them once", (*checker).operationIDs},
	{"every parameter of a path stands in the path, and the other way round; no colons", (*checker).paths},
	{"no two paths of one method fit the same address, as the sandbox's router sees it", (*checker).routes},
	{"no object requires itself", (*checker).endless},
	{"bodies are objects or lists; XML answers name their root, requests have none", (*checker).bodies},
	{"parameters are scalars or enums", (*checker).scalarParameters},
	{"one header for each of x-rate-limit", (*checker).rateLimits},
	{"objects have properties, at most 64; lists of names say properties, each once", (*checker).objects},
	{"a union has a discriminator that all variants have; or x-selected-by and x-variants, and an enum of these " +
		"values " +
		"beside it wherever it stands", (*checker).unions},
	{"values of an enum are of its type, each once; what names values names those of the enum", (*checker).enums},
	{"secret values have format: secret and x-sensitive: secret; x-also-read stands on numbers, texts and enums",
		(*checker).scalars},
	{"XML has no null, no maps, no dates, no bytes, no unions, no lists of lists, and its lists are not counted",
		(*checker).xmlOnly},
	{"pointers lead to a member, and where a text is read, to a scalar", (*checker).refusals},
	{"x-ask-with names an operation with its arguments; x-echo, x-idempotency-key and x-error-form name what is there",
		(*checker).operations},
	{"x-required-unless, x-since and x-until stand where they are read", (*checker).versions},
	{"code tables have each code once and the values of their enum; x-sentinels name codes of a table",
		(*checker).codes},
	{"webhooks have a name and a component of their own, a signature of one of two forms, and pointers that lead " +
		"to a " +
		"member", (*checker).webhooks},
}

func (c *checker) operationIDs() {
	seen := map[string]*openapi.Operation{}
	for _, o := range c.doc.Operations {
		if !isName(o.ID) {
			c.add(o.Position, o.Where(), fmt.Sprintf("operationId %q is not in camel case", o.ID),
				"write a name such as createOrder")
			continue
		}
		if first := seen[o.ID]; first != nil {
			c.add(o.Position, o.Where(), fmt.Sprintf("another operation has this operationId, on line %d", first.Line),
				"rename one of them")
		}
		seen[o.ID] = o
	}
}

func isName(text string) bool {
	for i, r := range text {
		if !(r >= 'a' && r <= 'z' || i > 0 && (r >= 'A' && r <= 'Z' || r >= '0' && r <= '9')) {
			return false
		}
	}
	return text != ""
}

func (c *checker) bodies() {
	body := func(at openapi.Position, where string, s *openapi.Schema) {
		if k := s.Kind(); k != openapi.KindObject && k != openapi.KindArray {
			c.add(at, where, "the body "+s.Name+" is neither an object nor a list",
				"wrap it in an object with one member")
		}
	}
	rooted := func(at openapi.Position, where string, s *openapi.Schema) {
		if s.Root == "" {
			c.add(at, where, "schema "+s.Name+" is the body of an XML answer and names no root",
				"give it xml: {name: data}")
		}
	}
	media := ""
	for _, o := range c.doc.Operations {
		where := o.Where()
		one := func(at openapi.Position, where, typ string) {
			if media == "" {
				media = typ
			}
			if typ != media {
				c.add(at, where, "media type "+typ+", though another operation has "+media,
					"write two specs; an API speaks one of the two")
			}
		}
		if o.Body != nil {
			body(o.Body.Position, where+", request body", o.Body.Schema)
			one(o.Body.Position, where+", request body", o.Body.Media)
			if s := o.Body.Schema; o.Body.XML() && s.Kind() == openapi.KindArray {
				c.add(o.Body.Position, where+", request body", "a list as an XML body",
					"write an object whose member is the list")
			}
		}
		success := 0
		for _, r := range o.Responses {
			at := where + ", response " + r.Status
			if r.Success() {
				success++
			}
			if r.Redirect() && !o.Redirects() {
				c.add(r.Position, at, "a redirect beside a success, or one with a body", "leave it out; where the "+
					"operation has no 2xx, redirects without a body are its success, and nobody follows them")
			}
			if r.Schema == nil {
				if r.MayBeEmpty {
					c.add(r.Position, at, "x-may-be-empty on a response without a body says nothing", "drop it")
				}
				continue
			}
			body(r.Position, at, r.Schema)
			one(r.Position, at, r.Media)
			if r.XML() {
				rooted(r.Position, at, r.Schema)
			}
		}
		if success == 0 && !o.Redirects() {
			c.add(o.Position, where, "no response of success",
				"write the documented one, 200 or another of 2xx, or a redirect without a body")
		}
	}
	for _, h := range c.doc.Webhooks {
		if s := c.doc.Schema(h.Schema.Value); s != nil {
			body(h.Position, "webhook "+h.Name.Value, s)
			if strings.HasSuffix(h.Media.Value, "xml") {
				rooted(h.Position, "webhook "+h.Name.Value, s)
			}
		}
	}
	for _, s := range c.doc.Schemas {
		if s.Root != "" && c.sent[s] {
			c.add(s.Position, s.Where, "a root on a request",
				"drop xml; the transport writes the members of a request one after the other")
		}
	}
}

func (c *checker) scalarParameters() {
	c.parameters(func(where string, p *openapi.Parameter) {
		k := p.Schema.Kind()
		switch {
		case !k.Scalar():
			c.add(p.Position, where, "a parameter that is no scalar", "write a scalar or a $ref to an enum")
		case k == openapi.KindFlag || k == openapi.KindText:
			c.add(p.Position, where, "format "+p.Schema.Target().Format+" in a parameter",
				"leave the format out; it is for bodies")
		}
	})
}

func (c *checker) objects() {
	c.components(func(s *openapi.Schema) {
		if len(s.Properties) == 0 && !s.Open {
			c.add(s.Position, s.Where, "an object without properties",
				"name them, or write additionalProperties: true for any object")
		}
		if len(s.Properties) > 64 {
			c.add(s.Position, s.Where, fmt.Sprintf("%d members; the readers count to 64", len(s.Properties)),
				"move some of them into an object, or keep them with additionalProperties: true")
		}
		if s.Open && s.Property("additionalProperties") != nil {
			c.add(s.Property("additionalProperties").Position, s.Where,
				"a property additionalProperties on an open object, which has that field in Go",
				"give it another Go name with "+
					"x-go-name")
		}
		c.names(s, "required", s.Required)
		for name, groups := range map[string][][]openapi.Text{"x-at-least-one": s.AtLeastOne,
			"x-exactly-one": s.ExactlyOne} {
			for _, group := range groups {
				if len(group) < 2 && len(group) > 0 {
					c.add(group[0].Position, s.Where, name+" of one", "write two names or more in each list")
				}
				c.names(s, name, group)
			}
		}
	}, openapi.KindObject)
}

// names checks a list of members of an object.
func (c *checker) names(s *openapi.Schema, what string, list []openapi.Text) {
	for i, n := range list {
		if s.Property(n.Value) == nil {
			c.add(n.Position, s.Where, fmt.Sprintf("%s names %q, which is no property", what, n.Value),
				"write the name of a property")
		}
		if slices.Contains(openapi.Values(list[:i]), n.Value) {
			c.add(n.Position, s.Where, fmt.Sprintf("%s names %q twice", what, n.Value), "keep one of them")
		}
	}
}

func (c *checker) scalars() {
	c.values(func(where string, s *openapi.Schema) {
		if s.Ref != nil {
			return
		}
		also, typ := s.AlsoRead.Value, s.Type
		switch {
		case s.Kind() == openapi.KindText && also != "number":
			c.add(s.Position, where, "format text is read from a number as well", "write x-also-read: number beside it")
		case also == "fraction" && !s.Kind().Integer():
			c.add(s.AlsoRead.Position, where, "x-also-read: fraction on something but an integer",
				"drop it; a decimal has a fraction")
		case also == typ && also != "":
			c.add(s.AlsoRead.Position, where, "x-also-read names the type itself", "name the other one")
		case also != "" && !twoSpellings(s.Kind()):
			c.add(s.AlsoRead.Position, where, "x-also-read is read for decimals, integers, format text and enums only",
				"drop it")
		case s.Kind() == openapi.KindFlag && !c.doc.XML():
			c.add(s.Position, where, "format flag is for XML", "leave the format out; JSON has booleans")
		}
	})
	for _, s := range c.doc.Schemas {
		for _, p := range s.Properties {
			c.secrecy(p.Where, p.Position, p.Sensitive.Value, p.Schema)
		}
	}
	c.parameters(func(where string, p *openapi.Parameter) { c.secrecy(where, p.Position, p.Sensitive.Value, p.Schema) })
}

// twoSpellings reports whether values of a kind are read from a text and from a number alike.
func twoSpellings(k openapi.Kind) bool {
	switch k {
	case openapi.KindText, openapi.KindEnum, openapi.KindIntEnum:
		return true
	}
	return k.Amount() || k.Integer()
}

func (c *checker) secrecy(where string, at openapi.Position, sensitive string, s *openapi.Schema) {
	secret := s.Kind() == openapi.KindSecret
	switch {
	case sensitive == "secret" && !secret:
		c.add(at, where, "x-sensitive: secret without format: secret",
			"write both; the format is the type that hides the value")
	case secret && sensitive != "secret":
		c.add(at, where, "format: secret without x-sensitive: secret", "write both")
	}
}
