// Package reference reads the specifications for people: what an operation takes and answers, and what a type has in
// it, each member with its limits, its sensitivity and the page that it comes from.
package reference

import (
	"fmt"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/strictpay/strictpay/internal/strictgen/expand"
	"github.com/strictpay/strictpay/specs"
)

// A Doc is one API's specification.
type Doc struct{ root node }

// A Member is a parameter, a member of a body, or an answer as a whole.
type Member struct {
	In          string // path, query, header, body, answer 200; "" for a member of a type
	Name        string // a pointer in bodies; "" for an answer as a whole
	Type        string
	Required    bool
	Nullable    bool
	Limits      []string
	Values      []string // of an enum
	Sensitive   string   // secret or personal
	Source      string
	Description string
}

// An Operation is what the specification says of a call.
type Operation struct {
	Summary, Description string
	Members              []Member
}

// A Schema is a named type.
type Schema struct {
	Type, Description, Source string
	Members                   []Member
}

var docs sync.Map // of API names to functions that load once

// Load reads the specification of an API, once.
func Load(api string) (*Doc, error) {
	load, _ := docs.LoadOrStore(api, sync.OnceValues(func() (*Doc, error) {
		text, err := specs.FS.ReadFile(api + "/openapi.yaml")
		if err != nil {
			return nil, err
		}
		return parse(api, text)
	}))
	return load.(func() (*Doc, error))()
}

// parse reads the text of a specification. What has no name of its own gets the one that it has in Go.
func parse(api string, text []byte) (*Doc, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	if len(document.Content) == 0 {
		return nil, fmt.Errorf("the specification of %s is empty", api)
	}
	if problems := expand.Document(document.Content[0]).Problems; problems != nil {
		return nil, fmt.Errorf("the specification of %s: %s: %s", api, problems[0].Where, problems[0].What)
	}
	return &Doc{node{document.Content[0]}}, nil
}

// Operation describes an operation.
func (d *Doc) Operation(id string) (*Operation, error) {
	path, op := d.find(id)
	if !op.there() {
		return nil, fmt.Errorf("the specification has no operation %q", id)
	}
	return d.operation(path, op), nil
}

// find gives an operation, and the path that it stands in.
func (d *Doc) find(id string) (path, op node) {
	for _, path := range d.root.get("paths").entries() {
		for _, method := range path.value.entries() {
			if method.value.get("operationId").text() == id {
				return path.value, method.value
			}
		}
	}
	return node{}, node{}
}

// Parameters are those of an operation, in its path, its query and its headers; nil where there is none.
func (d *Doc) Parameters(id string) []Member { return d.parameters(d.find(id)) }

func (d *Doc) parameters(path, op node) []Member {
	var members []Member
	for _, list := range []node{path.get("parameters"), op.get("parameters")} {
		for _, p := range list.items() {
			p = d.resolve(p)
			m := d.member(p.get("name").text(), p.get("schema"))
			m.In, m.Required = p.get("in").text(), p.get("required").text() == "true"
			m.Description, m.Source = p.get("description").text(), p.get("x-source").text()
			if sensitive := p.get("x-sensitive").text(); sensitive != "" {
				m.Sensitive = sensitive
			}
			members = append(members, m)
		}
	}
	return members
}

func (d *Doc) operation(path, op node) *Operation {
	about := &Operation{
		Summary: op.get("summary").text(), Description: op.get("description").text(), Members: d.parameters(path, op),
	}
	for _, media := range d.resolve(op.get("requestBody")).get("content").entries() {
		body := d.members(d.resolve(media.value.get("schema")), "", nil)
		for i := range body {
			body[i].In = "body"
		}
		about.Members = append(about.Members, body...)
	}
	for _, response := range op.get("responses").entries() {
		about.Members = append(about.Members, d.answer(response.key, d.resolve(response.value)))
	}
	return about
}

func (d *Doc) answer(status string, response node) Member {
	m := Member{
		In: "answer " + status, Type: "no body", Description: response.get("description").text(),
		Source: response.get("x-source").text(),
	}
	for _, media := range response.get("content").entries() {
		m.Type = d.typeOf(media.value.get("schema"))
	}
	if response.get("x-may-be-empty").text() == "true" {
		m.Limits = append(m.Limits, "may be empty")
	}
	if form := response.get("x-error-form").text(); form != "" {
		m.Limits = append(m.Limits, "may be a refusal: "+form)
	}
	return m
}

// Schemas are the names of the types.
func (d *Doc) Schemas() []string {
	var names []string
	for _, schema := range d.root.get("components").get("schemas").entries() {
		names = append(names, schema.key)
	}
	return names
}

// Schema describes a type; false where there is none of that name.
func (d *Doc) Schema(name string) (*Schema, bool) {
	schema := d.root.get("components").get("schemas").get(name)
	if !schema.there() {
		return nil, false
	}
	about := &Schema{
		Type: d.typeOf(schema), Description: schema.get("description").text(), Source: schema.get("x-source").text(),
	}
	about.Members = d.values(schema)
	for _, variant := range schema.get("anyOf").items() {
		m := Member{Type: d.typeOf(variant), Description: d.resolve(variant).get("description").text()}
		about.Members = append(about.Members, m)
	}
	about.Members = append(about.Members, d.ownMembers(schema, "")...)
	for _, part := range []string{"items", "additionalProperties"} {
		if inner := schema.get(part); inner.get("$ref").there() || inner.get("type").there() ||
			inner.get("allOf").there() {
			about.Members = append(about.Members, d.part(inner, schema))
		}
	}
	return about, true
}

// part describes the items of a list, or the values of a map, that is a type.
func (d *Doc) part(inner, of node) Member {
	m := d.member("*", inner)
	if m.Source == "" {
		m.Source = of.get("x-source").text()
	}
	return m
}
