package traffic

import (
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/har"
	"github.com/strictpay/strictpay/runtime/spec"
)

// CheckEntry checks an exchange of an archive. Of one that strictpay has recorded, what was found then is the result:
// what it was found in is no longer there.
func (c *Checker) CheckEntry(e *har.Entry) *Result {
	if e.Findings != nil {
		if r := c.recorded(e); r != nil {
			return r
		}
	}
	return c.Check(&Exchange{
		Method: e.Method, URL: e.URL, Status: e.Status, Failure: e.Failure,
		Request: messageOf(&e.Request), Answer: messageOf(&e.Answer),
	})
}

func messageOf(m *har.Message) Message { return Message{m.Header, m.Body, m.Cut, m.Recorded} }

// recorded is the result that an entry has with it; nil where that is about something unknown.
func (c *Checker) recorded(e *har.Entry) *Result {
	f := e.Findings
	a := c.api(f.API)
	if a == nil {
		return nil
	}
	r := &Result{
		API: a, Status: e.Status, Notes: f.Notes, Operation: a.Operation(f.Operation), Webhook: a.Webhook(f.Operation),
	}
	if f.Operation == sealedName {
		r.Operation = &a.Operations[0]
		r.Fits = []*spec.Operation{r.Operation}
	}
	if !r.Matched() {
		return nil
	}
	for _, d := range f.Deviations {
		into, severity := &r.Answer, strictpay.Violation
		if d.Part != "answer" {
			into = &r.Request
		}
		if d.Severity == string(strictpay.Drift) {
			severity = strictpay.Drift
		}
		into.Add(severity, strictpay.Kind(d.Kind), d.Pointer, d.Detail)
	}
	r.Answer.Dropped += f.Dropped
	r.Request, r.Answer = PlainFindings(r.Request), PlainFindings(r.Answer)
	return r
}

// Entry is an exchange for an archive, without secrets and persons, and with what was found in it.
func Entry(x *Exchange, r *Result) *har.Entry {
	hidden := Redacted(x, r)
	e := &har.Entry{
		Method: hidden.Method, URL: hidden.URL, Status: hidden.Status, Failure: hidden.Failure,
		Request: har.Message{Header: hidden.Request.Header, Body: hidden.Request.Body, Recorded: true},
		Answer:  har.Message{Header: hidden.Answer.Header, Body: hidden.Answer.Body, Recorded: true},
	}
	if !r.Matched() {
		return e
	}
	e.Findings = &har.Findings{API: r.API.Name, Notes: append([]string{}, r.Notes...), Deviations: []har.Deviation{}}
	_, e.Findings.Operation, _ = strings.Cut(r.Name(), ".")
	for _, part := range r.Parts() {
		for _, d := range part.Deviations.List {
			e.Findings.Deviations = append(e.Findings.Deviations, har.Deviation{
				Part: part.Name, Severity: string(d.Severity), Kind: string(d.Kind), Pointer: d.Pointer,
				Detail: d.Detail,
			})
		}
		e.Findings.Dropped += part.Deviations.Dropped
	}
	return e
}
