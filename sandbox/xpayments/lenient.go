package xpaymentsfake

import "strings"

// An element is an element of a request: children, or text.
type element struct {
	name     string
	cell     bool
	text     string
	children []element
	holds    bool // it is a container
}

// Elements of requests that hold elements; all others hold text, whatever stands in it.
var containers = map[string]bool{"cart": true, "billingAddress": true, "shippingAddress": true, "items": true}

// parse reads a request as a pattern matcher would: no root element, no escaping. In a text < and & are text; what
// stands between elements is skipped.
func parse(text string) []element {
	var found []element
	for {
		_, rest, ok := strings.Cut(text, "<")
		if !ok {
			return found
		}
		e, length, ok := start(rest)
		if !ok {
			text = rest
			continue
		}
		inner, after, ok := strings.Cut(rest[length:], "</"+e.name+">")
		if !ok {
			text = rest
			continue
		}
		if e.holds = containers[e.name]; e.holds {
			e.children = parse(inner)
		} else {
			e.text = inner
		}
		found, text = append(found, e), after
	}
}

// start reads a start tag behind its <.
func start(text string) (e element, length int, ok bool) {
	tag, _, ok := strings.Cut(text, ">")
	if !ok {
		return e, 0, false
	}
	length = len(tag) + 1
	name, attributes, _ := strings.Cut(tag, " ")
	switch strings.TrimSpace(attributes) {
	case "":
	case `type="cell"`, `type='cell'`:
		e.cell = true
	default:
		return e, 0, false
	}
	e.name = name
	return e, length, name != "" && strings.Trim(name,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// value is the text of the last element of that name, as it came.
func value(elements []element, name string) string {
	value := ""
	for _, e := range elements {
		if e.name == name && !e.holds {
			value = e.text
		}
	}
	return value
}
