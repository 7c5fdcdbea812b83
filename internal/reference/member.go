package reference

import (
	"slices"
	"strings"
)

// ownMembers are the properties of an object, without those inside them.
func (d *Doc) ownMembers(schema node, before string) []Member {
	var list []Member
	required := schema.get("required").texts()
	for _, property := range schema.get("properties").entries() {
		m := d.member(before+property.key, property.value)
		m.Required = slices.Contains(required, property.key)
		if m.Source == "" {
			m.Source = schema.get("x-source").text()
		}
		list = append(list, m)
	}
	return list
}

// members are the properties of an object and of the objects inside it, by pointer. within are the types around it: a
// type that has itself inside is not opened again.
func (d *Doc) members(schema node, pointer string, within []string) []Member {
	var list []Member
	own := d.ownMembers(schema, pointer+"/")
	for i, property := range schema.get("properties").entries() {
		list = append(list, own[i])
		inner, at := d.merged(property.value), pointer+"/"+property.key
		if items := inner.get("items"); items.there() {
			inner, at = d.merged(items), at+"/0"
		}
		name := inner.get("properties")
		if !name.there() || slices.Contains(within, d.typeOf(property.value)) {
			continue
		}
		list = append(list, d.members(inner, at, append(slices.Clone(within), d.typeOf(property.value)))...)
	}
	return list
}

// member describes a property. What stands beside a reference goes before what the type says.
func (d *Doc) member(name string, property node) Member {
	schema := d.merged(property)
	m := Member{
		Name: name, Type: d.typeOf(property), Nullable: property.get("nullable").text() == "true",
		Sensitive: property.get("x-sensitive").text(), Source: property.get("x-source").text(),
		Description: property.get("description").text(), Limits: limits(property),
	}
	if schema.Node != property.Node {
		m.Limits = append(m.Limits, limits(schema)...)
		if m.Description == "" {
			m.Description = schema.get("description").text()
		}
		if m.Sensitive == "" {
			m.Sensitive = schema.get("x-sensitive").text()
		}
	}
	if items := schema.get("items"); items.there() {
		schema = d.merged(items)
	}
	if values := schema.get("additionalProperties"); isMap(schema) {
		schema = d.merged(values)
	}
	m.Values = schema.get("enum").texts()
	return m
}

// values are the values of an enum, each with its source.
func (d *Doc) values(schema node) []Member {
	var list []Member
	for _, value := range schema.get("enum").texts() {
		m := Member{Name: value, Type: "value", Description: schema.get("x-enum-descriptions").get(value).text()}
		if value == "" {
			m.Name = `""`
		}
		if m.Source = schema.get("x-enum-sources").get(value).text(); m.Source == "" {
			m.Source = schema.get("x-source").text()
		}
		list = append(list, m)
	}
	return list
}

// typeOf names the type of a schema: a named object by its name, so that it can be looked up.
func (d *Doc) typeOf(schema node) string {
	if all := schema.get("allOf").items(); len(all) == 1 {
		return d.typeOf(all[0])
	}
	if ref := schema.get("$ref").text(); ref != "" {
		name := ref[strings.LastIndex(ref, "/")+1:]
		inner := d.merged(schema)
		if inner.get("properties").there() || inner.get("anyOf").there() || inner.get("enum").there() {
			return name
		}
		return d.typeOf(inner)
	}
	typ, format := schema.get("type").text(), schema.get("format").text()
	switch {
	case schema.get("items").there():
		return "list of " + d.typeOf(schema.get("items"))
	case isMap(schema):
		return "map of " + d.typeOf(schema.get("additionalProperties"))
	case schema.get("anyOf").there():
		return "one of several objects"
	case format != "":
		return typ + " (" + format + ")"
	case typ == "":
		return "any"
	}
	return typ
}

// isMap reports whether the members of an object have any name.
func isMap(schema node) bool {
	values := schema.get("additionalProperties")
	return values.get("type").there() || values.get("$ref").there() || values.get("allOf").there()
}

// bounds are the keywords that limit a value, each with how it reads before or after the number.
var bounds = []struct{ keyword, before, after string }{
	{"minLength", "at least ", " characters"},
	{"maxLength", "at most ", " characters"},
	{"minimum", "at least ", ""},
	{"maximum", "at most ", ""},
	{"minItems", "at least ", " items"},
	{"maxItems", "at most ", " items"},
	{"minProperties", "at least ", " members"},
	{"maxProperties", "at most ", " members"},
	{"x-key-max-length", "names of at most ", " characters"},
	{"pattern", "pattern ", ""},
	{"multipleOf", "a multiple of ", ""},
	{"x-since", "since API ", ""},
	{"x-until", "until API ", ""},
	{"x-also-read", "also read from a ", ""},
}

// limits are the limits that stand at a schema itself.
func limits(schema node) []string {
	var list []string
	for _, b := range bounds {
		value := schema.get(b.keyword).text()
		if value == "" {
			continue
		}
		text := b.before + value + b.after
		if value == "1" {
			text = b.before + value + strings.TrimSuffix(b.after, "s")
		}
		switch {
		case b.keyword == "minLength" && value == schema.get("maxLength").text():
			continue // the next row says it
		case b.keyword == "maxLength" && value == schema.get("minLength").text():
			text = "exactly" + strings.TrimPrefix(text, "at most")
		case b.keyword == "minimum" && schema.get("exclusiveMinimum").text() == "true":
			text = "above " + value
		case b.keyword == "maximum" && schema.get("exclusiveMaximum").text() == "true":
			text = "below " + value
		}
		list = append(list, text)
	}
	if schema.get("uniqueItems").text() == "true" {
		list = append(list, "no item twice")
	}
	if schema.get("x-grows").text() == "true" {
		list = append(list, "the list of values grows")
	}
	if schema.get("deprecated").text() == "true" {
		list = append(list, "deprecated")
	}
	return list
}
