package expand

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// union brings a choice of objects to one form: anyOf with a discriminator that has all its values, or, where the
// member that selects stands beside the union, with x-selected-by and x-variants.
func (e *expander) union(n *yaml.Node, where string) {
	discriminator := Child(n, "discriminator")
	if n.Kind != yaml.MappingNode || Child(n, "oneOf") == nil && Child(n, "anyOf") == nil ||
		discriminator == nil && Child(n, "x-selected-by") == nil {
		return
	}
	if Child(n, "anyOf") == nil {
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == "oneOf" {
				n.Content[i] = text(n.Content[i].Line, "anyOf")
			}
		}
	}
	if discriminator == nil {
		return
	}
	if Child(n, "x-selected-by") != nil {
		e.report(discriminator, where, "both discriminator and x-selected-by", "keep one of them")
		return
	}
	member := Text(discriminator, "propertyName")
	if member == "" {
		e.report(discriminator, where, "a discriminator without propertyName",
			"write the name of the member that selects the variant")
		return
	}
	mapped, ok := e.mapping(n, discriminator, where)
	if !ok {
		return
	}
	with, without := e.variants(n, member)
	switch {
	case with == nil && without != nil:
		drop(n, "discriminator")
		put(n, text(discriminator.Line, "x-selected-by"), text(discriminator.Line, member))
		put(n, text(discriminator.Line, "x-variants"), mapped)
	case without != nil:
		what := fmt.Sprintf("the variant %s has no member %s, which selects the variant", without[0], member)
		e.report(discriminator, where, what,
			"add it to the variant, or take it out of "+strings.Join(with, ", ")+" and write it beside the union")
	default:
		Each(mapped, func(_, component *yaml.Node) { component.Value = schemaRef + component.Value })
		discriminator.Content = []*yaml.Node{
			text(discriminator.Line, "propertyName"), text(discriminator.Line, member),
			text(discriminator.Line, "mapping"), mapped,
		}
	}
}

// mapping has the component for each value of the discriminator; a variant that it does not name is selected by its own
// name.
func (e *expander) mapping(n, discriminator *yaml.Node, where string) (mapped *yaml.Node, ok bool) {
	mapped, ok = mapping(discriminator.Line), true
	named := map[string]bool{}
	Each(discriminator, func(key, value *yaml.Node) {
		switch key.Value {
		case "propertyName":
		case "mapping":
			Each(value, func(value, component *yaml.Node) {
				name := unescape.Replace(strings.TrimPrefix(component.Value, schemaRef))
				put(mapped, value, text(component.Line, name))
				named[name] = true
			})
		default:
			e.report(key, where, key.Value+" is no member of a discriminator", "write propertyName and mapping")
			ok = false
		}
	})
	for _, variant := range Items(Child(n, "anyOf")) {
		if name := reference(variant); name != "" && !named[name] {
			put(mapped, text(variant.Line, name), text(variant.Line, name))
		}
	}
	return mapped, ok
}

// variants are those that have a member, and those that have not.
func (e *expander) variants(n *yaml.Node, member string) (with, without []string) {
	for _, variant := range Items(Child(n, "anyOf")) {
		name := reference(variant)
		if name == "" {
			continue // a message says that it is none
		}
		if Child(Child(Child(e.schemas, name), "properties"), member) != nil {
			with = append(with, name)
		} else {
			without = append(without, name)
		}
	}
	return with, without
}
