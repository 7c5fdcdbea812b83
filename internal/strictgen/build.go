package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

func newModels(s *spec, types []codegen.TypeDefinition) (*models, error) {
	ms := &models{byName: map[string]*model{}, spec: s}
	defs := map[string]codegen.TypeDefinition{}
	for _, t := range types {
		if _, dup := defs[t.JsonName]; !dup {
			defs[t.JsonName] = t
		}
	}
	for _, name := range s.names {
		t, ok := defs[name]
		if !ok {
			return nil, fmt.Errorf("schema %s: oapi-codegen gives it no type", name)
		}
		m := &model{name: name, goName: t.TypeName, schema: s.doc.Components.Schemas[name].Value}
		m.kind = kindOf(m.schema)
		m.selector = extString(m.schema.Extensions, "x-selected-by")
		ms.list = append(ms.list, m)
		ms.byName[name] = m
	}
	for _, m := range ms.list {
		if err := ms.fill(m, defs[m.name]); err != nil {
			return nil, fmt.Errorf("schema %s: %w", m.name, err)
		}
	}
	ms.markBodies()
	return ms, nil
}

func kindOf(s *openapi3.Schema) kind {
	integer := s.Type.Is("integer")
	switch {
	case len(s.AnyOf) > 0:
		return kindUnion
	case len(s.Enum) > 0 && integer:
		return kindIntEnum
	case len(s.Enum) > 0:
		return kindEnum
	case s.Type.Is("array"):
		return kindArray
	case s.Type.Is("object"):
		if len(s.Properties) > 0 {
			return kindObject
		}
		if s.AdditionalProperties.Schema != nil {
			return kindMap
		}
		if has := s.AdditionalProperties.Has; has != nil && *has {
			return kindRaw
		}
		return kindObject
	case s.Type.Is("number"):
		return kindNumber
	case s.Type.Is("boolean"):
		if s.Format == "flag" {
			return kindFlag
		}
		return kindBool
	case integer:
		if s.Format == "int32" {
			return kindInt32
		}
		return kindInt64
	}
	switch s.Format {
	case "decimal":
		return kindDecimal
	case "date-time":
		return kindTime
	case "secret":
		return kindSecret
	case "text":
		return kindText
	}
	return kindString
}

func (ms *models) fill(m *model, def codegen.TypeDefinition) error {
	s := m.schema
	switch m.kind {
	case kindEnum, kindIntEnum:
		m.enum = enumValues(m, def)
	case kindUnion:
		byComponent := map[string]string{}
		for selector, component := range extMap(s.Extensions, "x-variants") {
			byComponent[fmt.Sprint(component)] = selector
		}
		for _, ref := range s.AnyOf {
			name := refName(ref)
			v := ms.byName[name]
			if v == nil || byComponent[name] == "" {
				return fmt.Errorf("variant %q is not in x-variants", name)
			}
			goName := extString(v.schema.Extensions, "x-variant-name")
			if goName == "" {
				goName = camel(byComponent[name])
			}
			m.variants = append(m.variants, variant{selector: byComponent[name], goName: goName, model: v})
		}
	case kindObject:
		m.open = s.AdditionalProperties.Has != nil && *s.AdditionalProperties.Has
		if s.XML != nil {
			m.root = s.XML.Name
		}
		return ms.fields(m, def)
	case kindArray, kindMap:
		items := s.Items
		if m.kind == kindMap {
			items = s.AdditionalProperties.Schema
		}
		item, err := ms.valueOf(items)
		if err != nil {
			return err
		}
		m.value = item
	}
	return nil
}

