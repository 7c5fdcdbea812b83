package damage

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// A shape is what an OpenAPI file says of a value: a schema, seen through the allOf that stands around a reference.
type shape struct {
	*openapi3.Schema
	nullable  bool
	alsoRead  string // the other JSON spelling that is declared, number or string
	openToAll bool   // takes members that it does not name
	pattern   *regexp.Regexp
	listed    map[string]bool // the values of an enum as text, nil without one
	required  map[string]bool
	members   map[string]*shape
	items     *shape
	values    *shape // of a map
	union     *union
}

// A union is a value whose variant a sibling selects.
type union struct {
	selector string
	inside   bool              // it is a member of the object itself
	variants map[string]*shape // by value of the selector
}

// shapes builds the shapes of one OpenAPI file, each once.
type shapes map[*openapi3.Schema]*shape

func (all shapes) of(ref *openapi3.SchemaRef) *shape {
	if ref == nil {
		return nil
	}
	outer := ref.Value
	if s := all[outer]; s != nil {
		return s
	}
	s := &shape{}
	all[outer] = s
	if len(outer.AllOf) > 0 && !all.refers(outer) {
		outer = merged(outer)
	}
	if len(outer.AllOf) == 1 {
		*s = *all.of(outer.AllOf[0])
		s.nullable = s.nullable || outer.Nullable
		s.extensions(outer)
		return s
	}
	s.Schema, s.nullable = outer, outer.Nullable
	s.extensions(outer)
	if outer.Pattern != "" {
		s.pattern = regexp.MustCompile(outer.Pattern)
	}
	if len(outer.Enum) > 0 {
		s.listed = map[string]bool{}
		for _, v := range outer.Enum {
			s.listed[enumText(v)] = true
		}
	}
	s.required = map[string]bool{}
	for _, name := range outer.Required {
		s.required[name] = true
	}
	s.members = map[string]*shape{}
	for name, ref := range outer.Properties {
		s.members[name] = all.of(ref)
	}
	s.items = all.of(outer.Items)
	s.openToAll = outer.AdditionalProperties.Has != nil && *outer.AdditionalProperties.Has
	s.values = all.of(outer.AdditionalProperties.Schema)
	all.unionOf(s)
	return s
}

// refers reports whether an allOf is one reference with something beside it.
func (all shapes) refers(schema *openapi3.Schema) bool {
	return len(schema.AllOf) == 1 && schema.AllOf[0].Ref != "" && len(schema.Properties)+len(schema.Required) == 0
}

// merged is an allOf of objects as one object.
func merged(schema *openapi3.Schema) *openapi3.Schema {
	whole := *schema
	whole.AllOf, whole.Type = nil, &openapi3.Types{"object"}
	whole.Properties, whole.Required = maps.Clone(schema.Properties), nil
	if whole.Properties == nil {
		whole.Properties = openapi3.Schemas{}
	}
	for _, ref := range schema.AllOf {
		part := ref.Value
		if len(part.AllOf) > 0 {
			part = merged(part)
		}
		maps.Copy(whole.Properties, part.Properties)
		whole.Required = append(whole.Required, part.Required...)
	}
	whole.Required = append(whole.Required, schema.Required...)
	return &whole
}

func (s *shape) extensions(schema *openapi3.Schema) {
	if text, ok := schema.Extensions["x-also-read"].(string); ok {
		s.alsoRead = text
	}
}

func (all shapes) unionOf(s *shape) {
	if s.Discriminator != nil {
		all.discriminated(s)
		return
	}
	selector, ok := s.Extensions["x-selected-by"].(string)
	if !ok {
		return
	}
	s.union = &union{selector: selector, variants: map[string]*shape{}}
	for value, component := range s.Extensions["x-variants"].(map[string]any) {
		for _, ref := range s.AnyOf {
			if strings.HasSuffix(ref.Ref, "/"+component.(string)) {
				s.union.variants[value] = all.of(ref)
			}
		}
	}
}

// discriminated is a union whose variants have the member that selects them, or, where they have not, one beside it.
func (all shapes) discriminated(s *shape) {
	s.union = &union{selector: s.Discriminator.PropertyName, variants: map[string]*shape{}}
	for _, ref := range slices.Concat(s.AnyOf, s.OneOf) {
		variant := all.of(ref)
		s.union.inside = variant.members[s.union.selector] != nil
		name := ref.Ref[strings.LastIndex(ref.Ref, "/")+1:]
		for value, to := range s.Discriminator.Mapping {
			if to.Ref == name || strings.HasSuffix(to.Ref, "/"+name) {
				s.union.variants[value] = variant
			}
		}
	}
}

func enumText(v any) string {
	if number, ok := v.(float64); ok {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	text, _ := v.(string)
	return text
}

// free reports whether an object has no members of its own: it is kept as it came.
func (s *shape) free() bool { return s.Type.Is("object") && len(s.members) == 0 && s.openToAll }

// formal reports whether a text has a form that the empty text does not have.
func (s *shape) formal() bool {
	switch s.Format {
	case "decimal", "date-time", "date", "uuid", "currency":
		return true
	}
	return s.pattern != nil || s.MinLength > 0
}

// lengthFits reports whether a text has one of the documented lengths, in code points.
func (s *shape) lengthFits(text string) bool {
	n := uint64(utf8.RuneCountInString(text))
	return n >= s.MinLength && (s.MaxLength == nil || n <= *s.MaxLength)
}

// countFits reports whether a list may have so many items.
func (s *shape) countFits(n int) bool {
	return uint64(n) >= s.MinItems && (s.MaxItems == nil || uint64(n) <= *s.MaxItems)
}
