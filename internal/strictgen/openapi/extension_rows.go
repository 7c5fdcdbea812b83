package openapi

import (
	"reflect"
	"slices"
	"strings"
)

// An Extension is a row of the table in specs/README.md, as the structs of extensions.go declare it.
type Extension struct {
	Name     string
	On       []string // places, in the words of the table
	Required bool     // on each of its places
	Says     string   // the form in words
	Members  []string // names of the members of its form
}

// Extensions are all that the generator knows.
func Extensions() []Extension {
	var list []Extension
	for _, holder := range []any{DocumentExtensions{}, OperationExtensions{}, ParameterExtensions{}, HeaderExtensions{},
		ResponseExtensions{},
		SchemaExtensions{}} {
		for _, f := range extensionFields(reflect.TypeOf(holder)) {
			i := slices.IndexFunc(list, func(e Extension) bool { return e.Name == f.name })
			if i < 0 {
				list = append(list, Extension{Name: f.name, Required: f.required, Says: says(f.Type, f.form),
					Members: memberNames(f.Type, f.form)})
				i = len(list) - 1
			}
			list[i].On = append(list[i].On, f.on...)
		}
	}
	return list
}

func extensionNamed(name string) *Extension {
	for _, e := range Extensions() {
		if e.Name == name {
			return &e
		}
	}
	return nil
}

// says writes a form in words: of a record its members, those that may be left out with a question mark.
func says(t reflect.Type, formName string) string {
	switch {
	case t == textType:
		return forms[formName].says
	case t == scalarType:
		return "a scalar"
	case t == mapType:
		return "a map {<name>: " + forms[formName].says + "}"
	case t == durationType:
		return "a Go duration above zero, 30s"
	case t.Kind() == reflect.Bool:
		if formName == "true" {
			return "true"
		}
		return "true or false"
	case t.Kind() == reflect.Uint64:
		return "an integer"
	case t.Kind() == reflect.Slice:
		return "a list of " + says(t.Elem(), formName)
	case t.Kind() == reflect.Pointer:
		return says(t.Elem(), formName)
	}
	var parts []string
	for _, f := range fieldsOf(t, "spec") {
		name := f.name
		if !f.required {
			name += "?"
		}
		parts = append(parts, name+": "+says(f.Type, f.form))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// ownNames are the names of a record's members.
func ownNames(t reflect.Type) []string {
	var names []string
	for _, f := range fieldsOf(t, "spec") {
		names = append(names, f.name)
	}
	return names
}

// memberNames are the names of all members within a form.
func memberNames(t reflect.Type, formName string) []string {
	switch {
	case t == textType && formName == "source":
		return []string{"documented", "code", "inferred"}
	case t == textType || t == scalarType || t == mapType || t == durationType:
		return nil
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer:
		return memberNames(t.Elem(), formName)
	case t.Kind() != reflect.Struct:
		return nil
	}
	var names []string
	for _, f := range fieldsOf(t, "spec") {
		names = append(names, f.name)
		if f.form != "source" {
			names = append(names, memberNames(f.Type, f.form)...)
		}
	}
	return names
}
