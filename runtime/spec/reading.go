package spec

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
)

// A Reading is what was found in a whole answer.
type Reading struct {
	Value      Model        // as far as it was read; nil where there is nothing to read
	Declared   bool         // the status is a documented success of the operation, or the answer was sealed
	Refusal    *RefusalInfo // a no that the answer says in members without violation; nil where it says none
	Deviations strictpay.Deviations
}

// Read reads a whole answer: a success into the value that is given, or into a new one for nil; a failed status as its
// documented answer, or, where it is not documented, as another failure of the operation, only for the code in it.
func (o *Operation) Read(received *Received, success Model, how Decoding) Reading {
	var r Reading
	o.ReadTo(&r, received, success, how)
	return r
}

// ReadTo is Read into the zero Reading, which takes less room on the stack.
func (o *Operation) ReadTo(r *Reading, received *Received, success Model, how Decoding) {
	answer := o.answerFor(received)
	r.Declared = answer != nil && !received.Failed()
	if answer == nil {
		r.Deviations.Add(strictpay.Violation, strictpay.KindStatus, "",
			"the specification has no such HTTP status here")
		if answer = o.failure(); received.Failed() && received.Envelope == Plain && answer != nil &&
			len(received.Body) > 0 {
			r.readAs(answer.New(), received, false)
		}
		return
	}
	if answer.New == nil {
		// That of a redirect is a note for people with the address that Location has (RFC 9110, section 15.4).
		if redirect := received.Status >= 300 && received.Status < 400; len(received.Body) > 0 && !redirect {
			r.Deviations.Add(strictpay.Violation, strictpay.KindMediaType, "", "expected no body")
		}
		return
	}
	if received.Envelope == Closed || received.Envelope == Unopened {
		r.unsealed(received, answer)
		return
	}
	if r.Value = success; success == nil || received.Failed() {
		r.Value = answer.New()
	}
	r.readBody(received, answer, how)
	r.findRefusal(o, received, answer)
	if received.Failed() && received.Status < 500 && r.Refusal == nil && !r.Deviations.Violated() {
		r.Deviations.Add(strictpay.Violation, strictpay.KindMissing, codeOf(r.Value), "the refusal has no code")
	}
}

func (r *Reading) readBody(received *Received, answer *Answer, how Decoding) {
	found := answer.ReadInto(r.Value, received.Body, how)
	r.judgeMediaType(received, answer, &found)
	r.Deviations.Join(found)
}

// codeOf is where a refusal has its code; the whole document where it does not say.
func codeOf(value Model) string {
	if v := refusalInfoOf(value); v != nil && len(v.Decides) > 0 {
		return v.Decides[0]
	}
	return ""
}

// failure is the first documented answer of a failed status that has a body.
func (o *Operation) failure() *Answer {
	i := slices.IndexFunc(o.Answers, func(a Answer) bool { return a.Status >= 400 && a.New != nil })
	if i < 0 {
		return nil
	}
	return &o.Answers[i]
}

// unsealed: where answers come sealed, what comes otherwise is no documented answer, whatever it calls itself.
func (r *Reading) unsealed(received *Received, answer *Answer) {
	if received.Envelope == Unopened {
		r.Deviations.Add(strictpay.Violation, strictpay.KindSyntax, "", "the sealed answer does not open")
		return
	}
	r.Deviations.Add(strictpay.Violation, strictpay.KindMediaType, "", "expected a sealed "+answer.MediaType)
}

// judgeMediaType: another media type around a body that reads is drift; the body decides.
func (r *Reading) judgeMediaType(received *Received, answer *Answer, found *strictpay.Deviations) {
	none := answer.MayBeEmpty && len(received.Body) == 0
	if received.Envelope == Opened || none || answer.Has(received.Header.Get("Content-Type")) {
		return
	}
	severity := strictpay.Drift
	if found.Violated() {
		severity = strictpay.Violation
	}
	r.Deviations.Add(severity, strictpay.KindMediaType, "", "expected "+answer.MediaType)
}

// findRefusal looks for a no. In a success it is one if the answer has no value beside it, or if the operation changes
// something; a question has its answer, whatever it is.
func (r *Reading) findRefusal(o *Operation, received *Received, answer *Answer) {
	info := refusalInfoOf(r.Value)
	switch {
	case info == nil:
	case received.Failed() && info.Code == "":
		info = nil
	case !received.Failed() && !info.AsError && o.Effect != Change:
		info = nil
	}
	if info != nil && r.understood(info) {
		r.Refusal = info
		return
	}
	if received.Failed() || answer.ErrorForm == nil {
		return
	}
	if r.Deviations.Violated() {
		r.readAs(answer.ErrorForm(), received, false)
	} else if unknownMembers(r.Deviations) {
		r.readAs(answer.ErrorForm(), received, true)
	}
}

// readAs reads a body as a refusal, where the status does not say that it is one: a success status around the refusal
// that the provider is known to send there as well, or an undocumented status. If it is none, its deviations say
// nothing. A body that could be read as a success is a refusal only where it is wholly one: the refusal has all of its
// members, and the success has not.
func (r *Reading) readAs(form Model, received *Received, wholly bool) {
	devs := form.ReadDocument(received.Body, Decoding{})
	if wholly && unknownMembers(devs) {
		return
	}
	info := refusalInfoOf(form)
	if as := (Reading{Deviations: devs}); info != nil && info.Code != "" && as.understood(info) {
		r.Refusal, r.Value = info, form
	}
}

func unknownMembers(devs strictpay.Deviations) bool {
	return slices.ContainsFunc(devs.List, func(d strictpay.Deviation) bool {
		return d.Kind == strictpay.KindUnknownMember
	})
}

// refusalInfoOf is what a body says of its own refusal; nil where it says nothing.
func refusalInfoOf(value Model) *RefusalInfo {
	if r, ok := value.(Refusable); ok {
		if v, refused := r.RefusalInfo(); refused {
			return &v
		}
	}
	return nil
}

// understood: the document is whole, and the members that say no have no violation. Others may have some.
func (r *Reading) understood(v *RefusalInfo) bool {
	if r.Deviations.Dropped > 0 && r.Deviations.Violated() {
		return false // what was not kept could be anywhere
	}
	for _, d := range r.Deviations.List {
		if d.Severity == strictpay.Violation && decides(d, v.Decides) {
			return false
		}
	}
	return true
}

func decides(d strictpay.Deviation, members []string) bool {
	switch d.Kind {
	case strictpay.KindStatus:
		return false
	case strictpay.KindMediaType:
		return false // the body decides, and its own violations are reported as well
	case strictpay.KindSyntax, strictpay.KindSize:
		return true
	}
	return d.Pointer == "" || slices.ContainsFunc(members, func(member string) bool {
		return within(d.Pointer, member) || within(member, d.Pointer)
	})
}

// within reports whether a pointer names a member or something in it.
func within(pointer, member string) bool {
	rest, ok := strings.CutPrefix(pointer, member)
	return ok && (rest == "" || rest[0] == '/')
}
