package expand

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

// A visit is how far the merging of a schema has come.
type visit int

const (
	begun visit = iota + 1
	done
	failed
)

// merge turns an allOf of objects into one object. false: it could not, and a problem says why.
func (e *expander) merge(n *yaml.Node, where, name string) bool {
	parts := Items(Child(n, "allOf"))
	if n.Kind != yaml.MappingNode || len(parts) == 0 || e.merged[n] == done || e.asideOnly(n, parts, where, name) {
		return e.merged[n] != failed
	}
	if e.merged[n] == begun {
		e.report(n, where, "the allOf comes back to itself", "take the reference to itself out of it")
		e.merged[n] = failed
		return false
	}
	e.merged[n] = begun
	if typ := Child(n, "type"); typ != nil && typ.Value != "object" {
		e.report(typ, where, "a type of something but objects beside an allOf", "leave the type out")
		e.merged[n] = failed
		return false
	}
	m := &merging{expander: e, where: where, self: owner{name, where}, line: n.Line, byName: map[string]*yaml.Node{}}
	for _, part := range parts {
		if !m.part(part) {
			e.merged[n] = failed
			return false
		}
	}
	if !m.own(n) {
		e.merged[n] = failed
		return false
	}
	n.Content = m.object(n)
	e.merged[n] = done
	return true
}

// asideOnly reports whether an allOf is a reference with something beside it, or none of objects: both are left as they
// are.
func (e *expander) asideOnly(n *yaml.Node, parts []*yaml.Node, where, name string) bool {
	component := where == "schema "+name
	single := len(parts) == 1 && Child(parts[0], "$ref") != nil && Child(n, "properties") == nil &&
		Child(n, "required") == nil && Text(n, "type") == ""
	if single && !component {
		return true
	}
	if single {
		target := Child(e.schemas, reference(parts[0]))
		return target == nil || !isObject(target)
	}
	return false
}

// isObject reports whether a schema is an object with members, or an allOf that may become one.
func isObject(n *yaml.Node) bool {
	typ := Text(n, "type")
	if typ != "" && typ != "object" {
		return false
	}
	for _, other := range []string{"anyOf", "oneOf", "enum", "items", "not"} {
		if Child(n, other) != nil {
			return false
		}
	}
	return Child(n, "properties") != nil || Child(n, "allOf") != nil || Child(n, "required") != nil
}

// A merging collects the parts of an allOf.
type merging struct {
	*expander
	where      string
	self       owner
	line       int
	names      []*yaml.Node // of members, in their order
	byName     map[string]*yaml.Node
	required   []*yaml.Node
	open       *yaml.Node
	extensions []*yaml.Node // of the components that are taken over, keys and values
	groups     map[string]*yaml.Node
	described  *yaml.Node
}

// What the object has of the components it is made of, where it has no own.
var inherited = []string{"x-refusal", "x-evidence", "x-denies"}

// Lists of names, of which the object has all.
var added = []string{"x-at-least-one", "x-exactly-one"}

func (m *merging) part(part *yaml.Node) bool {
	from, schema := m.self, part
	if ref := Child(part, "$ref"); ref != nil {
		name := reference(part)
		if schema = Child(m.schemas, name); schema == nil {
			m.report(ref, m.where, fmt.Sprintf("$ref %q in an allOf is no reference to components/schemas", ref.Value),
				"write #/components/schemas/ and the name of an object")
			return false
		}
		from = owner{name, "schema " + name}
	}
	if !isObject(schema) {
		m.report(part, m.where, "an allOf of something but objects with properties",
			"write objects and references to objects in it, or exactly one $ref with description, nullable or "+
				"extensions "+
				"beside it")
		return false
	}
	if !m.merge(schema, from.where, from.name) {
		return false
	}
	if schema == part && !m.inlinePart(part) {
		return false
	}
	if open := Child(schema, "additionalProperties"); open != nil {
		if open.Value != "true" {
			m.report(open, m.where, "a part of an allOf that is closed or a map",
				"leave additionalProperties out of the part")
			return false
		}
		m.open = open
	}
	if schema != part {
		m.inherit(schema)
	}
	return m.members(schema, from)
}

