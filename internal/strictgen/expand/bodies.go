package expand

import (
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"
)

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// bodies names what stands inline in operations and shared responses, and chooses the media types that are read.
func (e *expander) bodies() {
	components := Child(e.root, "components")
	Each(Child(components, "parameters"), func(key, value *yaml.Node) {
		e.parameter(value, camel(key.Value), "parameter "+key.Value, Child(value, "x-source"))
	})
	Each(Child(components, "responses"), func(key, value *yaml.Node) {
		e.body(value, place{name: camel(key.Value) + "Body", where: "response " + key.Value,
			what: "The body of the response " + key.Value + ".", source: Child(e.root, "x-source")})
	})
	Each(Child(e.root, "paths"), func(path, item *yaml.Node) {
		first := ""
		Each(item, func(method, op *yaml.Node) {
			if slices.Contains(methods, method.Value) && first == "" {
				first = Text(op, "operationId")
			}
		})
		for _, p := range Items(Child(item, "parameters")) {
			e.parameter(p, camel(first)+camel(Text(p, "name")), "path "+path.Value+", parameter "+Text(p, "name"),
				Child(e.root, "x-source"))
		}
		Each(item, func(method, op *yaml.Node) {
			if slices.Contains(methods, method.Value) {
				e.operation(op)
			}
		})
	})
}

func (e *expander) operation(op *yaml.Node) {
	id := Text(op, "operationId")
	where, source := "operation "+id, Child(op, "x-source")
	if id == "" {
		return // a message says that it has no name
	}
	for _, p := range Items(Child(op, "parameters")) {
		e.parameter(p, camel(id)+camel(Text(p, "name")), where+", parameter "+Text(p, "name"), source)
	}
	if body := Child(op, "requestBody"); body != nil {
		e.body(body, place{name: camel(id) + "Request", where: where + ", request body",
			what: "The request body of " + id + ".", source: source})
	}
	Each(Child(op, "responses"), func(status, response *yaml.Node) {
		e.body(response, place{name: camel(id) + "Response" + status.Value, where: where + ", response " + status.Value,
			what: fmt.Sprintf("The body that %s answers with HTTP %s.", id, status.Value), source: source})
	})
}

// parameter names the enum of a parameter; other shapes parameters do not have.
func (e *expander) parameter(n *yaml.Node, name, where string, source *yaml.Node) {
	schema := Child(n, "schema")
	if Child(schema, "enum") == nil {
		return
	}
	if own := Child(n, "x-source"); own != nil {
		source = own
	}
	e.schema(schema, place{name: name, where: where, what: "Values of the parameter " + Text(n, "name") + ".",
		source: source, line: schema.Line})
}

// body names the body of a request or an answer, and keeps the one of its media types that is read.
func (e *expander) body(n *yaml.Node, p place) {
	content := Child(n, "content")
	if content == nil || content.Kind != yaml.MappingNode {
		return
	}
	e.media(content)
	p.body = true
	Each(content, func(_, media *yaml.Node) {
		schema := Child(media, "schema")
		if schema == nil {
			return
		}
		p.line = schema.Line
		if isReference(schema) && len(schema.Content) == 2 && len(Items(Child(schema, "allOf"))) == 1 {
			if one := Items(Child(schema, "allOf"))[0]; Child(one, "$ref") != nil {
				*schema = *one // nothing stands beside it
			}
		}
		e.schema(schema, p)
	})
}

// media leaves the media type that is read alone in a content, where it stands among others.
func (e *expander) media(content *yaml.Node) {
	var read, others []string
	Each(content, func(key, _ *yaml.Node) {
		if slices.Contains(Media, key.Value) {
			read = append(read, key.Value)
		} else {
			others = append(others, key.Value)
		}
	})
	if len(read) != 1 || len(others) == 0 {
		return
	}
	for _, other := range others {
		drop(content, other)
	}
	e.result.Others[content] = others
}
