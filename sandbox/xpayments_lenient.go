package sandbox

import (
	"strings"

	"github.com/strictpay/strictpay/runtime/xmlread"
)

// An xpaymentsElement is an element of a request: children, or text.
type xpaymentsElement struct {
	name     string
	cell     bool
	text     string
	children []xpaymentsElement
	holds    bool // it is a container
}

// Elements of requests that hold elements; all others hold text, whatever stands in it.
var xpaymentsContainers = map[string]bool{"cart": true, "billingAddress": true, "shippingAddress": true, "items": true}

// Elements that connectors send empty where they mean nothing.
var xpaymentsMayBeEmpty = map[string]bool{
	"amount": true, "refresh": true, "language": true, "saveCard": true, "template": true, "refId": true, "callbackUrl": true, "currency": true,
	"shippingCost": true, "taxCost": true, "discount": true, "totalCost": true, "price": true, "quantity": true, "kountCustomerUniq": true,
}

// xpaymentsParse reads a request as a pattern matcher would: no root element, no escaping. In a text < and & are text; what stands between elements is skipped.
func xpaymentsParse(text string) []xpaymentsElement {
	var found []xpaymentsElement
	for {
		_, rest, ok := strings.Cut(text, "<")
		if !ok {
			return found
		}
		e, length, ok := xpaymentsStart(rest)
		if !ok {
			text = rest
			continue
		}
		inner, after, ok := strings.Cut(rest[length:], "</"+e.name+">")
		if !ok {
			text = rest
			continue
		}
		if e.holds = xpaymentsContainers[e.name]; e.holds {
			e.children = xpaymentsParse(inner)
		} else {
			e.text = inner
		}
		found, text = append(found, e), after
	}
}

// xpaymentsStart reads a start tag behind its <.
func xpaymentsStart(text string) (e xpaymentsElement, length int, ok bool) {
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

// xpaymentsValue is the text of the last element of that name.
func xpaymentsValue(elements []xpaymentsElement, name string) string {
	value := ""
	for _, e := range elements {
		if e.name == name && !e.holds {
			value = xmlread.DecodeText(e.text)
		}
	}
	return value
}

// xpaymentsStrict writes elements as a document that the generated code reads: of a repeated element that is no list the last one counts, as with the real readers.
func xpaymentsStrict(w *xmlread.Writer, elements []xpaymentsElement) {
	last := map[string]int{}
	for i, e := range elements {
		last[e.name] = i
	}
	for i, e := range elements {
		switch {
		case !e.cell && last[e.name] != i, e.text == "" && xpaymentsMayBeEmpty[e.name]:
		case e.holds:
			w.Open(e.name, e.cell)
			xpaymentsStrict(w, e.children)
			w.Close(e.name)
		case e.cell:
			w.Cell(e.name, xmlread.DecodeText(e.text))
		default:
			w.Text(e.name, xmlread.DecodeText(e.text))
		}
	}
}

// xpaymentsDocument is a request in a root of its own, without what the transport added.
func xpaymentsDocument(elements []xpaymentsElement) []byte {
	var w xmlread.Writer
	w.Open("request", false)
	var own []xpaymentsElement
	for _, e := range elements {
		if e.name != "target" && e.name != "action" && e.name != "api_version" {
			own = append(own, e)
		}
	}
	xpaymentsStrict(&w, own)
	if len(own) == 0 {
		return []byte("<request></request>")
	}
	w.Close("request")
	return w.Bytes()
}