// inlinePart checks what a part says that is no component.
func (m *merging) inlinePart(part *yaml.Node) bool {
	known := slices.Concat([]string{"type", "properties", "required", "additionalProperties", "description",
		"x-source"},
		added)
	ok := true
	Each(part, func(key, value *yaml.Node) {
		switch {
		case key.Value == "description":
			m.described = value
		case !slices.Contains(known, key.Value):
			m.report(key, m.where, key.Value+" in a part of an allOf", "write it beside the allOf")
			ok = false
		case slices.Contains(added, key.Value):
			m.group(key.Value, value)
		}
	})
	return ok
}

func (m *merging) inherit(schema *yaml.Node) {
	Each(schema, func(key, value *yaml.Node) {
		switch {
		case slices.Contains(inherited, key.Value):
			m.extensions = append(m.extensions, key, value)
		case slices.Contains(added, key.Value):
			m.group(key.Value, value)
		}
	})
}

func (m *merging) group(name string, value *yaml.Node) {
	if m.groups == nil {
		m.groups = map[string]*yaml.Node{}
	}
	if m.groups[name] == nil {
		m.groups[name] = list(value.Line)
	}
	m.groups[name].Content = append(m.groups[name].Content, value.Content...)
}

// members takes over the members of a part.
func (m *merging) members(schema *yaml.Node, from owner) bool {
	ok := true
	Each(Child(schema, "properties"), func(key, value *yaml.Node) {
		first := m.byName[key.Value]
		switch {
		case first == nil:
			m.byName[key.Value] = value
			m.names = append(m.names, key)
			if _, known := m.owners[value]; !known {
				m.owners[value] = from
			}
		case !same(first, value):
			m.report(key, m.where, fmt.Sprintf("property %s has two schemas in the allOf, the first on line %d",
				key.Value,
				first.Line), "keep one of them, or write the same in both")
			ok = false
		}
	})
	for _, name := range Items(Child(schema, "required")) {
		if !slices.ContainsFunc(m.required, func(r *yaml.Node) bool { return r.Value == name.Value }) {
			m.required = append(m.required, name)
		}
	}
	return ok
}

// own takes what stands beside the allOf.
func (m *merging) own(n *yaml.Node) bool {
	for _, name := range added {
		if value := Child(n, name); value != nil && m.groups[name] != nil {
			m.group(name, value)
		}
	}
	for _, name := range inherited {
		if times := m.times(name); times > 1 && Child(n, name) == nil {
			m.report(n, m.where, fmt.Sprintf("%d components of the allOf have %s", times, name),
				"write "+name+" beside the allOf")
			return false
		}
	}
	return m.members(n, m.self)
}

func (m *merging) times(extension string) (n int) {
	for i := 0; i < len(m.extensions); i += 2 {
		if m.extensions[i].Value == extension {
			n++
		}
	}
	return n
}

// object is the content of the one object.
func (m *merging) object(n *yaml.Node) []*yaml.Node {
	object := mapping(m.line, text(m.line, "type"), text(m.line, "object"))
	Each(n, func(key, value *yaml.Node) {
		switch key.Value {
		case "allOf", "type", "properties", "required":
		default:
			if m.groups[key.Value] == nil {
				put(object, key, value)
			}
		}
	})
	add := func(name string, value *yaml.Node) {
		if value != nil && Child(object, name) == nil {
			put(object, text(value.Line, name), value)
		}
	}
	add("description", m.described)
	add("additionalProperties", m.open)
	for i := 0; i < len(m.extensions); i += 2 {
		add(m.extensions[i].Value, m.extensions[i+1])
	}
	for _, name := range added {
		add(name, m.groups[name])
	}
	if m.required != nil {
		add("required", list(m.required[0].Line, m.required...))
	}
	properties := mapping(m.line)
	for _, key := range m.names {
		put(properties, key, m.byName[key.Value])
	}
	add("properties", properties)
	return object.Content
}
