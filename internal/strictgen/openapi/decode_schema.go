package openapi

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// componentSchemas makes all of them first, with their kinds, so that they can refer to each other.
func (d *decoder) componentSchemas(n *yaml.Node) {
	nodes := map[*Schema]*yaml.Node{}
	each(n, func(key, value *yaml.Node) {
		s := &Schema{Position: d.at(value), Name: key.Value, Where: "schema " + key.Value}
		s.Line = key.Line
		if s.Place = d.expanded.Places[value]; s.Place != "" {
			s.Where = s.Place
		}
		_, s.kind = formOf(value)
		nodes[s] = value
		d.doc.Schemas = append(d.doc.Schemas, s)
		d.doc.schemas[s.Name] = s
	})
	for _, s := range d.doc.Schemas {
		d.fill(s, nodes[s], "component")
	}
}

// schema decodes one that stands inline, or a reference to a component. nil where there is no telling.
func (d *decoder) schema(n *yaml.Node, where, location string) *Schema {
	s := &Schema{Position: d.at(n), Where: where}
	if child(n, "$ref") != nil {
		name, _, ok := d.reference(n, where, "schemas")
		if !ok {
			return nil
		}
		s.Ref = d.doc.schemas[name]
		return s
	}
	_, s.kind = formOf(n)
	d.fill(s, n, location)
	if form, _ := formOf(n); form == "reference" && s.Ref == nil {
		return nil
	}
	return s
}

// fill decodes the members of a schema.
func (d *decoder) fill(s *Schema, n *yaml.Node, location string) {
	where := s.Where
	if location == "component" && d.onlyReference(n, where) {
		return
	}
	form, k := formOf(n)
	if child(n, "allOf") != nil && location == "component" {
		d.report(child(n, "allOf"), where, "allOf on a component", "write the members of the other component here")
		return
	}
	if n.Kind == yaml.MappingNode && d.shape(s, n, form, k, location) {
		return
	}
	var exclusiveMinimum, exclusiveMaximum bool
	decode := members{
		"type":          d.into(where, "type", &s.Type),
		"format":        d.into(where, "format", &s.Format),
		"description":   d.into(where, "description", &s.Description),
		"nullable":      d.truth(where, "nullable", &s.Nullable),
		"deprecated":    d.truth(where, "deprecated", &s.Deprecated),
		"minLength":     d.count(where, "minLength", 0, &s.MinLength),
		"maxLength":     d.count(where, "maxLength", 1, &s.MaxLength),
		"minItems":      d.count(where, "minItems", 0, &s.MinItems),
		"maxItems":      d.count(where, "maxItems", 1, &s.MaxItems),
		"maxProperties": d.count(where, "maxProperties", 1, &s.MaxProperties),
		"uniqueItems":   d.truth(where, "uniqueItems", &s.UniqueItems),
		"minimum":       d.bound(where, "minimum", &s.Minimum), "maximum": d.bound(where, "maximum", &s.Maximum),
		"exclusiveMinimum": d.truth(where, "exclusiveMinimum", &exclusiveMinimum), "exclusiveMaximum": d.truth(where,
			"exclusiveMaximum", &exclusiveMaximum),
		"pattern":              func(n *yaml.Node) { d.pattern(n, s) },
		"enum":                 func(n *yaml.Node) { d.enum(s, n) },
		"required":             d.texts(where, "required", &s.Required),
		"items":                func(n *yaml.Node) { s.Items = d.schema(n, where+", items", "items") },
		"properties":           func(n *yaml.Node) { d.properties(s, n) },
		"additionalProperties": func(n *yaml.Node) { d.additional(s, n) },
		"anyOf":                func(n *yaml.Node) { d.variants(s, n) },
		"discriminator":        func(n *yaml.Node) { d.discriminator(s, n) },
		"allOf":                func(n *yaml.Node) { d.beside(s, n) },
		"xml": func(n *yaml.Node) {
			d.mapping(n, "xml object", where, members{"name": d.into(where, "xml name", &s.Root)})
			d.require(n, where+", xml", "name", "the name of the root, data")
		},
	}
	verdict := func(name string) (Keyword, bool) { return SchemaVerdict(form, location, name) }
	d.object(n, where, "schema", decode, verdict,
		func() []string { return append(names(SchemaKeywords[form]), names(LocationKeywords[location])...) })
	d.bounds(s, n, exclusiveMinimum, exclusiveMaximum)
	if location != "property" {
		d.schemaExtensions(s, n, location)
	}
	for _, p := range s.Properties {
		p.Required = s.Requires(p.Name)
	}
}

// schemaExtensions decodes them, by the words of specs/README.md for the place.
func (d *decoder) schemaExtensions(s *Schema, n *yaml.Node, location string) {
	var places []string
	switch location {
	case "component":
		places = []string{"component schema"}
		switch s.kind {
		case KindObject, KindRaw:
			// Which of them is the root of an XML answer is known only when all is decoded; the lint looks at that.
			places = append(places, "object schema", "XML answer schema")
		case KindEnum, KindIntEnum:
			places = append(places, "enum schema")
		case KindUnion:
			places = append(places, "union schema")
		case KindMap:
			places = append(places, "map schema")
		case KindArray:
		default:
			places = append(places, "scalar schema")
		}
	case "property":
		// Whether the property is one of a request is known only when all is decoded; the lint looks at that.
		places = []string{"property", "request property"}
		if k := s.Kind(); k.Scalar() && k != KindEnum && k != KindIntEnum {
			places = append(places, "scalar property")
		}
	case "items":
		if s.kind.Scalar() {
			places = []string{"scalar items"}
		}
	}
	d.extensions(n, s.Where, &s.SchemaExtensions, places...)
}

func (d *decoder) properties(s *Schema, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		d.report(n, s.Where, "properties is no mapping", "write {name: {type: string}}")
		return
	}
	each(n, func(key, value *yaml.Node) {
		where := s.Where + ", property " + key.Value
		if key.Value == "" || strings.ContainsFunc(key.Value, strange) {
			d.report(key, where, "a name with quotes, a backslash or control characters",
				"keep the member with additionalProperties: true on the object")
			return
		}
		p := d.schema(value, where, "property")
		if p == nil {
			return
		}
		p.Line = key.Line
		if child(value, "$ref") == nil {
			d.schemaExtensions(p, value, "property")
		} else {
			d.placed[value] = true
		}
		s.Properties = append(s.Properties, &Property{Name: key.Value, Schema: p})
	})
}

func (d *decoder) additional(s *Schema, n *yaml.Node) {
	switch {
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!bool":
		s.Open, s.Closed = n.Value == "true", n.Value == "false"
	case n.Kind != yaml.MappingNode:
		d.report(n, s.Where, "additionalProperties is neither a schema nor true or false",
			"write true for an open object")
	case s.kind != KindMap:
		d.report(n, s.Where, "properties and typed additionalProperties together",
			"write additionalProperties: true for an open object")
	default:
		s.Values = d.schema(n, s.Where+", values", "value")
	}
}
