package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/reference"
	"github.com/strictpay/strictpay/internal/traffic"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// inspect makes an event of a sight: checked, and without secrets and persons. nil is nothing to show.
func (c *Console) inspect(s sight) *event {
	switch a, known := c.api(s.api); {
	case s.delivery != nil && known:
		return delivered(a, s.delivery)
	case s.exchange.Own:
		return nil
	case known && s.exchange.Opened != nil:
		return opened(a, s.exchange)
	default:
		return c.plain(a, s.exchange)
	}
}

// begun is an event with what every exchange has.
func begun(a apis.API, x *fake.Exchange) *event {
	e := &event{
		Title: a.Title, Method: x.Method, Status: x.Status, Answer: strconv.Itoa(x.Status), Began: x.Began,
		Took:  x.Took,
		Fault: x.Fault,
	}
	if a.API != nil {
		e.API = a.Name
	}
	switch {
	case x.Status == 0:
		e.Answer = "no answer"
	case x.Cut:
		e.Answer += ", cut"
	}
	if x.Fault != "" {
		e.Effect = "The call had no effect."
		if x.TookEffect {
			e.Effect = "The call had its effect before its answer was replaced."
		}
	}
	return e
}

// plain is an exchange whose messages go as they are, or one that no fake takes.
func (c *Console) plain(a apis.API, x *fake.Exchange) *event {
	e := begun(a, x)
	wire := &traffic.Exchange{
		Method: x.Method, URL: c.sandbox.URL + x.Path, Status: x.Status,
		Request: traffic.Message{Header: x.Header, Body: x.Body, Recorded: true},
		Answer: traffic.Message{
			Header: x.AnswerHeader, Body: x.Answer, Cut: x.AnswerSize > len(x.Answer), Recorded: true,
		},
	}
	if x.Cut {
		wire.Failure = "the connection was cut"
	}
	result := c.checker.Check(wire)
	hidden := traffic.Redacted(wire, result)
	e.Name, e.URL, e.Notes = x.Method+" "+pathOf(hidden.URL), readable(hidden.URL), result.Notes
	switch {
	case result.Operation != nil:
		e.Name = result.Operation.ID
	case result.Unmatched != "":
		e.Notes = append(e.Notes, "It belongs to no operation: "+result.Unmatched+".")
	case e.API == "":
		e.Notes = append(e.Notes, "No fake is at this path. Look at the URL that the client was given.")
	}
	if result.Webhook != nil {
		result.Request = strictpay.Deviations{}
	}
	e.Parts = []part{
		newPart("Request", hidden.Request, len(x.Body), result.Request),
		newPart("Answer", hidden.Answer, x.AnswerSize, result.Answer),
	}
	return e
}

// opened is an exchange whose messages are sealed, and which the fake opened.
func opened(a apis.API, x *fake.Exchange) *event {
	e := begun(a, x)
	e.Name, e.URL = x.Method+" "+x.Path, x.Path
	doc, err := reference.Load(a.Name)
	if err != nil {
		return nil
	}
	hidden := doc.Redactor()
	var asked, answered strictpay.Deviations
	var request, answer reference.Part
	if op := a.Operation(x.Operation); op != nil {
		e.Name = op.ID
		request, answer = doc.RequestOf(op.ID), doc.AnswerOf(op.ID, http.StatusOK)
		if op.NewRequest != nil {
			asked = traffic.ReadRequest(op, x.Opened)
		}
		if x.AnswerOpened != nil {
			received := &spec.Received{
				Status: x.Status, Header: x.AnswerHeader, Body: x.AnswerOpened, Envelope: spec.Opened,
			}
			answered = op.Read(received, nil, spec.Decoding{}).Deviations
		}
	} else {
		e.Notes = append(e.Notes, "The request asks for no operation of the specification.")
	}
	wire := traffic.Redacted(&traffic.Exchange{
		Request: traffic.Message{Header: x.Header}, Answer: traffic.Message{Header: x.AnswerHeader},
	}, &traffic.Result{API: &a})
	for range 2 { // the second time it is known what both have in them
		wire.Request.Body = hidden.XML(request, x.Opened, "")
		wire.Answer.Body = hidden.XML(answer, x.AnswerOpened, "data")
	}
	e.Parts = []part{
		newPart("Request", wire.Request, len(x.Body), asked), newPart("Answer", wire.Answer, x.AnswerSize, answered),
	}
	e.Parts[0].Sealed, e.Parts[1].Sealed = true, x.AnswerOpened != nil
	return e
}

// delivered is a callback and how it was answered.
func delivered(a apis.API, d *fake.Delivery) *event {
	e := &event{
		API: a.Name, Title: a.Title, Callback: true, Name: d.Webhook, Method: http.MethodPost, Status: d.Status,
		Answer: strconv.Itoa(d.Status), Began: d.Began, Took: d.Took, delivery: *d,
	}
	if d.Status == 0 {
		e.Answer = "no answer"
	}
	switch {
	case errors.Is(d.Err, fake.ErrNotLoopback):
		e.Failure = d.Err.Error()
	case d.Err != nil:
		e.Failure = traffic.FailureOf(d.Err)
	}
	hook := a.Webhook(d.Webhook)
	wire := &traffic.Exchange{
		Method: e.Method, URL: d.URL, Status: d.Status,
		Request: traffic.Message{Header: d.Header, Body: d.Body, Recorded: true},
	}
	hidden := traffic.Redacted(wire, &traffic.Result{API: &a, Webhook: hook})
	e.URL = readable(hidden.URL)
	p := newPart("Callback", hidden.Request, len(d.Body), strictpay.Deviations{})
	if doc, err := reference.Load(a.Name); err == nil && d.Opened != nil {
		p.Body, p.Sealed = string(doc.Redactor().XML(doc.WebhookOf(d.Webhook), d.Opened, "data")), true
	}
	e.Parts = []part{p}
	return e
}

// newPart shows a message that was redacted.
func newPart(title string, m traffic.Message, size int, found strictpay.Deviations) part {
	p := part{Title: title, Size: size, Deviations: traffic.PlainFindings(found).List, Dropped: found.Dropped}
	for name, values := range m.Header {
		for _, value := range values {
			p.Header = append(p.Header, name+": "+value)
		}
	}
	slices.Sort(p.Header)
	var indented bytes.Buffer
	if json.Indent(&indented, m.Body, "", "  ") == nil {
		m.Body = indented.Bytes()
	}
	if p.Cut = len(m.Body) > keptText; p.Cut {
		m.Body = m.Body[:keptText]
	}
	p.Body = string(bytes.ToValidUTF8(m.Body, []byte("\ufffd")))
	return p
}

// TookText is how long it took, for people.
func (e *event) TookText() string {
	switch ms := float64(e.Took.Microseconds()) / 1000; {
	case ms >= 1000:
		return fmt.Sprintf("%.1f s", ms/1000)
	case ms >= 0.1:
		return fmt.Sprintf("%.1f ms", ms)
	}
	return "less than 0.1 ms"
}

// pathOf is the path of a redacted URL, and its query.
func pathOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return reference.Redacted
	}
	return readable(u.RequestURI())
}

// readable spells what was redacted in a URL as it is spelled elsewhere.
func readable(text string) string {
	return strings.ReplaceAll(text, url.QueryEscape(reference.Redacted), reference.Redacted)
}
