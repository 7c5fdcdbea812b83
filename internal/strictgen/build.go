package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

func newModels(doc *openapi.Document, n *names) (*models, error) {
	ms := &models{byName: map[string]*model{}, doc: doc, names: n}
	for _, s := range doc.Schemas {
		t, ok := n.types[s.Name]
		if !ok {
			return nil, fmt.Errorf("schema %s: oapi-codegen gives it no type", s.Name)
		}
		m := &model{name: s.Name, goName: t.goName, schema: s, kind: s.Kind(), selector: s.SelectedBy.Value,
			xml: doc.XML()}
		ms.list = append(ms.list, m)
		ms.byName[s.Name] = m
	}
	for _, m := range ms.list {
		if err := ms.fill(m); err != nil {
			return nil, fmt.Errorf("schema %s: %w", m.name, err)
		}
	}
	for _, o := range doc.Operations {
		if body := o.Request(); body != nil {
			ms.byName[body.Name].request = true
		}
	}
	return ms, nil
}

func (ms *models) fill(m *model) error {
	s := m.schema
	switch m.kind {
	case kindEnum, kindIntEnum:
		m.enum = enumValues(m, ms.names.types[m.name].values)
	case kindUnion:
		for _, ref := range s.AnyOf {
			v := ms.byName[ref.Ref.Name]
			for _, e := range s.Variants {
				if e.Value != v.name {
					continue
				}
				goName := v.schema.VariantName.Value
				if goName == "" {
					goName = camel(e.Key)
				}
				if last := len(m.variants) - 1; last >= 0 && m.variants[last].model == v {
					m.variants[last].selectors = append(m.variants[last].selectors, e.Key)
					continue
				}
				m.variants = append(m.variants, variant{selectors: []string{e.Key}, goName: goName, model: v})
			}
		}
	case kindObject:
		m.open, m.root = s.Open, s.Root
		return ms.fields(m)
	case kindArray:
		m.value = ms.partOf(s.Items)
		m.value.place = m.goName
	case kindMap:
		m.value = ms.partOf(s.Values)
		m.value.place = m.goName
	}
	return nil
}

func (ms *models) fields(m *model) error {
	byName := map[string]*field{}
	for _, p := range m.schema.Properties {
		v := ms.valueOf(p.Schema)
		v.place = m.goName + camel(p.Name)
		if v.item != nil {
			v.item.place = v.place
		}
		f := &field{json: p.Name, goName: ms.names.types[m.name].fields[p.Name], value: v, required: p.Required,
			description: p.Description, source: p.Source.Value,
			since: p.Since.Value, until: p.Until.Value, sensitive: p.Sensitive.Value, nullable: p.Nullable,
			deprecated: p.Deprecated}
		if p.GoName.Value != "" {
			f.goName = p.GoName.Value
		}
		if f.goName == "" {
			return fmt.Errorf("property %s: oapi-codegen gives it no Go name", p.Name)
		}
		m.fields = append(m.fields, f)
		byName[p.Name] = f
	}
	for _, f := range m.fields {
		if f.value.kind == kindUnion && !f.value.model.schema.Inside {
			sel := byName[f.value.model.selector]
			f.selector, sel.selects = sel, f
		}
	}
	return nil
}

// methods of every model; a field cannot have their names.
var methods = []string{"Format", "LogValue", "Check", "ReadDocument", "ReadJSON", "ReadXML", "WriteXML", "AppendJSON",
	"MarshalJSON", "UnmarshalJSON", "RefusalInfo", "Refusal"}

// valueOf is the value of a reference or of an inline scalar or array.
func (ms *models) valueOf(s *openapi.Schema) *value {
	target := s.Target()
	v := ms.scalar(target)
	if s.Ref != nil && v.kind.Typed() {
		v.model = ms.byName[target.Name]
		return v
	}
	if v.kind == kindArray {
		v.item = ms.partOf(target.Items)
	}
	return v
}

// partOf is the value of an item or an entry, which may be null.
func (ms *models) partOf(s *openapi.Schema) *value {
	v := ms.valueOf(s)
	v.nullable = s.Nullable
	return v
}

// scalar has the rules of a schema.
func (ms *models) scalar(s *openapi.Schema) *value {
	v := &value{kind: s.Kind(), place: s.Name, currency: s.Format == "currency", uuid: s.Format == "uuid",
		low: math.MinInt64, high: math.MaxInt64, also: s.AlsoRead.Value == "string" || s.AlsoRead.Value == "number",
		fraction: s.AlsoRead.Value == "fraction",
		ruleMin:  limit(s.MinLength), ruleMax: limit(s.MaxLength), minItems: limit(s.MinItems),
		maxItems: limit(s.MaxItems), unique: s.UniqueItems, maxKey: int(s.KeyMaxLength),
		mayBeEmpty: s.MinLength != nil && *s.MinLength == 0}
	if s.Pattern != nil {
		v.pattern = s.Pattern.Value
	}
	if v.kind == kindMap {
		v.maxItems = limit(s.MaxProperties)
	}
	if v.kind.Integer() && (s.Minimum != nil || s.Maximum != nil) {
		least, greatest, _ := openapi.Integers(s.Minimum, s.Maximum, openapi.KindInt64)
		v.low, v.high = least.Int64(), greatest.Int64()
	}
	if v.kind.Amount() {
		v.min, v.max = s.Minimum, s.Maximum
	}
	return v
}

func limit(n *uint64) uint64 {
	if n == nil {
		return 0
	}
	return *n
}

func enumValues(m *model, names map[string]string) []enumValue {
	var out []enumValue
	for i, v := range m.schema.Enum {
		goName := names[v.Value]
		if i < len(m.schema.EnumNames) {
			goName = m.schema.EnumNames[i].Value
		}
		if goName == "" {
			goName = "N" + strings.Replace(v.Value, "-", "Minus", 1) // an integer that the library rounds
		}
		out = append(out, enumValue{text: v.Value, goName: m.goName + goName,
			doc: m.schema.EnumDescriptions.Get(v.Value), source: m.schema.EnumSources.Get(v.Value)})
	}
	return out
}
