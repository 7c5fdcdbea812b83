// Package lint checks a spec that was read: what the generator needs, and what this repository asks of its specs beyond
// that.
package lint

import (
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// A Rule is one thing that is checked.
type Rule struct {
	Says  string // in words, for strictgen -help
	check func(*checker)
}

// Check checks all rules.
func Check(doc *openapi.Document, report *openapi.Report) {
	c := &checker{doc: doc, report: report}
	c.reach()
	for _, list := range [][]Rule{Needs, Policy} {
		for _, r := range list {
			r.check(c)
		}
	}
}

type checker struct {
	doc    *openapi.Document
	report *openapi.Report
	sent   map[*openapi.Schema]bool // component schemas that a request body reaches
	xml    map[*openapi.Schema]bool // component schemas that an XML body reaches
}

func (c *checker) add(at openapi.Position, where, what, instead string) {
	c.report.Add(at, where, what, instead)
}

// reach finds which component schemas requests and XML bodies use.
func (c *checker) reach() {
	c.sent, c.xml = map[*openapi.Schema]bool{}, map[*openapi.Schema]bool{}
	for _, o := range c.doc.Operations {
		if o.Body != nil {
			c.mark(o.Body.Schema, true, o.Body.XML())
		}
		for _, r := range o.Responses {
			c.mark(r.Schema, false, r.XML())
		}
	}
	for _, h := range c.doc.Webhooks {
		c.mark(c.doc.Schema(h.Schema.Value), false, strings.HasSuffix(h.Media.Value, "xml"))
	}
	for _, s := range c.doc.Schemas {
		if s.Root != "" {
			c.mark(s, false, true)
		}
	}
}

func (c *checker) mark(s *openapi.Schema, sent, xml bool) {
	if s == nil {
		return
	}
	s = s.Target()
	if s.Name != "" {
		if (!sent || c.sent[s]) && (!xml || c.xml[s]) {
			return
		}
		c.sent[s], c.xml[s] = c.sent[s] || sent, c.xml[s] || xml
	}
	for _, p := range s.Properties {
		c.mark(p.Schema, sent, xml)
	}
	for _, v := range s.AnyOf {
		c.mark(v, sent, xml)
	}
	c.mark(s.Items, sent, xml)
	c.mark(s.Values, sent, xml)
}

// components visits the component schemas of some kinds.
func (c *checker) components(visit func(*openapi.Schema), kinds ...openapi.Kind) {
	for _, s := range c.doc.Schemas {
		for _, k := range kinds {
			if s.Kind() == k {
				visit(s)
			}
		}
	}
}

// values visits every place where a value is described: properties, items, parameters, with what it is called in
// messages.
func (c *checker) values(visit func(where string, s *openapi.Schema)) {
	for _, s := range c.doc.Schemas {
		visit(s.Where, s)
		for _, p := range s.Properties {
			visit(p.Where, p.Schema)
			if p.Ref == nil && p.Items != nil {
				visit(p.Items.Where, p.Items)
			}
		}
		for _, inner := range []*openapi.Schema{s.Items, s.Values} {
			if inner != nil {
				visit(inner.Where, inner)
			}
		}
	}
	c.parameters(func(where string, p *openapi.Parameter) { visit(where, p.Schema) })
}

// parameters visits each parameter once.
func (c *checker) parameters(visit func(where string, p *openapi.Parameter)) {
	seen := map[*openapi.Parameter]bool{}
	for _, o := range c.doc.Operations {
		for _, p := range o.Parameters {
			if !seen[p] {
				seen[p] = true
				visit(p.Schema.Where, p)
			}
		}
	}
	for _, p := range c.doc.Parameters {
		if !seen[p] {
			visit(p.Schema.Where, p)
		}
	}
}
