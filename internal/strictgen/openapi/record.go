package openapi

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// A field is a struct field that a member of the spec is decoded into.
type field struct {
	reflect.StructField
	name, form string
	on         []string
	required   bool
}

func extensionFields(t reflect.Type) []field { return fieldsOf(t, "x") }

func fieldsOf(t reflect.Type, tag string) []field {
	var list []field
	for i := range t.NumField() {
		f := t.Field(i)
		value, ok := f.Tag.Lookup(tag)
		if !ok {
			continue
		}
		name, option, _ := strings.Cut(value, ",")
		list = append(list, field{f, name, f.Tag.Get("form"), strings.Split(f.Tag.Get("on"), ", "),
			option == "required"})
	}
	return list
}

// extensions decodes the extensions of a node that is all of the given places.
func (d *decoder) extensions(n *yaml.Node, where string, into any, places ...string) {
	d.placed[n] = true
	v := reflect.ValueOf(into).Elem()
	known := extensionFields(v.Type())
	stands := func(f field) bool {
		return slices.ContainsFunc(f.on, func(p string) bool { return slices.Contains(places, p) })
	}
	each(n, func(key, value *yaml.Node) {
		if !strings.HasPrefix(key.Value, "x-") {
			return
		}
		i := slices.IndexFunc(known, func(f field) bool { return f.name == key.Value && stands(f) })
		if i < 0 {
			d.misplaced(key, where)
			return
		}
		d.value(value, where, key.Value, v.FieldByIndex(known[i].Index), known[i].form)
	})
	for _, f := range known {
		if f.required && stands(f) && child(n, f.name) == nil {
			d.report(n, where, f.name+" is missing", "give "+says(f.Type, f.form))
		}
	}
}

// misplaced reports an extension that does not stand here.
func (d *decoder) misplaced(key *yaml.Node, where string) {
	if e := extensionNamed(key.Value); e != nil {
		d.report(key, where, key.Value+" does not stand on this", "it stands on: "+strings.Join(e.On, ", "))
		return
	}
	var names []string
	for _, e := range Extensions() {
		names = append(names, e.Name)
	}
	if near := nearest(key.Value, names); near != "" {
		d.report(key, where, "no extension is called "+key.Value, "write "+near)
		return
	}
	d.report(key, where, "no extension is called "+key.Value, "drop it; specs/README.md lists the extensions")
}

var (
	textType     = reflect.TypeFor[Text]()
	scalarType   = reflect.TypeFor[Scalar]()
	mapType      = reflect.TypeFor[Map]()
	durationType = reflect.TypeFor[time.Duration]()
	positionType = reflect.TypeFor[Position]()
)

// value decodes a node into v; label names it in messages.
func (d *decoder) value(n *yaml.Node, where, label string, v reflect.Value, formName string) {
	at := d.at(n)
	bad := func() { d.report(n, where, label+" is not of its form", "give "+says(v.Type(), formName)) }
	switch {
	case v.Type() == textType:
		if text, ok := d.scalar(n, forms[formName]); ok {
			v.Set(reflect.ValueOf(Text{at, text}))
		} else {
			bad()
		}
	case v.Type() == scalarType:
		if n.Kind != yaml.ScalarNode {
			bad()
			return
		}
		v.Set(reflect.ValueOf(Scalar{at, n.Value, true}))
	case v.Type() == mapType:
		if n.Kind != yaml.MappingNode {
			bad()
			return
		}
		var m Map
		each(n, func(key, value *yaml.Node) {
			if text, ok := d.scalar(value, forms[formName]); ok {
				m = append(m, Entry{d.at(value), key.Value, text})
			} else {
				d.report(value, where, label+" "+key.Value+" is not of its form", "give "+forms[formName].says)
			}
		})
		v.Set(reflect.ValueOf(m))
	case v.Type() == durationType:
		length, err := time.ParseDuration(n.Value)
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" || err != nil || length <= 0 {
			bad()
			return
		}
		v.SetInt(int64(length))
	case v.Kind() == reflect.Bool:
		if _, ok := d.scalar(n, form{tag: "!!bool", test: anything}); !ok || formName == "true" && n.Value != "true" {
			bad()
			return
		}
		v.SetBool(n.Value == "true")
	case v.Kind() == reflect.Uint64:
		number, err := strconv.ParseUint(n.Value, 10, 63)
		if _, ok := d.scalar(n, form{tag: "!!int", test: anything}); !ok || err != nil {
			bad()
			return
		}
		v.SetUint(number)
	case v.Kind() == reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			bad()
			return
		}
		for i, item := range n.Content {
			one := reflect.New(v.Type().Elem()).Elem()
			d.value(item, where, fmt.Sprintf("%s[%d]", label, i), one, formName)
			v.Set(reflect.Append(v, one))
		}
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, where, label, v.Elem(), formName)
	default:
		d.record(n, where, label, v)
	}
}

func (d *decoder) scalar(n *yaml.Node, f form) (string, bool) {
	return n.Value, n.Kind == yaml.ScalarNode && (f.tag == "" || n.ShortTag() == f.tag) && f.test(n.Value)
}

// record decodes a mapping with named members.
func (d *decoder) record(n *yaml.Node, where, label string, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.report(n, where, label+" is not of its form", "give "+says(v.Type(), ""))
		return
	}
	if p := v.FieldByName("Position"); p.IsValid() && p.Type() == positionType {
		p.Set(reflect.ValueOf(d.at(n)))
	}
	known := fieldsOf(v.Type(), "spec")
	each(n, func(key, value *yaml.Node) {
		i := slices.IndexFunc(known, func(f field) bool { return f.name == key.Value })
		if i < 0 {
			d.report(key, where, fmt.Sprintf("%s has no member %q", label, key.Value),
				"it has "+strings.Join(ownNames(v.Type()), ", "))
			return
		}
		d.value(value, where, label+" "+key.Value, v.FieldByIndex(known[i].Index), known[i].form)
	})
	for _, f := range known {
		if f.required && child(n, f.name) == nil {
			d.report(n, where, fmt.Sprintf("%s lacks its member %q", label, f.name), "give "+says(f.Type, f.form))
		}
	}
}
