package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
	"github.com/strictpay/strictpay/internal/strictgen/expand"
	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// reserved are what every generated package declares for itself.
var reserved = slices.Concat(expand.Reserved, []string{"newAPI", "operations", "tables", "webhooks"})

// variableNames are those of a call's own variables, and usedInCalls what a call uses by these names.
var (
	variableNames = []string{
		"body", "c", "call", "ctx", "err", "in", "inHeader", "inPath", "inQuery", "opts", "params", "r", "s",
	}
	usedInCalls = []string{
		"bool", "byte", "context", "error", "int32", "int64", "invoke", "make", "math", "new", "nil", "string",
		"strconv", "strictpay",
		"time", "true", "xmlread",
	}
)

// A namespace holds the Go names of one scope, with what has them.
type namespace struct {
	report *openapi.Report
	taken  map[string]string
}

func newNamespace(report *openapi.Report) *namespace {
	return &namespace{report: report, taken: map[string]string{}}
}

// take gives a name to what stands at a position. rename says how it gets another.
func (n *namespace) take(name, what string, at openapi.Position, rename string) {
	if other, taken := n.taken[name]; taken {
		n.report.Add(at, what, fmt.Sprintf("its Go name %s is also that of %s", name, other), rename)
		return
	}
	n.taken[name] = what
}

// collisions reports what would have the same name in Go.
func (ms *models) collisions(report *openapi.Report) {
	const rename = "give it another with x-go-name"
	scope := newNamespace(report)
	for _, name := range reserved {
		scope.taken[name] = "something that every package has"
	}
	for _, m := range ms.list {
		at, where := m.schema.Position, m.schema.Where
		scope.take(m.goName, where, at, rename)
		for _, name := range ms.declares(m) {
			scope.take(name, where, at, rename)
		}
		constants := newNamespace(report)
		for i, v := range m.enum {
			value := fmt.Sprintf("%s, value %q", where, v.text)
			at := m.schema.Enum[i].Position
			if other := numberedOf(m, v); other != "" {
				report.Add(at, value, "its Go name "+v.goName+" is only a number behind that of "+other,
					"name every value in x-enum-varnames")
			}
			constants.take(v.goName, value, at, "name every value in x-enum-varnames")
			if constants.taken[v.goName] == value {
				scope.take(v.goName, value, at, "name every value in x-enum-varnames")
			}
		}
		variants := newNamespace(report)
		variants.taken["Other"] = "what is kept of an unknown variant"
		for i, v := range m.variants {
			variants.take(v.goName, fmt.Sprintf("%s, variant %s", where, v.model.name),
				m.schema.Variants[min(i, len(m.schema.Variants)-1)].Position, "give the component an x-variant-name")
		}
		members := newNamespace(report)
		for _, name := range methods {
			members.taken[name] = "a method"
		}
		if m.open {
			members.taken["AdditionalProperties"] = "the other members of an open object"
		}
		for _, f := range m.fields {
			p := m.schema.Property(f.json)
			members.take(f.goName, p.Where, p.Position, rename)
		}
	}
	for _, s := range ms.doc.Schemes {
		if s.Header != "" {
			scope.take("Header"+codegen.ToCamelCaseWithInitialisms(s.Name), "security scheme "+s.Name, s.Position,
				"rename the scheme")
		}
	}
	for _, s := range ms.doc.Servers {
		if s.Description != "" {
			scope.take("ServerURL"+codegen.ToCamelCaseWithInitialisms(s.Description), "server "+s.Description,
				s.Position, "give it another description")
		}
	}
	for _, name := range ms.signatureNames() {
		scope.take(name, "the signature of webhooks", ms.doc.Position, "rename the scheme of that name")
	}
	for _, t := range ms.doc.Codes {
		scope.take("Table"+tableName(t), "code table "+t.Name.Value, t.Position, "rename the table")
	}
	ms.callNames(report, scope)
}

// numberedOf is the value whose constant has the name of v without a number at the end, which oapi-codegen adds where
// two values would have the same name: the one that is added next would change it.
func numberedOf(m *model, v enumValue) string {
	name := strings.TrimRight(v.goName, "0123456789")
	if name == v.goName || strings.ContainsAny(v.text, "0123456789") {
		return ""
	}
	for _, other := range m.enum {
		if other.goName == name {
			return fmt.Sprintf("%q", other.text)
		}
	}
	return ""
}

// declares are the names in a package that belong to a component beside its own.
func (ms *models) declares(m *model) []string {
	lower := lowerFirst(m.goName)
	switch m.kind {
	case kindObject:
		return []string{"Decode" + m.goName, lower + "Box", lower + "Shape"}
	case kindArray, kindUnion:
		return []string{"Decode" + m.goName}
	case kindEnum, kindIntEnum:
		return []string{m.goName + "Values", "read" + m.goName, "readXML" + m.goName}
	}
	return nil
}

// callNames checks the names of methods, parameters and parameter objects.
func (ms *models) callNames(report *openapi.Report, scope *namespace) {
	calls := newNamespace(report)
	calls.taken["Invoke"] = "the call by name"
	for _, p := range ms.doc.Parameters {
		if ms.doc.Schema(p.Component) == nil {
			scope.take(camelUpper(p.Component), "parameter "+p.Component, p.Position, "rename the component")
		}
	}
	for _, c := range ms.calls() {
		where := c.Where()
		const rename = "give the operation another operationId"
		calls.take(c.goName, where, c.Position, rename)
		for _, name := range []string{c.goName + "Params", c.goName + "Answer", "op" + c.goName, "request" + c.goName,
			"invoke" + c.goName} {
			scope.take(name, where, c.Position, rename)
		}
		variables := newNamespace(report)
		for _, name := range variableNames {
			variables.taken[name] = "a variable of the call"
		}
		for _, name := range usedInCalls {
			variables.taken[name] = "a package or a type that the call uses"
		}
		fields := newNamespace(report)
		for _, a := range slices.Concat(c.args, c.optional) {
			p := c.Parameter(a.in, a.json)
			at := fmt.Sprintf("%s, parameter %s", where, a.json)
			if a.in == "path" || c.optional == nil {
				variables.take(a.goName, at, p.Position, "give it another with x-go-name")
			}
			if a.in != "path" {
				fields.take(a.field, at, p.Position, "give it another with x-go-name")
			}
		}
	}
}
