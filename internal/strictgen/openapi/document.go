// Package openapi reads a spec into a typed model: one parse, every extension decoded once, every thing with its line.
//
// What the model cannot hold is a Problem with its place and what to write instead, never ignored: keywords.go has the
// verdict for every keyword of OpenAPI 3.0.
package openapi

import "gopkg.in/yaml.v3"

// A Document is one openapi.yaml.
type Document struct {
	Position
	Version     string // of OpenAPI
	Title       string
	Description string
	Servers     []*Server
	Security    [][]Text // alternatives, each the names of security schemes that go together
	Schemes     []*SecurityScheme
	Operations  []*Operation // in the file's order
	Parameters  []*Parameter // of components
	Responses   []*Response  // of components
	Schemas     []*Schema    // components, in the file's order
	DocumentExtensions

	schemas map[string]*Schema
	root    *yaml.Node
}

// Schema is a component schema, nil where there is none.
func (d *Document) Schema(name string) *Schema { return d.schemas[name] }

// Operation is the operation of a name, nil where there is none.
func (d *Document) Operation(id string) *Operation {
	for _, o := range d.Operations {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// XML reports whether the API speaks XML: an API speaks either XML or JSON.
func (d *Document) XML() bool {
	for _, o := range d.Operations {
		if o.XML() {
			return true
		}
	}
	return false
}

// Table is the code table of a name, nil where there is none.
func (d *Document) Table(name string) *CodeTable {
	for i := range d.Codes {
		if d.Codes[i].Name.Value == name {
			return &d.Codes[i]
		}
	}
	return nil
}

// HasRow reports whether a table has a row; "" stands for any table, code or context.
func (d *Document) HasRow(table, code, context string) bool {
	for _, t := range d.Codes {
		if table != "" && t.Name.Value != table {
			continue
		}
		for _, r := range t.Rows {
			if (code == "" || r.Code.Value == code) && (context == "" || r.Context.Value == context) {
				return true
			}
		}
	}
	return false
}

// A Server is an address of the API.
type Server struct {
	Position
	URL, Description string
	Variables        []Text // names of the parts of the URL that callers give
}

// A SecurityScheme is how callers authenticate.
type SecurityScheme struct {
	Position
	Name        string
	Type        string // apiKey or http
	In          string // of an apiKey: header
	Header      string // of an apiKey
	Scheme      string // of http: basic or bearer
	Description string
}
