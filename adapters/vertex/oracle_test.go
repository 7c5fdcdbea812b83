package vertex_test

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/strictpay/strictpay"
)

// The oracle says what is wrong with a document from the OpenAPI file alone, by the rules of the README. It shares no code with the generated decoders.

// A finding is a deviation without its detail.
type finding struct {
	kind    strictpay.Kind
	pointer string
}

var loaded = sync.OnceValues(func() (*openapi3.T, error) {
	return openapi3.NewLoader().LoadFromFile("../../specs/vertex/openapi.yaml")
})

func spec(t testing.TB) *openapi3.T {
	t.Helper()
	doc, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// resolved is a schema with the one that its allOf refers to.
func resolved(s *openapi3.Schema) (inner *openapi3.Schema, nullable bool) {
	if len(s.AllOf) == 1 {
		inner, nullable = resolved(s.AllOf[0].Value)
		return inner, nullable || s.Nullable
	}
	return s, s.Nullable
}

func isOpen(s *openapi3.Schema) bool {
	return s.AdditionalProperties.Has != nil && *s.AdditionalProperties.Has
}

// expect finds what is wrong with v.
func expect(s *openapi3.Schema, v *value, pointer string) []finding {
	s, nullable := resolved(s)
	if v.kind == 'n' {
		if nullable {
			return nil
		}
		return []finding{{strictpay.KindNull, pointer}}
	}
	typ := []finding{{strictpay.KindType, pointer}}
	switch {
	case s.Type.Is("object"):
		if v.kind != '{' {
			return typ
		}
		return expectObject(s, v, pointer)
	case s.Type.Is("array"):
		if v.kind != '[' {
			return typ
		}
		var found []finding
		for i, item := range v.items {
			found = append(found, expect(s.Items.Value, item, pointer+"/"+big.NewInt(int64(i)).String())...)
		}
		return found
	case s.Type.Is("boolean"):
		if v.kind != 't' {
			return typ
		}
	case s.Type.Is("integer"):
		if n, whole := new(big.Int).SetString(v.text, 10); v.kind != '0' || !whole || !n.IsInt64() {
			return typ
		} else if s.Min != nil && n.Cmp(big.NewInt(int64(*s.Min))) < 0 {
			return []finding{{strictpay.KindFormat, pointer}}
		}
	case s.Type.Is("number"):
		if v.kind != '0' {
			return typ
		}
		if !decimal.MatchString(v.text) {
			return []finding{{strictpay.KindFormat, pointer}}
		}
	case s.Type.Is("string"):
		if v.kind == '0' && s.Extensions["x-also-read"] == "number" {
			return nil
		}
		if v.kind != '"' {
			return typ
		}
		return expectText(s, v.text, pointer)
	}
	return nil
}

var (
	decimal  = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	currency = regexp.MustCompile(`^[A-Z0-9_]{3,16}$`)
)

func expectText(s *openapi3.Schema, text, pointer string) []finding {
	if len(s.Enum) > 0 {
		if slices.Contains(s.Enum, any(text)) {
			return nil
		}
		return []finding{{strictpay.KindUnknownValue, pointer}}
	}
	good := true
	switch s.Format {
	case "decimal":
		good = decimal.MatchString(text) && strings.Count(text, "")-1 <= 39
	case "currency":
		good = currency.MatchString(text)
	case "date-time":
		_, err := time.Parse(time.RFC3339Nano, text)
		good = err == nil
	}
	if s.MaxLength != nil && utf8.RuneCountInString(text) > int(*s.MaxLength) {
		good = false
	}
	if s.Pattern != "" && good {
		good = regexp.MustCompile(s.Pattern).MatchString(text)
	}
	if !good {
		return []finding{{strictpay.KindFormat, pointer}}
	}
	return nil
}

func expectObject(s *openapi3.Schema, v *value, pointer string) []finding {
	if len(s.Properties) == 0 && isOpen(s) {
		return expectAny(v, pointer)
	}
	var found []finding
	seen := map[string]int{}
	for _, m := range v.members {
		at := pointer + "/" + token(m.name)
		seen[m.name]++
		switch property := s.Properties[m.name]; {
		case seen[m.name] == 2:
			found = append(found, finding{strictpay.KindDuplicate, at})
		case seen[m.name] > 2:
		case property == nil && !isOpen(s):
			found = append(found, finding{strictpay.KindUnknownMember, at})
		case property == nil:
			found = append(found, expectAny(m.value, at)...)
		default:
			found = append(found, expectMember(v, property.Value, m.value, at)...)
		}
	}
	for _, name := range s.Required {
		if seen[name] == 0 {
			found = append(found, finding{strictpay.KindMissing, pointer + "/" + name})
		}
	}
	return found
}

// expectAny is for what may have any form: no member is unknown there, and none may stand twice.
func expectAny(v *value, pointer string) []finding {
	var found []finding
	for i, item := range v.items {
		found = append(found, expectAny(item, pointer+"/"+big.NewInt(int64(i)).String())...)
	}
	seen := map[string]int{}
	for _, m := range v.members {
		at := pointer + "/" + token(m.name)
		switch seen[m.name]++; seen[m.name] {
		case 1:
			found = append(found, expectAny(m.value, at)...)
		case 2:
			found = append(found, finding{strictpay.KindDuplicate, at})
		}
	}
	return found
}

// expectMember looks for the variant that a sibling selects.
func expectMember(object *value, s *openapi3.Schema, v *value, pointer string) []finding {
	union, nullable := resolved(s)
	if len(union.AnyOf) == 0 || v.kind == 'n' && nullable {
		return expect(s, v, pointer)
	}
	if v.kind != '{' {
		return []finding{{strictpay.KindType, pointer}}
	}
	selected := ""
	if sibling := object.member(union.Extensions["x-selected-by"].(string)); sibling != nil && sibling.kind == '"' {
		selected = sibling.text
	}
	name, known := union.Extensions["x-variants"].(map[string]any)[selected]
	if !known {
		return expectAny(v, pointer)
	}
	var variant *openapi3.Schema
	foreign := map[string]bool{}
	for _, ref := range union.AnyOf {
		if strings.HasSuffix(ref.Ref, "/"+name.(string)) {
			variant = ref.Value
			continue
		}
		for member := range ref.Value.Properties {
			foreign[member] = true
		}
	}
	own, others := false, false
	for _, m := range v.members {
		_, is := variant.Properties[m.name]
		own, others = own || is, others || foreign[m.name] && !is
	}
	if !own && others {
		return []finding{{strictpay.KindUnion, pointer}}
	}
	return expectObject(variant, v, pointer)
}
