package openapi

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

func (d *decoder) variants(s *Schema, n *yaml.Node) {
	for _, part := range d.list(n, s.Where, "{$ref: ...}") {
		name, _, ok := d.reference(part, s.Where, "schemas")
		switch {
		case child(part, "$ref") == nil:
			d.report(part, s.Where, "a variant that is no reference", "name it as a component and write a $ref to it")
		case ok && d.doc.schemas[name].kind != KindObject:
			d.report(part, s.Where, "variant "+name+" is no object", "write a component with properties")
		case ok:
			s.AnyOf = append(s.AnyOf, &Schema{Position: d.at(part), Where: s.Where, Ref: d.doc.schemas[name]})
		}
	}
}

// discriminator decodes the member of the variants that selects one of them; package expand has filled in all values.
func (d *decoder) discriminator(s *Schema, n *yaml.Node) {
	s.Inside = true
	s.SelectedBy = Text{d.at(n), text(n, "propertyName")}
	each(child(n, "mapping"), func(key, value *yaml.Node) {
		s.Variants = append(s.Variants,
			Entry{d.at(value), key.Value, strings.TrimPrefix(value.Value, "#/components/schemas/")})
	})
}

// enum decodes the list of values, which are of the schema's type as YAML reads them.
func (d *decoder) enum(s *Schema, n *yaml.Node) {
	tag, instead := "!!str", "write a text, in quotes where it looks like something else; null is no value"
	if s.kind == KindIntEnum {
		tag, instead = "!!int", "write an integer without quotes"
	}
	for _, v := range items(n) {
		if v.Kind == yaml.ScalarNode && v.ShortTag() != tag {
			d.report(v, s.Where, fmt.Sprintf("value %s is not of the enum's type", v.Value), instead)
			return
		}
	}
	d.texts(s.Where, "enum", &s.Enum)(n)
	for _, v := range s.Enum {
		if strings.ContainsFunc(v.Value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			d.problems.Add(v.Position, s.Where, fmt.Sprintf("value %q has control characters", v.Value),
				"say it in the description")
		}
	}
}

// beside decodes an allOf of one reference with something beside it.
func (d *decoder) beside(s *Schema, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode || len(n.Content) != 1 || child(n.Content[0], "$ref") == nil {
		d.report(n, s.Where, "allOf of something but one reference",
			"write exactly one $ref in it, with description, nullable or extensions beside it")
		return
	}
	if name, _, ok := d.reference(n.Content[0], s.Where, "schemas"); ok {
		s.Ref, s.Beside = d.doc.schemas[name], true
	}
}
