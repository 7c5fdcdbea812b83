package openapi

import (
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// document decodes all of it: the named schemas first, since everything else refers to them.
func (d *decoder) document() {
	doc := d.doc
	var info, paths, components *yaml.Node
	keep := func(dst **yaml.Node) func(*yaml.Node) { return func(n *yaml.Node) { *dst = n } }
	d.mapping(d.root, "document", "document", members{
		"openapi":    d.into("document", "openapi", &doc.Version),
		"info":       keep(&info),
		"servers":    d.servers,
		"paths":      keep(&paths),
		"components": keep(&components),
		"security":   d.security,
	})
	if doc.Version != "3.0.3" {
		d.report(d.either(child(d.root, "openapi")), "document", "openapi is not 3.0.3", "write openapi: 3.0.3")
	}
	d.extensions(d.root, "document", &doc.DocumentExtensions, "document")
	d.require(d.root, "document", "info", "{title: Acme, version: v1}")
	d.require(d.root, "document", "paths", "the operations by their paths")
	d.require(d.root, "document", "servers", "a list of {url, description}")
	if info != nil {
		d.mapping(info, "info", "info", members{
			"title":       d.into("info", "title", &doc.Title),
			"description": d.into("info", "description", &doc.Description),
			"version":     d.into("info", "version", new(string)),
		})
		d.require(info, "info", "title", "the name of the API")
		d.require(info, "info", "version", "the API's version, in quotes where it looks like a number")
	}
	if components != nil {
		d.components(components)
	}
	d.paths(paths)
	d.leftovers(d.root)
}

// either is n, or the root where that is nil.
func (d *decoder) either(n *yaml.Node) *yaml.Node {
	if n == nil {
		return d.root
	}
	return n
}

// require reports a member that is missing.
func (d *decoder) require(n *yaml.Node, where, name, form string) {
	if n.Kind == yaml.MappingNode && child(n, name) == nil {
		d.report(n, where, name+" is missing", "give "+form)
	}
}

var serverVariable = regexp.MustCompile(`\{([^{}]*)\}`)

func (d *decoder) servers(list *yaml.Node) {
	for _, n := range d.list(list, "servers", "{url, description}") {
		s := &Server{Position: d.at(n)}
		var variables *yaml.Node
		if !d.mapping(n, "server", "server", members{
			"url":         d.into("server", "url", &s.URL),
			"description": d.into("server", "description", &s.Description),
			"variables":   func(n *yaml.Node) { variables = n },
		}) {
			continue
		}
		where := "server " + s.Description
		d.plainName(n, where, s.URL+s.Description)
		if slices.ContainsFunc(d.doc.Servers, func(o *Server) bool { return o.Description == s.Description }) {
			d.report(n, where, "a second server with this description",
				"write another word for it; it names the constant")
		}
		d.require(n, where, "url", "the address before the paths")
		d.require(n, where, "description", "a word for it, production; it names the constant")
		each(variables, func(key, value *yaml.Node) {
			s.Variables = append(s.Variables, Text{d.at(key), key.Value})
			d.mapping(value, "server variable", where+", variable "+key.Value, members{})
			d.require(value, where+", variable "+key.Value, "default", "any value; callers give their own")
			if !strings.Contains(s.URL, "{"+key.Value+"}") {
				d.report(key, where, "variable "+key.Value+" is not in the URL",
					"write {"+key.Value+"} where it stands, or drop it")
			}
		})
		if _, rest, found := strings.Cut(s.URL, "{"); found &&
			(strings.Contains(rest, "{") || !strings.HasSuffix(rest, "}")) {
			d.report(n, where, "a variable that is not the last segment of the URL",
				"write one server for each address")
		}
		for _, m := range serverVariable.FindAllStringSubmatch(s.URL, -1) {
			if !slices.Contains(Values(s.Variables), m[1]) {
				d.report(n, where, "the URL has {"+m[1]+"}, which is no variable",
					"add it to variables: {"+m[1]+": {default: x}}")
			}
		}
		d.doc.Servers = append(d.doc.Servers, s)
	}
}

// list is the items of a list of mappings.
func (d *decoder) list(n *yaml.Node, where, form string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		d.report(n, where, "no list", "write a list of "+form)
		return nil
	}
	return n.Content
}

