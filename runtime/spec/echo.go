package spec

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
)

// An Echo is a part of the request that the answer repeats, as a document says. An answer that repeats another value
// is about something else.
type Echo struct {
	// where it stands in the request: /body/requestId, /path/shopId, /query/external_id; "" where Is counts
	Request string
	Is      string // how the answer names the operation itself, whatever the request has
	Answer  string // where the answer repeats it, with the root element in XML: /data/orderNumber
	GUID    bool   // compared without regard to case and braces
	// Of is what the answer has there; "" where the answer is of another form, or has nothing.
	Of func(answer any) string
}

// Contradicts reports whether an answer is about something else than what was asked. What is not there, or empty,
// contradicts nothing.
func (e *Echo) Contradicts(asked string, answer any) bool {
	got := e.Of(answer)
	if e.Is != "" {
		asked = e.Is
	}
	switch {
	case asked == "" || got == "":
		return false
	case e.GUID:
		return !strings.EqualFold(strings.Trim(asked, "{}"), strings.Trim(got, "{}"))
	}
	return asked != got
}

// Identify notes where an answer is about another order, payment or request than was asked about. asked has what the
// request has for each Echo, "" for nothing; it may be shorter. A number that could not be read is 0 in the answer,
// which says nothing about what the answer is about.
func (o *Operation) Identify(asked []string, answer any, devs *strictpay.Deviations) {
	for i := range o.Echo {
		request := ""
		if i < len(asked) {
			request = asked[i]
		}
		if e := &o.Echo[i]; e.Contradicts(request, answer) && !unread(devs, e.Answer, e.Of(answer)) {
			detail := "not what the request has at " + e.Request
			if e.Is != "" {
				detail = "not the operation that was called"
			}
			devs.Add(strictpay.Violation, strictpay.KindIdentity, e.Answer, detail)
		}
	}
}

// unread reports whether the member at a pointer, or one that it stands in, was found to be unreadable or missing, or,
// where a number is 0, whether the document broke before it may have come.
func unread(devs *strictpay.Deviations, pointer, value string) bool {
	return slices.ContainsFunc(devs.List, func(d strictpay.Deviation) bool {
		broke := d.Severity == strictpay.Violation && (d.Kind == strictpay.KindSyntax || d.Kind == strictpay.KindSize)
		if broke && value == "0" {
			return true
		}
		switch d.Kind {
		case strictpay.KindSyntax, strictpay.KindMissing, strictpay.KindNull, strictpay.KindType, strictpay.KindSize:
			return d.Severity == strictpay.Violation && strings.HasPrefix(pointer+"/", d.Pointer+"/")
		}
		return false
	})
}
