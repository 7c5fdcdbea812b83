package openapi

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// formOf is the form of a schema, a key of SchemaKeywords, and its kind.
func formOf(n *yaml.Node) (form string, k Kind) {
	typ, format := text(n, "type"), text(n, "format")
	extra := child(n, "additionalProperties")
	switch {
	case child(n, "$ref") != nil || child(n, "allOf") != nil && len(items(child(n, "allOf"))) < 2 && typ == "":
		return "reference", KindNone
	case child(n, "anyOf") != nil:
		return "union", KindUnion
	case child(n, "enum") != nil && typ == "integer":
		return "integer enum", KindIntEnum
	case child(n, "enum") != nil && (typ == "string" || typ == ""):
		return "enum", KindEnum
	case typ == "array":
		return "array", KindArray
	case typ == "object" && child(n, "properties") == nil && extra != nil && extra.Kind == yaml.MappingNode:
		return "map", KindMap
	case typ == "object" && child(n, "properties") == nil && extra != nil && extra.Value == "true":
		return "free object", KindRaw
	case typ == "object", typ == "" && child(n, "properties") != nil:
		return "object", KindObject
	}
	k = scalarKind(typ, format)
	switch k {
	case KindString:
		if format == "currency" || format == "uuid" {
			return format, k
		}
	case KindSecret:
		return "secret", k
	case KindText:
		return "text", k
	case KindTime:
		return "date-time", k
	case KindDate:
		return "date", k
	case KindBytes:
		return "byte", k
	case KindDecimal, KindNumber:
		return "decimal", k
	case KindInt32, KindInt64:
		return "integer", k
	case KindBool, KindFlag:
		return "boolean", k
	case KindNone:
		switch typ {
		case "integer":
			return "integer", KindInt64
		case "number":
			return "decimal", KindNumber
		case "boolean":
			return "boolean", KindBool
		}
	}
	return "string", KindString
}

// shape reports what a schema cannot be where it stands. It reports whether the rest says nothing any more.
func (d *decoder) shape(s *Schema, n *yaml.Node, form string, k Kind, location string) bool {
	where := s.Where
	typ, format := text(n, "type"), text(n, "format")
	inline := func(what string) bool {
		d.report(n, where, "an inline "+what, "name it as a component and write a $ref to it")
		return true
	}
	switch {
	case child(n, "type") != nil && child(n, "type").Kind != yaml.ScalarNode:
		d.report(child(n, "type"), where, "type is no text",
			"write one type, and nullable: true beside it where null may come")
		return true
	case typ == "" && child(n, "oneOf") != nil:
		d.report(child(n, "oneOf"), where, "oneOf is not supported here", keywordOf(everySchema, "oneOf").Instead)
		return true
	case form == "reference":
		return false
	case location != "component" && (form == "object" || form == "free object" || form == "map"):
		return inline("object")
	case location != "component" && (form == "enum" || form == "integer enum"):
		return inline("enum")
	case location != "component" && form == "union":
		return inline("union")
	case location != "component" && location != "property" && form == "array":
		d.report(n, where, "a list", "write several parameters or a text, and say the separator in the description")
		return true
	case form == "object" && typ == "":
		d.report(n, where, "properties without a type", "write type: object")
	case form == "enum" && typ == "":
		d.report(n, where, "an enum without a type", "write type: string, or type: integer with a format")
	case form == "enum" && format != "":
		d.report(child(n, "format"), where, fmt.Sprintf("an enum with format %q", format), "leave the format out")
	case form == "integer enum" && format != "int32" && format != "int64":
		d.report(n, where, fmt.Sprintf("an integer with format %q", format), formatInstead(typ, format))
	case form == "array" && child(n, "items") == nil:
		d.report(n, where, "an array without items", "write items: {$ref: ...} or a scalar")
		return true
	case typ == "" && form != "union":
		if all := child(n, "allOf"); all != nil {
			d.report(all, where, fmt.Sprintf("allOf of %d", len(items(all))),
				"write objects in it, or exactly one $ref")
			return true
		}
		d.report(n, where, "no type", formatInstead("", ""))
		return true
	case slices.Contains([]string{"string", "decimal", "integer", "boolean"}, form) &&
		scalarKind(typ, format) == KindNone:
		what := fmt.Sprintf("%s with format %q is not in the table of formats", withArticle(typ), format)
		if format == "" {
			what = withArticle(typ) + " without a format"
		}
		if !slices.Contains([]string{"string", "integer", "number", "boolean"}, typ) {
			what = fmt.Sprintf("type %q is no type", typ)
		}
		d.report(d.orElse(child(n, "format"), n), where, what, formatInstead(typ, format))
	}
	return false
}

func (d *decoder) orElse(n, other *yaml.Node) *yaml.Node {
	if n == nil {
		return other
	}
	return n
}

func keywordOf(list []Keyword, name string) Keyword {
	return list[slices.IndexFunc(list, func(k Keyword) bool { return k.Name == name })]
}
