package main

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// components checks the named schemas.
func (l *linter) components() {
	each(l.schemas, func(name string, schema *yaml.Node) {
		where := "schema " + name
		if !aGoName.test(name) {
			l.fault(schema, where, "its name is not in camel case with a capital first, such as OrderStatus")
		}
		if child(schema, "$ref") != nil {
			l.fault(schema, where, "a component that is only a reference; use the other one in its place")
			return
		}
		for _, key := range []string{"allOf", "oneOf", "not", "discriminator"} {
			if n := child(schema, key); n != nil {
				l.fault(n, where, "%s on a component; the generator knows anyOf with x-selected-by", key)
				return
			}
		}
		k := l.kind(schema)
		places := []string{"component schema"}
		switch k {
		case kindObject, kindRaw:
			places = append(places, "object schema")
		case kindEnum, kindIntEnum:
			places = append(places, "enum schema")
		case kindUnion:
			places = append(places, "union schema")
		case kindMap:
			places = append(places, "map schema")
		case kindArray:
		default:
			places = append(places, "scalar schema")
		}
		if child(schema, "xml") != nil {
			places = append(places, "XML answer schema")
		}
		l.place(schema, where, places...)
		if child(schema, "x-source") == nil {
			l.fault(schema, where, "x-source is missing; give %s", aSource.says)
		}
		if strings.TrimSpace(text(schema, "description")) == "" {
			l.fault(schema, where, "no description; say in words of our own what it is")
		}
		if n := child(schema, "nullable"); n != nil && k.typed() {
			l.fault(n, where, "nullable on a component is not read; say it where the component is used, beside allOf")
		}
		switch k {
		case kindEnum, kindIntEnum:
			l.enum(where, schema, k)
		case kindUnion:
			l.union(where, schema)
		case kindMap:
			l.mapping(where, schema)
		case kindArray:
			l.member(where, schema)
		case kindObject, kindRaw:
			l.object(name, schema)
		default:
			l.scalar(where, schema)
		}
	})
}

func (l *linter) object(name string, schema *yaml.Node) {
	where := "schema " + name
	properties := child(schema, "properties")
	extra := child(schema, "additionalProperties")
	switch {
	case extra != nil && extra.Kind == yaml.MappingNode:
		l.fault(extra, where, "properties and typed additionalProperties together; an open object has additionalProperties: true")
	case extra != nil && extra.Value == "false" && inferred(text(schema, "x-source")):
		l.fault(extra, where, "closed (additionalProperties: false), though its source is only inferred")
	case properties == nil && (extra == nil || extra.Value != "true"):
		l.fault(schema, where, "an object without properties; name them, or say additionalProperties: true for any object")
	}
	required := values(child(schema, "required"))
	for i, n := range items(child(schema, "required")) {
		if child(properties, n.Value) == nil {
			l.fault(n, where, "required names %q, which is no property", n.Value)
		}
		if slices.Contains(required[:i], n.Value) {
			l.fault(n, where, "required names %q twice", n.Value)
		}
	}
	each(properties, func(property string, p *yaml.Node) {
		at := where + ", property " + property
		l.property(at, name, schema, p)
		source := text(p, "x-source")
		if source == "" {
			source = text(schema, "x-source")
		}
		if inferred(source) && slices.Contains(required, property) {
			l.fault(p, at, "required, though its source is only inferred")
		}
		if inferred(source) && text(p, "nullable") == "true" {
			l.fault(p, at, "nullable, though its source is only inferred")
		}
	})
	l.xmlRoot(name, schema)
	l.refusal(name, schema)
	for _, extension := range []string{"x-at-least-one", "x-exactly-one"} {
		for _, group := range items(child(schema, extension)) {
			if len(group.Content) < 2 {
				l.fault(group, where, "%s: a choice has two names or more", extension)
			}
			for _, n := range items(group) {
				if child(properties, n.Value) == nil {
					l.fault(n, where, "%s names %q, which is no property", extension, n.Value)
				}
			}
		}
	}
	l.requiredUnless(name, schema)
}

// xmlRoot checks the standard xml object: a name on answers, nowhere else.
func (l *linter) xmlRoot(name string, schema *yaml.Node) {
	xml := child(schema, "xml")
	if xml == nil {
		return
	}
	if text(xml, "name") == "" || len(xml.Content) != 2 {
		l.fault(xml, "schema "+name, "xml is not of its form; give {name: data}, the root's name, and nothing else")
	}
	if l.sent[name] {
		l.fault(xml, "schema "+name, "a root on a request; requests have none, the transport writes the members one after the other")
	}
}

