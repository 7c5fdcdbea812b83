package openapi

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

func (d *decoder) paths(n *yaml.Node) {
	each(n, func(key, item *yaml.Node) {
		path := key.Value
		where := "path " + path
		if !d.plainName(key, where, path) {
			return
		}
		var shared []*Parameter
		var operations []*Operation
		operation := func(method string) func(*yaml.Node) {
			return func(n *yaml.Node) {
				if o := d.operation(n, path, method); o != nil {
					operations = append(operations, o)
				}
			}
		}
		d.mapping(item, "path item", where, members{
			"get": operation("GET"), "put": operation("PUT"), "post": operation("POST"), "delete": operation("DELETE"),
			"patch":      operation("PATCH"),
			"parameters": func(n *yaml.Node) { shared = d.parameterList(n, where) },
		})
		for _, o := range operations {
			var all []*Parameter
			for _, p := range shared {
				if o.Parameter(p.In, p.Name) == nil {
					all = append(all, p)
				}
			}
			o.Parameters = append(all, o.Parameters...)
			d.doc.Operations = append(d.doc.Operations, o)
		}
	})
}

func (d *decoder) operation(n *yaml.Node, path, method string) *Operation {
	o := &Operation{Position: d.at(n), Path: path, Method: method, ID: text(n, "operationId")}
	where := o.Where()
	if !d.mapping(n, "operation", where, members{
		"operationId": d.into(where, "operationId", &o.ID),
		"summary":     d.into(where, "summary", &o.Summary),
		"description": d.into(where, "description", &o.Description),
		"deprecated":  d.truth(where, "deprecated", &o.Deprecated),
		"parameters":  func(n *yaml.Node) { o.Parameters = d.parameterList(n, where) },
		"requestBody": func(n *yaml.Node) { o.Body = d.body(n, where+", request body") },
		"responses":   func(n *yaml.Node) { o.Responses = d.responseList(n, where) },
		"security":    func(n *yaml.Node) { o.NoCredentials = d.noSecurity(n, where) },
	}) {
		return nil
	}
	d.require(n, where, "responses", "the documented statuses")
	places := []string{"operation"}
	if text(n, "x-moves-money") == "true" {
		places = append(places, "operation that moves money")
	}
	if slices.ContainsFunc(o.Responses, func(r *Response) bool {
		return r.Media != "" && r.Media != "application/json"
	}) {
		places = append(places, "X-Payments operation")
	}
	d.extensions(n, where, &o.OperationExtensions, places...)
	return o
}

// noSecurity reads the security of one operation, which can say only that it takes none of the document's credentials.
func (d *decoder) noSecurity(n *yaml.Node, where string) bool {
	if n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		return true
	}
	d.report(n, where, "security of its own",
		"write security: [] where the call takes no credentials, or leave it out; "+
			"what the document has goes with every other call")
	return false
}

func (d *decoder) parameterList(n *yaml.Node, where string) []*Parameter {
	var list []*Parameter
	for _, item := range d.list(n, where, "parameters") {
		if child(item, "$ref") != nil {
			if name, _, ok := d.reference(item, where, "parameters"); ok && d.parameters[name] != nil {
				list = append(list, d.parameters[name])
			}
			continue
		}
		if p := d.parameter(item, where+", parameter "+text(item, "name")); p != nil {
			list = append(list, p)
		}
	}
	return list
}

func (d *decoder) parameter(n *yaml.Node, where string) *Parameter {
	p := &Parameter{Position: d.at(n)}
	if !d.mapping(n, "parameter", where, members{
		"name":        d.into(where, "name", &p.Name),
		"in":          d.into(where, "in", &p.In),
		"description": d.into(where, "description", &p.Description),
		"required":    d.truth(where, "required", &p.Required),
		"schema":      func(n *yaml.Node) { p.Schema = d.schema(n, where, "parameter") },
	}) {
		return nil
	}
	d.require(n, where, "name", "its name")
	d.plainName(n, where, p.Name)
	d.extensions(n, where, &p.ParameterExtensions, "parameter")
	switch {
	case !slices.Contains([]string{"path", "query", "header"}, p.In):
		instead := "write path, query or header"
		if p.In == "cookie" {
			instead = "write in: header with name: Cookie, or path or query"
		}
		d.report(n, where, fmt.Sprintf("in is %q", p.In), instead)
	case p.In == "path" && !p.Required:
		d.report(n, where, "a parameter of the path that is not required", "write required: true")
	case p.In == "header" && slices.Contains([]string{"accept", "content-type", "authorization"},
		strings.ToLower(p.Name)):
		d.report(n, where, "the header "+p.Name+" is set by the client",
			"drop the parameter; credentials are security schemes")
	}
	if p.Schema == nil {
		if child(n, "schema") == nil {
			d.report(n, where, "schema is missing", "give {type: string}")
		}
		return nil
	}
	return p
}

