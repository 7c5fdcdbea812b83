package main

import (
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// paths checks the operations and the shared parameters and responses.
func (l *linter) paths() {
	each(child(l.root, "paths"), func(path string, item *yaml.Node) {
		if strings.Contains(path, ":") {
			l.fault(item, "path "+path, "a colon; a parameter is written {x}")
		}
	})
	ids := map[string]bool{}
	l.eachOperation(func(path, method string, op *yaml.Node) {
		id := text(op, "operationId")
		where := "operation " + id
		if id == "" {
			where = strings.ToUpper(method) + " " + path
		}
		if ids[id] {
			l.fault(op, where, "another operation has this operationId")
		}
		ids[id] = true
		if method == "head" || method == "options" || method == "trace" {
			l.fault(op, where, "the generator knows get, post, put, patch and delete")
		}
		l.operation(where, op)
	})
	components := child(l.root, "components")
	each(child(components, "parameters"), func(name string, p *yaml.Node) { l.parameter("parameter "+name, p) })
	each(child(components, "responses"), func(name string, r *yaml.Node) { l.response("response "+name, r) })
	each(child(components, "requestBodies"), func(name string, b *yaml.Node) { l.content("request body "+name, b, true) })
	each(child(components, "headers"), func(name string, h *yaml.Node) { l.member("header "+name, child(h, "schema")) })
}

func (l *linter) operation(where string, op *yaml.Node) {
	places := []string{"operation"}
	moves := text(op, "x-moves-money") == "true"
	if moves {
		places = append(places, "operation that moves money")
	}
	if l.speaksXML(op) {
		places = append(places, "X-Payments operation")
	}
	l.place(op, where, places...)
	if child(op, "x-source") == nil {
		l.fault(op, where, "x-source is missing; give %s", aSource.says)
	}
	if !aName.test(text(op, "operationId")) {
		l.fault(op, where, "operationId %q is not in camel case, such as createOrder", text(op, "operationId"))
	}
	if strings.TrimSpace(text(op, "summary")) == "" {
		l.fault(op, where, "no summary; say in a line of our own what it does")
	}
	if child(op, "callbacks") != nil {
		l.fault(child(op, "callbacks"), where, "callbacks; declare what comes to the merchant in x-webhooks of the document")
	}
	for _, p := range items(child(op, "parameters")) {
		if child(p, "$ref") == nil {
			l.parameter(where+", parameter "+text(p, "name"), p)
		}
	}
	if body := child(op, "requestBody"); body != nil && child(body, "$ref") == nil {
		l.content(where+", request body", body, true)
	}
	each(child(op, "responses"), func(status string, r *yaml.Node) {
		switch {
		case status == "default":
			l.fault(r, where, "a default response; list the documented statuses")
		case !aStatus.test(status):
			l.fault(r, where, "response %q is no HTTP status", status)
		}
		if child(r, "$ref") == nil {
			l.response(where+", response "+status, r)
		}
		each(child(l.resolve(r), "content"), func(typ string, media *yaml.Node) {
			if strings.HasSuffix(typ, "xml") {
				l.rooted(media, where+", response "+status, refOf(child(media, "schema")))
			}
		})
	})
	l.idempotencyKey(where, op)
	l.askWith(where, op)
	if context := child(op, "x-context"); context != nil && !l.hasRow("", "", context.Value) {
		l.fault(context, where, "x-context %q is the context of no row in x-codes", context.Value)
	}
}

func (l *linter) speaksXML(op *yaml.Node) bool {
	xml := false
	each(child(op, "responses"), func(_ string, r *yaml.Node) {
		each(child(l.resolve(r), "content"), func(typ string, _ *yaml.Node) { xml = xml || strings.HasSuffix(typ, "xml") })
	})
	return xml
}

func (l *linter) parameter(where string, p *yaml.Node) {
	l.place(p, where, "parameter")
	schema := child(p, "schema")
	if schema == nil {
		l.fault(p, where, "no schema; give it one, such as {type: string}")
		return
	}
	l.member(where, schema)
	l.secrecy(where, p, schema)
}

func (l *linter) response(where string, r *yaml.Node) {
	l.place(r, where, "response")
	l.content(where, r, false)
	each(child(r, "headers"), func(name string, h *yaml.Node) {
		if child(h, "$ref") == nil {
			l.member(where+", header "+name, child(h, "schema"))
		}
	})
	if empty := child(r, "x-may-be-empty"); empty != nil && child(r, "content") == nil {
		l.fault(empty, where, "x-may-be-empty on a response without a body says nothing; drop it")
	}
}

// content checks that a body has one media type and a component for a schema.
func (l *linter) content(where string, body *yaml.Node, due bool) {
	content := child(body, "content")
	n := 0
	each(content, func(typ string, media *yaml.Node) {
		n++
		if !slices.Contains(mediaTypes, typ) {
			l.fault(media, where, "media type %q; the readers know %s", typ, strings.Join(mediaTypes, " and "))
		}
		if text(child(media, "schema"), "$ref") == "" {
			l.fault(media, where, "an inline body; name it as a component and write schema: {$ref: ...}")
		}
	})
	if n > 1 || n == 0 && (due || content != nil) {
		l.fault(body, where, "%d media types; exactly one is due", n)
	}
}

func (l *linter) idempotencyKey(where string, op *yaml.Node) {
	key := child(op, "x-idempotency-key")
	if key == nil {
		return
	}
	schema := l.bodyOf(op)
	property := child(child(l.schema(schema), "properties"), key.Value)
	switch {
	case property == nil:
		l.fault(key, where, "x-idempotency-key %q is no member of the body", key.Value)
	case l.kind(property) != kindString || !slices.Contains(values(child(l.schema(schema), "required")), key.Value) || text(property, "nullable") == "true":
		l.fault(key, where, "x-idempotency-key %q is no required string of the body, so it cannot be filled in", key.Value)
	}
}

// bodyOf is the component of an operation's body.
func (l *linter) bodyOf(op *yaml.Node) string {
	name := ""
	each(child(l.resolve(child(op, "requestBody")), "content"), func(_ string, media *yaml.Node) { name = refOf(child(media, "schema")) })
	return name
}

// askWith checks the reference that an unknown outcome carries.
func (l *linter) askWith(where string, op *yaml.Node) {
	ask := child(op, "x-ask-with")
	if ask == nil {
		return
	}
	if text(ask, "operation") == text(op, "operationId") && child(op, "x-idempotency-key") == nil {
		l.fault(ask, where, "x-ask-with names the operation itself, which would do it again: it has no x-idempotency-key")
	}
	var asked *yaml.Node
	l.eachOperation(func(_, _ string, other *yaml.Node) {
		if text(other, "operationId") == text(ask, "operation") {
			asked = other
		}
	})
	if asked == nil {
		l.fault(ask, where, "x-ask-with: there is no operation %q", text(ask, "operation"))
		return
	}
	var arguments []string
	for _, p := range items(child(asked, "parameters")) {
		arguments = append(arguments, text(l.resolve(p), "name"))
	}
	each(child(l.schema(l.bodyOf(asked)), "properties"), func(name string, _ *yaml.Node) { arguments = append(arguments, name) })
	each(child(ask, "with"), func(argument string, pointer *yaml.Node) {
		if !slices.Contains(arguments, argument) {
			l.fault(pointer, where, "x-ask-with: operation %s has no parameter or body member %q", text(ask, "operation"), argument)
		}
		property, why := l.follow(l.bodyOf(op), pointer.Value)
		if why == "" && !l.readsAsText(property) {
			why = "leads to no scalar"
		}
		if why != "" {
			l.fault(pointer, where, "x-ask-with: the pointer %s %s", pointer.Value, why)
		}
	})
}

var ascii = regexp.MustCompile(`^[\x20-\x7e]*$`)