func (ms *models) fields(m *model, def codegen.TypeDefinition) error {
	goNames := map[string]string{}
	for _, p := range def.Schema.Properties {
		goNames[p.JsonFieldName] = p.GoFieldName()
	}
	order := ms.spec.order[m.name]
	if len(order) > 64 {
		return fmt.Errorf("has %d members; the readers count to 64", len(order))
	}
	byName := map[string]*field{}
	for _, name := range order {
		ref := m.schema.Properties[name]
		v, err := ms.valueOf(ref)
		if err != nil {
			return fmt.Errorf("property %s: %w", name, err)
		}
		p := ref.Value
		ext := p.Extensions
		f := &field{json: name, goName: goNames[name], value: v, required: slices.Contains(m.schema.Required, name), doc: p.Description,
			since: extString(ext, "x-since"), until: extString(ext, "x-until"), sensitive: extString(ext, "x-sensitive")}
		if ref.Ref == "" {
			f.nullable = p.Nullable
		} else {
			f.doc = ""
			f.nullable = p.Nullable && !v.kind.typed()
		}
		if goName := extString(ext, "x-go-name"); goName != "" {
			f.goName = goName
		}
		if f.goName == "" {
			return fmt.Errorf("property %s: oapi-codegen gives it no Go name", name)
		}
		if slices.Contains(methods, f.goName) {
			return fmt.Errorf("property %s: its Go name %s is that of a method; give it another with x-go-name", name, f.goName)
		}
		m.fields = append(m.fields, f)
		byName[name] = f
	}
	for _, f := range m.fields {
		if f.value.kind != kindUnion {
			continue
		}
		sel := byName[f.value.model.selector]
		if sel == nil || sel.value.kind != kindEnum {
			return fmt.Errorf("property %s is selected by %q, which is no enum beside it", f.json, f.value.model.selector)
		}
		f.selector, sel.selects = sel, f
	}
	return nil
}

// methods of every model; a field cannot have their names.
var methods = []string{"Format", "LogValue", "Check", "ReadJSON", "ReadXML", "WriteXML", "AppendJSON", "MarshalJSON", "UnmarshalJSON", "Verdict", "Refusal"}

// valueOf builds the value of a reference or an inline scalar or array.
func (ms *models) valueOf(ref *openapi3.SchemaRef) (*value, error) {
	if name := refName(ref); name != "" {
		m := ms.byName[name]
		if m == nil {
			return nil, fmt.Errorf("refers to %q, which is no component schema", name)
		}
		v, err := ms.scalar(m.schema, m.kind)
		if err != nil {
			return nil, err
		}
		if m.kind.typed() {
			v.model = m
		}
		return v, nil
	}
	s := ref.Value
	k := kindOf(s)
	if k == kindArray {
		item, err := ms.valueOf(s.Items)
		if err != nil {
			return nil, err
		}
		v := &value{kind: kindArray, item: item, minItems: s.MinItems, unique: s.UniqueItems}
		if s.MaxItems != nil {
			v.maxItems = *s.MaxItems
		}
		return v, nil
	}
	if k.typed() {
		return nil, fmt.Errorf("an inline object, enum or union; name it as a component")
	}
	return ms.scalar(s, k)
}

func (ms *models) scalar(s *openapi3.Schema, k kind) (*value, error) {
	v := &value{kind: k, ruleMin: s.MinLength, pattern: s.Pattern, currency: s.Format == "currency", low: math.MinInt64, high: math.MaxInt64,
		also: extString(s.Extensions, "x-also-read") != "", minItems: s.MinItems}
	if s.MaxLength != nil {
		v.ruleMax = *s.MaxLength
	}
	if s.MaxItems != nil {
		v.maxItems = *s.MaxItems
	}
	if k == kindMap {
		if s.MaxProps != nil {
			v.maxItems = *s.MaxProps
		}
		if n, ok := s.Extensions["x-key-max-length"].(float64); ok {
			v.maxKey = int(n)
		}
	}
	if s.Min != nil {
		v.low = int64(*s.Min)
		v.amount = strings.TrimSuffix(fmt.Sprintf("%.2f", *s.Min), ".00")
	}
	if s.Max != nil {
		v.high = int64(*s.Max)
	}
	return v, nil
}

func enumValues(m *model, def codegen.TypeDefinition) []enumValue {
	names := map[string]string{}
	for goName, v := range def.Schema.EnumValues {
		names[v] = goName
	}
	varnames := texts(m.schema.Extensions["x-enum-varnames"])
	docs := extMap(m.schema.Extensions, "x-enum-descriptions")
	var out []enumValue
	for i, v := range m.schema.Enum {
		text := fmt.Sprint(v)
		goName := names[text]
		if i < len(varnames) {
			goName = varnames[i]
		}
		doc, _ := docs[text].(string)
		out = append(out, enumValue{text: text, goName: m.goName + goName, doc: doc})
	}
	return out
}

// markBodies finds the request bodies, and marks all models of an API that speaks XML: an API speaks one of the two.
func (ms *models) markBodies() {
	xml := ms.xmlAPI()
	for _, m := range ms.list {
		m.xml = xml
	}
	for _, o := range ms.spec.operations() {
		if m := ms.byName[refBody(o)]; m != nil {
			m.request = true
		}
	}
}
