package xpayments_test

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
)

// A finding is a deviation without its words.
type finding struct {
	kind    strictpay.Kind
	pointer string
}

// An oracle says from the OpenAPI document alone what is wrong with a tree. It shares no code with the decoder.
type oracle struct{ found []finding }

func (o *oracle) add(kind strictpay.Kind, pointer string) {
	o.found = append(o.found, finding{kind, pointer})
}

// resolved follows allOf with one member, which is how a reference gets a description.
func resolved(ref *openapi3.SchemaRef) *openapi3.Schema {
	s := ref.Value
	for len(s.AllOf) == 1 {
		s = s.AllOf[0].Value
	}
	return s
}

func (o *oracle) element(s *openapi3.Schema, e *element, pointer string, item bool) {
	o.attribute(e, pointer, item)
	if s.Type.Is("object") {
		o.container(s, e, pointer)
		return
	}
	if len(e.children) > 0 {
		o.add(strictpay.KindType, pointer)
		return
	}
	o.scalar(s, e.text, pointer)
}

// attribute: the items of a list, and the children of an open container, may be marked type="cell"; nothing else is an attribute.
func (o *oracle) attribute(e *element, pointer string, item bool) {
	name, _, _ := strings.Cut(strings.TrimSpace(e.attr), "=")
	switch {
	case e.attr == "" || item && e.attr == ` type="cell"`:
	case item && name == "type":
		o.add(strictpay.KindUnknownValue, pointer+"/@"+name)
	default:
		o.add(strictpay.KindUnknownMember, pointer+"/@"+name)
	}
}

// container gives what a container showed: its members that were there, nil where it could not be judged.
func (o *oracle) container(s *openapi3.Schema, e *element, pointer string) map[string]*element {
	if strings.TrimSpace(e.text) != "" {
		o.add(strictpay.KindType, pointer)
		return nil
	}
	seen, twice, items := map[string]*element{}, map[string]bool{}, map[string]int{}
	inner := map[string]map[string]*element{}
	for _, c := range e.children {
		if c.dropped {
			continue
		}
		ref, known := s.Properties[c.name]
		below := pointer + "/" + c.name
		switch {
		case known && resolved(ref).Type.Is("array"):
			seen[c.name] = c
			o.element(resolved(resolved(ref).Items), c, below+"/"+strconv.Itoa(items[c.name]), true)
			items[c.name]++
			continue
		case seen[c.name] != nil && (known || c.attr != ` type="cell"`):
			if !twice[c.name] {
				o.add(strictpay.KindDuplicate, below)
			}
			twice[c.name] = true
			continue
		case known && resolved(ref).Type.Is("object") && c.attr == "":
			inner[c.name] = o.container(resolved(ref), c, below)
		case known:
			o.element(resolved(ref), c, below, false)
		case s.AdditionalProperties.Has != nil && *s.AdditionalProperties.Has:
			o.open(c, below)
		case seen[c.name] == nil:
			o.add(strictpay.KindUnknownMember, below)
		}
		if seen[c.name] == nil {
			seen[c.name] = c
		}
	}
	for _, name := range s.Required {
		if seen[name] == nil {
			o.add(strictpay.KindMissing, pointer+"/"+name)
		}
	}
	o.unless(s, seen, inner, pointer)
	return seen
}

// unless is x-required-unless.
func (o *oracle) unless(s *openapi3.Schema, seen map[string]*element, inner map[string]map[string]*element, pointer string) {
	rule, _ := s.Extensions["x-required-unless"].(map[string]any)
	if rule == nil {
		return
	}
	if member := seen[rule["member"].(string)]; member != nil && len(member.children) == 0 && member.text != "" && member.text != "0" {
		return
	}
	if message := seen["error_message"]; message != nil && len(message.children) == 0 && message.text != "" {
		return
	}
	within, _ := rule["in"].(string)
	if within != "" && seen[within] != nil {
		pointer += "/" + within
		seen = inner[within]
		if seen == nil {
			return
		}
	}
	names := rule["names"].([]any)
	if inside, ok := rule["inside"].([]any); ok && within != "" && strings.HasSuffix(pointer, "/"+within) {
		names = inside
	}
	for _, name := range names {
		if seen[name.(string)] == nil {
			o.add(strictpay.KindMissing, pointer+"/"+name.(string))
		}
	}
}

// open is a child that may have any form.
func (o *oracle) open(e *element, pointer string) {
	o.attribute(e, pointer, true)
	if strings.TrimSpace(e.text) != "" && len(e.children) > 0 {
		o.add(strictpay.KindType, pointer)
		return
	}
	seen, twice := map[string]bool{}, map[string]bool{}
	for _, c := range e.children {
		switch {
		case c.dropped:
		case seen[c.name] && c.attr != ` type="cell"`:
			if !twice[c.name] {
				o.add(strictpay.KindDuplicate, pointer+"/"+c.name)
			}
			twice[c.name] = true
		default:
			seen[c.name] = true
			o.open(c, pointer+"/"+c.name)
		}
	}
}

var (
	aDecimal  = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	anInteger = regexp.MustCompile(`^-?[0-9]+$`)
	aCurrency = regexp.MustCompile(`^[A-Z0-9_]{3,16}$`)
)

func (o *oracle) scalar(s *openapi3.Schema, text, pointer string) {
	good := true
	switch {
	case s.Type.Is("integer"):
		n, ok := new(big.Int).SetString(text, 10)
		bits := 63
		if s.Format == "int32" {
			bits = 31
		}
		limit := new(big.Int).Lsh(big.NewInt(1), uint(bits))
		good = anInteger.MatchString(text) && ok && n.Cmp(limit) < 0 && n.Cmp(new(big.Int).Neg(limit)) >= 0
		if good && s.Min != nil && n.Cmp(big.NewInt(int64(*s.Min))) < 0 {
			good = false
		}
		if good && len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(v any) bool { return strconv.FormatFloat(v.(float64), 'f', -1, 64) == n.String() }) {
			o.add(strictpay.KindUnknownValue, pointer)
			return
		}
	case s.Type.Is("boolean"):
		good = text == "" || text == "0" || text == "1"
	case s.Format == "decimal":
		good = aDecimal.MatchString(text) && len(strings.Trim(strings.ReplaceAll(text, ".", ""), "-")) <= 38
	case s.Format == "currency":
		good = aCurrency.MatchString(text)
	}
	length := uint64(utf8.RuneCountInString(text))
	if s.Type.Is("string") && (length < s.MinLength || s.MaxLength != nil && length > *s.MaxLength) {
		good = false
	}
	if !good {
		o.add(strictpay.KindFormat, pointer)
	}
	if s.Type.Is("string") && len(s.Enum) > 0 && !slices.Contains(s.Enum, any(text)) {
		o.add(strictpay.KindUnknownValue, pointer)
	}
}
