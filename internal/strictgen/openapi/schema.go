package openapi

import "fmt"

// A Schema is a component, or what stands where a value is described: a reference, a scalar, a list.
type Schema struct {
	Position
	Name     string  // of a component
	Where    string  // in messages
	Ref      *Schema // the component named by $ref or by an allOf of one; nil where the schema stands itself
	Beside   bool    // an allOf of one reference
	Type     string
	Format   string
	Explicit bool // has a type of its own

	Description string
	Nullable    bool
	Deprecated  bool

	MinLength, MaxLength *uint64
	Pattern              *Text
	Minimum, Maximum     *Bound
	MinItems, MaxItems   *uint64
	MaxProperties        *uint64
	UniqueItems          bool

	Items      *Schema // of a list
	Properties []*Property
	Required   []Text
	Values     *Schema // of a map: additionalProperties with a schema
	Open       bool    // additionalProperties: true
	Closed     bool    // additionalProperties: false
	Enum       []Text
	AnyOf      []*Schema
	Inside     bool   // a union whose variants have the member that selects them
	Place      string // where a component stood that had no name; "" for one that has
	Root       string // the name in its xml object
	SchemaExtensions

	kind Kind
}

// A Property is a member of an object.
type Property struct {
	Name     string
	Required bool
	*Schema
}

// Target is the component that the schema names, or the schema itself.
func (s *Schema) Target() *Schema {
	if s.Ref != nil {
		return s.Ref
	}
	return s
}

// Kind is how the value is read, written and checked.
func (s *Schema) Kind() Kind { return s.Target().kind }

// Property is the member of a name, nil where there is none.
func (s *Schema) Property(name string) *Property {
	for _, p := range s.Properties {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Lists reports whether an enum lists a value.
func (s *Schema) Lists(value string) bool {
	for _, v := range s.Enum {
		if v.Value == value {
			return true
		}
	}
	return false
}

// Requires reports whether a member must be there.
func (s *Schema) Requires(name string) bool {
	for _, r := range s.Required {
		if r.Value == name {
			return true
		}
	}
	return false
}

// Follow resolves a pointer such as /details/status_code: the members on its way, or why it leads nowhere.
func (s *Schema) Follow(pointer string) (way []*Property, why string) {
	if len(pointer) == 0 || pointer[0] != '/' {
		return nil, "is no pointer such as /details/code"
	}
	at := s
	for _, part := range splitPointer(pointer) {
		if len(way) > 0 {
			if at.Name == "" || at.Kind() != KindObject {
				return nil, fmt.Sprintf("leads nowhere: what stands before %q is no object", part)
			}
		}
		p := at.Property(part)
		if p == nil {
			return nil, fmt.Sprintf("leads nowhere: schema %s has no property %q", at.Name, part)
		}
		way = append(way, p)
		at = p.Target()
	}
	return way, ""
}