func (d *decoder) security(list *yaml.Node) {
	schemes := child(child(d.root, "components"), "securitySchemes")
	for _, n := range d.list(list, "security", "{<scheme>: []}") {
		var together []Text
		each(n, func(key, scopes *yaml.Node) {
			if child(schemes, key.Value) == nil {
				d.report(key, "security", key.Value+" is no security scheme", "add it to components/securitySchemes")
			}
			if len(items(scopes)) > 0 {
				d.report(scopes, "security", "scopes are not supported", "write "+key.Value+": []")
			}
			together = append(together, Text{d.at(key), key.Value})
		})
		d.doc.Security = append(d.doc.Security, together)
	}
}

func (d *decoder) components(n *yaml.Node) {
	var schemas, parameters, responses, schemes *yaml.Node
	d.mapping(n, "components", "components", members{
		"schemas":         func(n *yaml.Node) { schemas = n },
		"parameters":      func(n *yaml.Node) { parameters = n },
		"responses":       func(n *yaml.Node) { responses = n },
		"securitySchemes": func(n *yaml.Node) { schemes = n },
	})
	d.componentSchemas(schemas)
	d.parameters, d.responses = map[string]*Parameter{}, map[string]*Response{}
	each(parameters, func(key, value *yaml.Node) {
		where := "parameter " + key.Value
		if d.onlyReference(value, where) {
			return
		}
		if p := d.parameter(value, where); p != nil {
			p.Component = key.Value
			d.parameters[key.Value] = p
			d.doc.Parameters = append(d.doc.Parameters, p)
		}
	})
	each(responses, func(key, value *yaml.Node) {
		where := "response " + key.Value
		if d.onlyReference(value, where) {
			return
		}
		if r := d.response(value, where); r != nil {
			r.Component = key.Value
			d.responses[key.Value] = r
			d.doc.Responses = append(d.doc.Responses, r)
		}
	})
	each(schemes, func(key, value *yaml.Node) { d.scheme(key.Value, value) })
}

// onlyReference reports a component that is nothing but a reference.
func (d *decoder) onlyReference(n *yaml.Node, where string) bool {
	if child(n, "$ref") == nil {
		return false
	}
	d.report(n, where, "a component that is only a reference", "use the other one in its place")
	return true
}

func (d *decoder) scheme(name string, n *yaml.Node) {
	where := "security scheme " + name
	d.plainName(n, where, name+text(n, "name"))
	s := &SecurityScheme{Position: d.at(n), Name: name}
	if !d.mapping(n, "security scheme", where, members{
		"type": d.into(where, "type", &s.Type), "in": d.into(where, "in", &s.In),
		"name":   d.into(where, "name", &s.Header),
		"scheme": d.into(where, "scheme", &s.Scheme), "description": d.into(where, "description", &s.Description),
	}) {
		return
	}
	switch {
	case s.Type == "apiKey" && s.In == "header" && s.Header != "" && s.Scheme == "":
	case s.Type == "http" && (s.Scheme == "basic" || s.Scheme == "bearer") && s.In == "" && s.Header == "":
	default:
		d.report(n, where, "clients know two forms of security",
			"write {type: apiKey, in: header, name: X-Token} or {type: http, scheme: basic}")
	}
	d.doc.Schemes = append(d.doc.Schemes, s)
}

// leftovers finds extensions on what has no place for them.
func (d *decoder) leftovers(n *yaml.Node) {
	if d.refused[n] {
		return
	}
	if n.Kind == yaml.MappingNode && !d.placed[n] {
		each(n, func(key, _ *yaml.Node) {
			if strings.HasPrefix(key.Value, "x-") {
				d.misplaced(key, "document")
			}
		})
	}
	if n.Kind == yaml.MappingNode {
		each(n, func(key, value *yaml.Node) {
			// Names of members of the API, and values of extensions, may begin with x- themselves.
			switch {
			case strings.HasPrefix(key.Value, "x-"):
			case key.Value == "properties" || key.Value == "headers" || key.Value == "securitySchemes":
				each(value, func(_, inner *yaml.Node) { d.leftovers(inner) })
			default:
				d.leftovers(value)
			}
		})
		return
	}
	for _, c := range n.Content {
		d.leftovers(c)
	}
}
