package fake

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

// A Request is the body of a request.
type Request interface {
	jsonread.Readable
	Check(*check.Checker)
}

// ReadRequest reads a request into body and gives the first deviation for which a strict provider refuses it: in its
// form, then in its values. A member that the specification does not name is passed over.
func ReadRequest(data []byte, body Request) (strictpay.Deviation, bool) {
	read := jsonread.ReadInto(data, body)
	for _, d := range read.List {
		if d.Kind != strictpay.KindUnknownMember {
			return d, true
		}
	}
	var c check.Checker
	body.Check(&c)
	for _, d := range c.Found().List {
		return d, true
	}
	return strictpay.Deviation{}, false
}
