package xpaymentsfake

import (
	"strings"

	"github.com/strictpay/strictpay/runtime/xmlread"
)

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

// Elements that connectors send empty where they mean nothing.
var mayBeEmpty = map[string]bool{
	"amount": true, "refresh": true, "language": true, "saveCard": true, "template": true, "refId": true, "callbackUrl": true, "currency": true,
	"shippingCost": true, "taxCost": true, "discount": true, "totalCost": true, "price": true, "quantity": true, "kountCustomerUniq": true,
}

// parse reads a request as a pattern matcher would: no root element, no escaping. In a text < and & are text; what stands between elements is skipped.
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
	return e, length, name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// value is the text of the last element of that name.
func value(elements []element, name string) string {
	value := ""
	for _, e := range elements {
		if e.name == name && !e.holds {
			value = xmlread.DecodeText(e.text)
		}
	}
	return value
}

// strict writes elements as a document that the generated code reads: of a repeated element that is no list the last one counts, as with the real readers.
func strict(w *xmlread.Writer, elements []element) {
	last := map[string]int{}
	for i, e := range elements {
		last[e.name] = i
	}
	for i, e := range elements {
		switch {
		case !e.cell && last[e.name] != i, e.text == "" && mayBeEmpty[e.name]:
		case e.holds:
			w.Open(e.name, e.cell)
			strict(w, e.children)
			w.Close(e.name)
		case e.cell:
			w.Cell(e.name, xmlread.DecodeText(e.text))
		default:
			w.Text(e.name, xmlread.DecodeText(e.text))
		}
	}
}

// document is a request in a root of its own, without what the transport added.
func document(elements []element) []byte {
	var w xmlread.Writer
	w.Open("request", false)
	var own []element
	for _, e := range elements {
		if e.name != "target" && e.name != "action" && e.name != "api_version" {
			own = append(own, e)
		}
	}
	strict(&w, own)
	if len(own) == 0 {
		return []byte("<request></request>")
	}
	w.Close("request")
	return w.Bytes()
}