func (l *linter) requiredUnless(name string, schema *yaml.Node) {
	unless := child(schema, "x-required-unless")
	if unless == nil {
		return
	}
	where := "schema " + name
	properties := child(schema, "properties")
	if member := child(unless, "member"); member != nil {
		if p := child(properties, member.Value); p == nil || !l.readsAsText(p) {
			l.fault(member, where, "x-required-unless: member %q is no scalar property", member.Value)
		}
	}
	inner := ""
	if in := child(unless, "in"); in != nil {
		p := child(properties, in.Value)
		if inner = refOf(p); p == nil || inner == "" || l.kind(p) != kindObject {
			l.fault(in, where, "x-required-unless: in %q is no property that is an object", in.Value)
			inner = ""
		}
	}
	for _, n := range items(child(unless, "names")) {
		if child(properties, n.Value) == nil {
			l.fault(n, where, "x-required-unless names %q, which is no property", n.Value)
		}
		if inner != "" && child(child(l.schema(inner), "properties"), n.Value) == nil {
			l.fault(n, where, "x-required-unless names %q, which is no property of %s", n.Value, inner)
		}
		if slices.Contains(values(child(schema, "required")), n.Value) {
			l.fault(n, where, "x-required-unless names %q, which is always required", n.Value)
		}
	}
}

func (l *linter) property(where, schema string, object, p *yaml.Node) {
	places := []string{"property"}
	switch l.kind(p) {
	case kindObject, kindUnion, kindArray, kindMap, kindRaw, kindEnum, kindIntEnum:
	default:
		places = append(places, "scalar property")
	}
	if l.sent[schema] && l.xml[schema] {
		places = append(places, "request property")
	}
	l.place(p, where, places...)
	l.member(where, p)
	l.secrecy(where, p, p)
	if child(p, "xml") != nil {
		l.fault(child(p, "xml"), where, "xml on a property; its element has the property's name")
	}
	if refOf(p) == "" || l.kind(p) != kindUnion {
		return
	}
	union := l.schema(refOf(p))
	selector := child(child(object, "properties"), text(union, "x-selected-by"))
	if selector == nil || l.kind(selector) != kindEnum {
		l.fault(p, where, "no enum %q beside it, which x-selected-by of %s names", text(union, "x-selected-by"), refOf(p))
		return
	}
	enum := values(child(l.schema(refOf(selector)), "enum"))
	each(child(union, "x-variants"), func(value string, n *yaml.Node) {
		if !slices.Contains(enum, value) {
			l.fault(n, "schema "+refOf(p), "x-variants: %q is no value of %s, which selects the variant", value, refOf(selector))
		}
	})
}

// member checks what stands where a value is described: a reference, a scalar, or an array of either.
func (l *linter) member(where string, n *yaml.Node) {
	if n == nil || child(n, "$ref") != nil {
		return
	}
	if all := child(n, "allOf"); all != nil {
		if len(items(all)) != 1 || text(items(all)[0], "$ref") == "" {
			l.fault(all, where, "allOf is a reference with something beside it: exactly one $ref")
		}
		each(n, func(key string, value *yaml.Node) {
			if !strings.HasPrefix(key, "x-") && !slices.Contains([]string{"allOf", "description", "nullable", "deprecated"}, key) {
				l.fault(value, where, "%s beside allOf is not read; put it on the component", key)
			}
		})
		return
	}
	if text(n, "type") != "array" {
		l.scalar(where, n)
		return
	}
	item := child(n, "items")
	switch {
	case item == nil:
		l.fault(n, where, "an array without items")
	case child(item, "$ref") != nil:
		if k := l.kind(item); k == kindUnion || k == kindArray {
			l.fault(item, where, "items that are a union or an array; wrap them in an object")
		}
	case child(item, "allOf") != nil || text(item, "type") == "array":
		l.fault(item, where, "items are a reference or a scalar")
	default:
		l.place(item, where+", items", "items")
		l.scalar(where+", items", item)
	}
}

// scalar checks an inline scalar, or a component that is one.
func (l *linter) scalar(where string, n *yaml.Node) {
	for _, key := range []string{"properties", "additionalProperties", "enum", "anyOf", "oneOf", "not", "discriminator"} {
		if c := child(n, key); c != nil {
			l.fault(c, where, "an inline object, enum or union (%s); name it as a component", key)
			return
		}
	}
	typ, format := text(n, "type"), text(n, "format")
	if !slices.Contains(formats, strings.TrimSpace(typ+" "+format)) {
		switch typ {
		case "integer":
			l.fault(n, where, "an integer with format %q; write int32 or int64", format)
		case "number":
			l.fault(n, where, "a number with format %q; write format: decimal, or integer", format)
		case "object":
			l.fault(n, where, "an inline object; name it as a component")
		case "":
			l.fault(n, where, "no type; give one, or a reference")
		default:
			l.fault(n, where, "type %s with format %q is not in the table of formats in specs/README.md", typ, format)
		}
		return
	}
	also := text(n, "x-also-read")
	switch {
	case format == "text" && also != "number":
		l.fault(n, where, "format text is read from a number as well; say x-also-read: number")
	case also == typ:
		l.fault(n, where, "x-also-read names the type itself; name the other one")
	case also != "" && format != "text" && format != "decimal":
		l.fault(n, where, "x-also-read is read for formats decimal and text only")
	case format == "flag" && !l.xmlSpec():
		l.fault(n, where, "format flag is for XML; JSON has booleans")
	}
}

