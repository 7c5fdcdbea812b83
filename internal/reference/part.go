package reference

import (
	"strconv"
)

// A Part is where a body stands: the request of an operation, one of its answers, or a webhook.
type Part struct{ schema node }

// RequestOf is the body of an operation's request.
func (d *Doc) RequestOf(operation string) Part {
	_, op := d.find(operation)
	return Part{d.contentOf(op.get("requestBody"))}
}

// AnswerOf is the body of an operation's answer; of a status that is not documented nothing is known.
func (d *Doc) AnswerOf(operation string, status int) Part {
	_, op := d.find(operation)
	return Part{d.contentOf(op.get("responses").get(strconv.Itoa(status)))}
}

// WebhookOf is the body of a webhook.
func (d *Doc) WebhookOf(name string) Part {
	for _, hook := range d.root.get("x-webhooks").items() {
		if hook.get("name").text() == name {
			return Part{d.root.get("components").get("schemas").get(hook.get("schema").text())}
		}
	}
	return Part{}
}

func (d *Doc) contentOf(n node) node {
	for _, media := range d.resolve(n).get("content").entries() {
		return media.value.get("schema")
	}
	return node{}
}

// variants are the schemas that a value may have; nil where nothing is known of it.
func (d *Doc) variants(schema node) []node {
	if !schema.there() {
		return nil
	}
	merged := d.merged(schema)
	if list := merged.get("anyOf").items(); len(list) > 0 {
		var all []node
		for _, one := range list {
			all = append(all, d.variants(one)...)
		}
		return all
	}
	if sensitive := schema.get("x-sensitive").text() + merged.get("x-sensitive").text(); sensitive != "" {
		return nil // as little is known of it as of what is not in the specification
	}
	return []node{merged}
}

// memberOf is what is known of a member: what all variants that name it say.
func (d *Doc) memberOf(known []node, name string) []node {
	var all []node
	for _, schema := range known {
		property := schema.get("properties").get(name)
		if !property.there() {
			continue
		}
		variants := d.variants(property)
		if variants == nil {
			return nil
		}
		all = append(all, variants...)
	}
	return all
}

func (d *Doc) within(known []node, keyword string) []node {
	var all []node
	for _, schema := range known {
		inner := schema.get(keyword)
		if !inner.there() {
			continue
		}
		variants := d.variants(inner)
		if variants == nil {
			return nil
		}
		all = append(all, variants...)
	}
	return all
}

func declares(known []node, keyword string) bool {
	for _, schema := range known {
		if schema.get(keyword).there() {
			return true
		}
	}
	return false
}

// isScalar reports whether a text or number may be kept: it is declared, as no object and no list.
func isScalar(known []node) bool {
	for _, schema := range known {
		switch schema.get("type").text() {
		case "string", "number", "integer", "boolean":
		default:
			return false
		}
	}
	return len(known) > 0
}
