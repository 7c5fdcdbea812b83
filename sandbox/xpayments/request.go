package xpaymentsfake

import (
	"encoding/json"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A kind is how the text of an element is meant, where it is no text.
type kind int

const (
	kindText kind = iota
	kindAmount
	kindInteger
	kindFlag
)

var kinds = map[string]kind{
	"amount": kindAmount, "price": kindAmount, "shippingCost": kindAmount, "taxCost": kindAmount,
	"discount":  kindAmount,
	"totalCost": kindAmount, "confId": kindInteger, "quantity": kindInteger, "refresh": kindFlag,
}

// Elements that connectors send empty where they mean nothing.
var mayBeEmpty = map[string]bool{
	"amount": true, "refresh": true, "language": true, "saveCard": true, "template": true, "refId": true,
	"callbackUrl": true, "currency": true, "shippingCost": true, "taxCost": true, "discount": true, "totalCost": true,
	"price": true, "quantity": true, "kountCustomerUniq": true,
}

// Elements that are a list, also with one item.
var lists = map[string]bool{"items": true}

// document is a request as JSON, for the generated models: JSON keeps every character of a text. What the transport
// added is left out. Of a repeated element that is no list the last one counts, as with the real readers.
func document(elements []element) []byte {
	text, err := json.Marshal(object(elements))
	if err != nil {
		panic("sandbox: texts always marshal: " + err.Error())
	}
	return text
}

func object(elements []element) map[string]any {
	members := map[string]any{}
	for _, e := range elements {
		switch {
		case e.name == "target", e.name == "action", e.name == "api_version":
		case lists[e.name]:
			list, _ := members[e.name].([]any)
			members[e.name] = append(list, content(e))
		case !e.holds && e.text == "" && mayBeEmpty[e.name]:
			delete(members, e.name)
		default:
			members[e.name] = content(e)
		}
	}
	return members
}

func content(e element) any {
	if e.holds {
		return object(e.children)
	}
	switch kinds[e.name] {
	case kindAmount:
		return amountOf(e.text)
	case kindInteger:
		if n := json.Number(strings.TrimSpace(e.text)); json.Valid([]byte(n)) {
			return n
		}
	case kindFlag:
		return e.text == "1"
	}
	return e.text
}

// amountOf takes an amount as merchants type it, since two connectors pass that on: " 5", "+5", "5." and ".5".
func amountOf(typed string) string {
	text := strings.TrimSpace(typed)
	sign := ""
	switch {
	case strings.HasPrefix(text, "+"):
		text = text[1:]
	case strings.HasPrefix(text, "-"):
		sign, text = "-", text[1:]
	}
	if text == "" || text == "." {
		return typed // no amount; an empty one would be read as absent, and refund everything
	}
	if strings.HasPrefix(text, ".") {
		text = "0" + text
	}
	return sign + strings.TrimSuffix(text, ".")
}

// decode reads a document strictly, but for parts of addresses, which connectors leave empty. Of drift it takes no
// notice, as the real one does.
func decode[T any, P interface {
	*T
	jsonread.Readable
}](document []byte) (P, error) {
	v := P(new(T))
	devs := jsonread.ReadInto(document, v)
	for _, d := range devs.List {
		if d.Severity == strictpay.Violation && !ofAddress(d.Pointer) {
			return v, devs.Err()
		}
	}
	return v, nil
}

func ofAddress(pointer string) bool {
	return strings.Contains(pointer, "/billingAddress/") || strings.Contains(pointer, "/shippingAddress/")
}