// xmlSpec reports whether the API speaks XML.
func (l *linter) xmlSpec() bool {
	xml := false
	l.eachOperation(func(_, _ string, op *yaml.Node) { xml = xml || l.speaksXML(op) })
	return xml
}

// secrecy checks that secret values have the type that hides them.
func (l *linter) secrecy(where string, n, schema *yaml.Node) {
	secret := text(n, "x-sensitive") == "secret"
	if has := l.kind(schema) == kindSecret; secret && !has {
		l.fault(n, where, "x-sensitive: secret without format: secret, which hides the value")
	} else if has && !secret {
		l.fault(n, where, "format: secret without x-sensitive: secret")
	}
}

func (l *linter) mapping(where string, schema *yaml.Node) {
	value := child(schema, "additionalProperties")
	if text(value, "type") != "string" || child(value, "format") != nil || child(value, "enum") != nil || child(schema, "properties") != nil {
		l.fault(schema, where, "a map holds plain strings: additionalProperties: {type: string}, and no properties")
	}
}

func (l *linter) union(where string, schema *yaml.Node) {
	variants, selected := child(schema, "x-variants"), child(schema, "x-selected-by")
	if variants == nil || selected == nil {
		l.fault(schema, where, "a union has both x-selected-by and x-variants")
	}
	var named []string
	each(variants, func(_ string, n *yaml.Node) { named = append(named, n.Value) })
	var parts []string
	for _, part := range items(child(schema, "anyOf")) {
		name := refOf(part)
		if parts = append(parts, name); text(part, "$ref") == "" || l.kind(part) != kindObject {
			l.fault(part, where, "a variant that is no reference to an object; name it as a component")
			continue
		}
		if n := count(named, name); n != 1 && variants != nil {
			l.fault(part, where, "variant %s stands %d times in x-variants; exactly one value selects it", name, n)
		}
	}
	each(variants, func(value string, n *yaml.Node) {
		if !slices.Contains(parts, n.Value) {
			l.fault(n, where, "x-variants: %s, selected by %q, is not in anyOf", n.Value, value)
		}
	})
}

func (l *linter) enum(where string, schema *yaml.Node, k kind) {
	enum := child(schema, "enum")
	list := values(enum)
	if k == kindIntEnum {
		if f := text(schema, "format"); f != "int32" && f != "int64" {
			l.fault(schema, where, "an integer with format %q; write int32 or int64", f)
		}
	} else if text(schema, "type") != "string" || text(schema, "format") != "" {
		l.fault(schema, where, "an enum is a string without format, or an integer")
	}
	names := child(schema, "x-enum-varnames")
	for i, n := range items(enum) {
		if tag := map[kind]string{kindEnum: "!!str", kindIntEnum: "!!int"}[k]; n.ShortTag() != tag {
			l.fault(n, where, "value %s is not of the enum's type; quote a string, and no null", n.Value)
		}
		if slices.Contains(list[:i], n.Value) {
			l.fault(n, where, "value %q stands twice", n.Value)
		}
		if !ascii.MatchString(n.Value) && names == nil {
			l.fault(n, where, "value %q is not ASCII; name every value in x-enum-varnames", n.Value)
		}
	}
	if names != nil && len(names.Content) != len(list) {
		l.fault(names, where, "x-enum-varnames has %d names for %d values", len(names.Content), len(list))
	}
	for i, n := range items(names) {
		if slices.Contains(values(names)[:i], n.Value) {
			l.fault(n, where, "x-enum-varnames has %q twice", n.Value)
		}
	}
	for _, extension := range []string{"x-enum-sources", "x-enum-descriptions"} {
		each(child(schema, extension), func(value string, n *yaml.Node) {
			if !slices.Contains(list, value) {
				l.fault(n, where, "%s: %q is no value of the enum", extension, value)
			}
		})
	}
	each(child(schema, "x-status"), func(answer string, statuses *yaml.Node) {
		for _, n := range items(statuses) {
			if !slices.Contains(list, n.Value) {
				l.fault(n, where, "x-status %s: %q is no value of the enum", answer, n.Value)
			}
		}
	})
}

func count(list []string, name string) int {
	n := 0
	for _, v := range list {
		if v == name {
			n++
		}
	}
	return n
}
