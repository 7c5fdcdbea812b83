package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/internal/strictgen/openapi"
)

// doc says of a call all that the specification does, and what a note adds.
func (c call) doc(note string) string {
	var b strings.Builder
	summary := strings.TrimSuffix(strings.TrimSpace(c.Summary), ".")
	fmt.Fprintf(&b, "%s: %s.\n", c.goName, lowerFirst(summary))
	if d := strings.TrimSpace(c.Description); d != "" {
		fmt.Fprintf(&b, "\n%s\n", d)
	}
	if note != "" {
		fmt.Fprintf(&b, "\n%s\n", note)
	}
	b.WriteString("\n")
	for _, fact := range c.facts() {
		fmt.Fprintf(&b, "  - %s\n", fact)
	}
	fmt.Fprintf(&b, "\nSource: %s\n", c.Source.Value)
	if c.Deprecated {
		b.WriteString("\nDeprecated: the API's documentation marks it so.\n")
	}
	return b.String()
}

// facts are what a caller must know before the first call.
func (c call) facts() []string {
	facts := []string{"HTTP: " + c.Method + " " + c.Path}
	if c.NoCredentials {
		facts = append(facts, "Credentials: none are sent")
	}
	switch {
	case c.key != nil:
		facts = append(facts, fmt.Sprintf("Idempotent: yes, by %s, which is made where it is empty", c.key.goName))
	case c.Idempotent:
		facts = append(facts, "Idempotent: yes")
	default:
		facts = append(facts, "Idempotent: no, a repeat does it again")
	}
	if c.MovesMoney {
		facts = append(facts, "Moves money: yes")
	} else {
		facts = append(facts, "Moves money: no")
	}
	facts = append(facts, c.returned()...)
	facts = append(facts, c.proofs()...)
	switch asked := c.askedText(); {
	case asked != "":
		facts = append(facts, "After an unknown outcome, ask: "+asked)
	case c.AskWith != nil:
		facts = append(facts, "After an unknown outcome: no operation tells it")
	}
	switch {
	case c.Since.Value != "" && c.Until.Value != "":
		facts = append(facts, "API versions: "+c.Since.Value+" to "+c.Until.Value)
	case c.Since.Value != "":
		facts = append(facts, "API versions: since "+c.Since.Value)
	case c.Until.Value != "":
		facts = append(facts, "API versions: until "+c.Until.Value)
	}
	return facts
}

// proofs are what an answer must have to be taken for a success, and what it repeats of the request.
func (c call) proofs() []string {
	var facts []string
	for _, m := range c.bodies() {
		switch e := m.schema.Evidence; {
		case e == nil:
		case e.AnyMember:
			facts = append(facts, "A success has at least one member that is named here")
		default:
			facts = append(facts, "A success has "+strings.Join(openapi.Values(e.AnyOf), " or "))
		}
	}
	var repeated []string
	for _, e := range c.Echo {
		if e.Is.Value != "" {
			facts = append(facts, "The answer says "+e.Is.Value+" at "+e.Answer.Value+"; another listed value "+
				"contradicts")
			continue
		}
		repeated = append(repeated, e.Answer.Value)
	}
	if len(repeated) > 0 {
		facts = append(facts, "The answer repeats what was asked for at "+strings.Join(repeated,
			", ")+"; another value contradicts")
	}
	return facts
}

// askedText is the method to ask after an unknown outcome, with what; "" for none.
func (c call) askedText() string {
	if c.askGoName == "" {
		return ""
	}
	var names []string
	for _, e := range c.askedWith() {
		names = append(names, e.Key)
	}
	text := c.askGoName
	if len(names) > 0 {
		text += " with " + strings.Join(names, " and ")
	}
	if c.AskWith.Tells.Value == "by-comparing" {
		text += ", and compare with what it said before the call"
	}
	return text
}

// returned says what comes with which status.
func (c call) returned() []string {
	success := func(a answer) bool { return a.status < "400" }
	failed := func(a answer) bool { return a.status >= "500" || a.status == "408" }
	refused := func(a answer) bool { return a.status >= "400" && !failed(a) }
	var facts []string
	for _, m := range c.bodies() {
		of := c.statuses(func(a answer) bool { return success(a) && a.model == m })
		facts = append(facts, fmt.Sprintf("Returns: %s (HTTP %s)", m.goName, strings.Join(of, ", ")))
	}
	if empty := c.statuses(func(a answer) bool { return success(a) && a.model == nil }); len(empty) > 0 {
		facts = append(facts, fmt.Sprintf("Returns: nothing (HTTP %s)", strings.Join(empty, ", ")))
	}
	if c.Redirects() {
		facts = append(facts, "The redirect is not followed; Info.Header has its Location")
	}
	no := c.statuses(refused)
	for _, status := range c.statuses(func(a answer) bool { return success(a) && c.mayRefuse(a) }) {
		no = append(no, status+" whose body says no")
	}
	if len(no) > 0 {
		facts = append(facts, fmt.Sprintf("Refusals: *Error (HTTP %s)", strings.Join(no, ", ")))
	}
	if none := c.statuses(failed); len(none) > 0 {
		outcome := "Unavailable: *strictpay.Unavailable"
		if c.MovesMoney {
			outcome = "Unknown: *strictpay.OutcomeUnknown"
		}
		facts = append(facts, fmt.Sprintf("%s (HTTP %s)", outcome, strings.Join(none, ", ")))
	}
	return append(facts, c.otherMedia()...)
}

// mayRefuse reports whether an answer with a status of success can be a refusal: one that has no value beside the no,
// the no to a change, and the provider's refusal in place of the answer.
func (c call) mayRefuse(a answer) bool {
	if a.errorForm != nil {
		return true
	}
	return a.model != nil && slices.ContainsFunc(a.model.schema.Refusal, func(r openapi.RefusalCase) bool {
		return r.Refuses.Value == "" && (r.AsError || c.Effect.Value == "change")
	})
}

// otherMedia says which documented media types the client neither sends nor asks for.
func (c call) otherMedia() []string {
	var facts []string
	if c.Body != nil && c.Body.Others != nil {
		facts = append(facts, "Sent as "+c.Body.Media+"; also documented: "+strings.Join(c.Body.Others, ", "))
	}
	for _, r := range c.Responses {
		if r.Others != nil {
			facts = append(facts, fmt.Sprintf("HTTP %s is read as %s; also documented: %s", r.Status, r.Media,
				strings.Join(r.Others, ", ")))
		}
	}
	return facts
}