func (d *decoder) body(n *yaml.Node, where string) *Body {
	if child(n, "$ref") != nil {
		d.report(n, where, "$ref is not supported here", "write the body here, with a $ref to its schema")
		return nil
	}
	b := &Body{Position: d.at(n)}
	required := false
	if !d.mapping(n, "request body", where, members{
		"description": d.into(where, "description", &b.Description),
		"required":    d.truth(where, "required", &required),
		"content":     func(n *yaml.Node) { b.Media, b.Schema = d.content(n, where) },
	}) {
		return nil
	}
	d.require(n, where, "content", "{application/json: {schema: {$ref: ...}}}")
	b.Others = d.expanded.Others[child(n, "content")]
	if !required {
		d.report(n, where, "a body that may be left out",
			"write required: true; where the API takes calls without a body, make an operation of its own")
	}
	if b.Schema == nil {
		return nil
	}
	return b
}

// content decodes a body's one media type and the component that is its schema.
func (d *decoder) content(n *yaml.Node, where string) (media string, schema *Schema) {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 {
		d.report(n, where, fmt.Sprintf("%d media types", len(n.Content)/2),
			"write application/json or application/xml, and one of them alone")
		return "", nil
	}
	each(n, func(key, value *yaml.Node) {
		if !slices.Contains(MediaTypes, key.Value) {
			d.report(key, where, fmt.Sprintf("media type %q is not known to the readers", key.Value),
				"write "+strings.Join(MediaTypes, " or "))
		}
		media = key.Value
		d.mapping(value, "media type", where, members{"schema": func(n *yaml.Node) {
			if child(n, "$ref") == nil {
				d.report(n, where, "a body that is neither an object nor a list",
					"wrap it in an object with one member")
				return
			}
			if name, _, ok := d.reference(n, where, "schemas"); ok {
				schema = d.doc.schemas[name]
			}
		}})
		d.require(value, where, "schema", "{$ref: ...}")
	})
	return media, schema
}

func (d *decoder) responseList(n *yaml.Node, where string) []*Response {
	var list []*Response
	if n.Kind != yaml.MappingNode {
		d.report(n, where, "responses is no mapping", `write the statuses, "200": {...}`)
	}
	each(n, func(key, value *yaml.Node) {
		status := key.Value
		at := where + ", response " + status
		switch {
		case strings.HasPrefix(status, "x-"):
			return
		case status == "default":
			d.report(key, where, "a default response", "list the documented statuses")
			return
		case !isStatus(status):
			d.report(key, where, fmt.Sprintf("response %q is no HTTP status", status),
				"write one, 404; ranges are not read")
			return
		}
		var r *Response
		if child(value, "$ref") != nil {
			if name, _, ok := d.reference(value, at, "responses"); ok && d.responses[name] != nil {
				shared := *d.responses[name]
				r = &shared
			}
		} else {
			r = d.response(value, at)
		}
		if r != nil {
			r.Status = status
			list = append(list, r)
		}
	})
	slices.SortStableFunc(list, func(a, b *Response) int { return strings.Compare(a.Status, b.Status) })
	return list
}

func (d *decoder) response(n *yaml.Node, where string) *Response {
	r := &Response{Position: d.at(n)}
	if !d.mapping(n, "response", where, members{
		"description": d.into(where, "description", &r.Description),
		"content":     func(n *yaml.Node) { r.Media, r.Schema = d.content(n, where) },
		"headers": func(n *yaml.Node) {
			each(n, func(key, value *yaml.Node) { r.Headers = append(r.Headers, d.header(key.Value, value, where)) })
		},
	}) {
		return nil
	}
	d.require(n, where, "description", "what it means")
	r.Others = d.expanded.Others[child(n, "content")]
	d.extensions(n, where, &r.ResponseExtensions, "response")
	return r
}

func (d *decoder) header(name string, n *yaml.Node, where string) *Header {
	h := &Header{Position: d.at(n), Name: name}
	where += ", header " + name
	if child(n, "$ref") != nil {
		d.report(n, where, "$ref is not supported here", "write the header here")
		return h
	}
	d.mapping(n, "header", where, members{
		"description": d.into(where, "description", &h.Description),
		"schema":      func(n *yaml.Node) { h.Schema = d.schema(n, where, "header") },
	})
	d.require(n, where, "schema", "{type: string}")
	d.extensions(n, where, &h.HeaderExtensions, "response header")
	return h
}
