package traffic

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// check reads request and answer of an operation whose messages go as they are.
func (c *Checker) check(x *Exchange, u *url.URL, r *Result) {
	r.checkParameters(x, u)
	body, ok := c.bodyOf(&x.Request, "request", r, &r.Request)
	if ok {
		r.checkRequestBody(x, body)
	}
	if r.noAnswer(x) {
		return
	}
	answer, ok := c.bodyOf(&x.Answer, "answer", r, &r.Answer)
	if !ok {
		return
	}
	received := &spec.Received{Status: x.Status, Header: x.Answer.Header, Body: answer}
	reading := r.Operation.Read(received, nil, spec.Decoding{})
	r.Answer.Join(reading.Deviations)
	r.Operation.Identify(asked(r.Operation, body, r.arguments), reading.Value, &r.Answer)
}

func (r *Result) checkRequestBody(x *Exchange, body []byte) {
	if r.Operation.NewRequest == nil {
		if len(body) > 0 {
			r.Request.Add(strictpay.Violation, strictpay.KindMediaType, "", "expected no body")
		}
		return
	}
	found := ReadRequest(r.Operation, body)
	expected := spec.Answer{MediaType: "application/json"}
	if !expected.Has(x.Request.Header.Get("Content-Type")) {
		severity := strictpay.Drift
		if found.Violated() {
			severity = strictpay.Violation
		}
		r.Request.Add(severity, strictpay.KindMediaType, "", "expected "+expected.MediaType)
	}
	r.Request.Join(found)
}

// bodyOf is the body of a message as it was before it was compressed. What is not there is noted.
func (c *Checker) bodyOf(m *Message, part string, r *Result, devs *strictpay.Deviations) ([]byte, bool) {
	switch {
	case !m.Recorded:
		r.note("the body of the " + part + " was not recorded")
		return nil, false
	case m.Cut:
		sizeOf(devs)
		return nil, false
	}
	body, err := uncompressed(m)
	switch {
	case err == errTooLarge:
		sizeOf(devs)
		return nil, false
	case err != nil:
		r.note("the body of the " + part + " cannot be decompressed")
		return nil, false
	}
	return body, true
}

// asked is what the answer has to repeat, as it stands in the request.
func asked(op *spec.Operation, body []byte, arguments argumentValues) []string {
	list := make([]string, len(op.Echo))
	var document any
	for i, echo := range op.Echo {
		if value, ok := arguments[echo.Request]; ok {
			list[i] = value
			continue
		}
		pointer, ok := strings.CutPrefix(echo.Request, "/body")
		switch {
		case !ok:
		case strings.Contains(op.Accept(), "xml"):
			list[i] = elementText(body, strings.TrimPrefix(pointer, "/"))
		default:
			if document == nil {
				document = parsed(body)
			}
			list[i] = scalarAt(document, pointer)
		}
	}
	return list
}

func parsed(body []byte) any {
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	var document any
	_ = decoder.Decode(&document) // what is not well-formed was found by the check
	return document
}

// scalarAt is the text or number at a pointer; "" for none.
func scalarAt(document any, pointer string) string {
	for _, name := range strings.Split(pointer, "/")[1:] {
		members, ok := document.(map[string]any)
		if !ok {
			return ""
		}
		document = members[name]
	}
	switch v := document.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}
