package main

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// A schema is what counts of one in a specification.
type schema struct {
	Ref        string     `yaml:"$ref,omitempty"`
	Type       string     `yaml:"type,omitempty"`
	Format     string     `yaml:"format,omitempty"`
	Nullable   bool       `yaml:"nullable,omitempty"`
	AllOf      []*schema  `yaml:"allOf,omitempty"`
	AnyOf      []*schema  `yaml:"anyOf,omitempty"`
	Items      *schema    `yaml:"items,omitempty"`
	Properties properties `yaml:"properties,omitempty"`
	Required   []string   `yaml:"required,omitempty"`
	Enum       []any      `yaml:"enum,omitempty"`
	Pattern    string     `yaml:"pattern,omitempty"`
	MinLength  *int       `yaml:"minLength,omitempty"`
	MaxLength  *int       `yaml:"maxLength,omitempty"`
	MinItems   *int       `yaml:"minItems,omitempty"`
	Minimum    *float64   `yaml:"minimum,omitempty"`
	Maximum    *float64   `yaml:"maximum,omitempty"`
	Additional *schema    `yaml:"additionalProperties,omitempty"`

	anything bool // additionalProperties: true
}

// UnmarshalYAML takes true and false for schemas as well.
func (s *schema) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		s.anything = n.Value == "true"
		return nil
	}
	type plain schema
	return n.Decode((*plain)(s))
}

// Properties keep the order of the document.
type properties []property

type property struct {
	name   string
	schema *schema
}

func (p *properties) UnmarshalYAML(n *yaml.Node) error {
	for i := 0; i < len(n.Content); i += 2 {
		s := new(schema)
		if err := n.Content[i+1].Decode(s); err != nil {
			return err
		}
		*p = append(*p, property{n.Content[i].Value, s})
	}
	return nil
}

// MarshalYAML writes them in that order.
func (p properties) MarshalYAML() (any, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, m := range p {
		name, value := new(yaml.Node), new(yaml.Node)
		name.SetString(m.name)
		if err := value.Encode(m.schema); err != nil {
			return nil, err
		}
		n.Content = append(n.Content, name, value)
	}
	return n, nil
}

// A set is the schemas that some roots need, in the order they are met.
type set struct {
	schemas map[string]*schema
	order   []string
	xml     bool
}

func nameOf(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

// reach adds a schema and what it refers to. A union that a member beside it selects has no counterpart elsewhere: it
// is its first variant, which is the one in the bodies that are measured.
func (s *set) reach(name string) {
	for _, known := range s.order {
		if known == name {
			return
		}
	}
	if union := s.schemas[name]; len(union.AnyOf) > 0 {
		s.schemas[name] = s.schemas[nameOf(union.AnyOf[0].Ref)]
	}
	s.order = append(s.order, name)
	s.within(s.schemas[name])
}

func (s *set) within(in *schema) {
	if in == nil {
		return
	}
	if in.Ref != "" {
		s.reach(nameOf(in.Ref))
	}
	for _, part := range in.AllOf {
		s.within(part)
	}
	for _, p := range in.Properties {
		s.within(p.schema)
	}
	s.within(in.Items)
	s.within(in.Additional)
}
