package spec

import (
	"cmp"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
)

// A Model is a generated type that a whole document is read into.
type Model interface {
	// ReadDocument reads data strictly and returns what differs from the specification.
	ReadDocument(data []byte, how Decoding) strictpay.Deviations
}

// Decoding says how documents are read. The zero value is the default of every API.
type Decoding struct {
	Entities bool // XML: &amp; and the like become the characters they stand for
}

// An Answer is one documented answer of an operation.
type Answer struct {
	Status     int
	MediaType  string       // "" for no body
	MayBeEmpty bool         // the body is not documented, and an empty one is accepted as well
	New        func() Model // a new value for the body; nil for no body
	// ErrorForm is a new value for the body of a success status as the refusal that the provider is known to send there
	// as well; nil where there is none. The body is one if the value's RefusalInfo says so and has a code.
	ErrorForm func() Model
}

// Body makes the answers of some statuses that have a body of the type T.
func Body[T any, P interface {
	*T
	Model
}](mediaType string, statuses ...int) []Answer {
	list := make([]Answer, len(statuses))
	for i, status := range statuses {
		list[i] = Answer{Status: status, MediaType: mediaType, New: func() Model { return P(new(T)) }}
	}
	return list
}

// OptionalBody is Body for answers that may come without one.
func OptionalBody[T any, P interface {
	*T
	Model
}](mediaType string, statuses ...int) []Answer {
	list := Body[T, P](mediaType, statuses...)
	for i := range list {
		list[i].MayBeEmpty = true
	}
	return list
}

// OrError adds to answers that their bodies may be refusals of the type T.
func OrError[T any, P interface {
	*T
	Model
}](list []Answer) []Answer {
	for i := range list {
		list[i].ErrorForm = func() Model { return P(new(T)) }
	}
	return list
}

// NoBody makes the answers of some statuses that have no body.
func NoBody(statuses ...int) []Answer {
	list := make([]Answer, len(statuses))
	for i, status := range statuses {
		list[i].Status = status
	}
	return list
}

// Answers joins the answers of an operation, in the order of their statuses.
func Answers(lists ...[]Answer) []Answer {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b Answer) int { return cmp.Compare(a.Status, b.Status) })
	return all
}

// Read reads a document as the body of this answer, which must have one.
func (a *Answer) Read(body []byte) (any, strictpay.Deviations) {
	value := a.New()
	return value, value.ReadDocument(body, Decoding{})
}

// ReadInto reads a body into a value of the answer's type. An empty body that is accepted leaves it as it is.
func (a *Answer) ReadInto(value Model, body []byte, how Decoding) strictpay.Deviations {
	if a.MayBeEmpty && len(body) == 0 {
		return strictpay.Deviations{}
	}
	return value.ReadDocument(body, how)
}

// Has reports whether a Content-Type header is the answer's media type. Parameters do not count, but a charset other
// than UTF-8 does.
func (a *Answer) Has(contentType string) bool {
	if contentType == a.MediaType { // the usual case needs no parsing
		return true
	}
	typ, params, err := mime.ParseMediaType(contentType)
	if err != nil || typ != a.MediaType {
		return false
	}
	charset := strings.ToLower(params["charset"])
	return charset == "" || charset == "utf-8" || charset == "utf8" || charset == "us-ascii"
}

// An Envelope says whether an answer came sealed.
type Envelope int

// The envelopes. HTTP status and media type of a sealed answer are those of its envelope: they say nothing about the
// document in it. Where answers come sealed, one that does not is no documented answer, whatever it calls itself.
const (
	Plain    Envelope = iota // the API seals nothing
	Opened                   // Body is the document that was sealed
	Closed                   // the API seals its answers, and this one came otherwise
	Unopened                 // the answer came sealed, and does not open
)

// A Received is an answer as it came.
type Received struct {
	Status   int
	Header   http.Header
	Body     []byte
	Envelope Envelope
}

// An OverLimit is the error of an answer that is longer than the response limit. It is looked for at the top only: a
// context can be cancelled with one of another call.
type OverLimit interface {
	error
	OverLimit()
}

// Failed reports whether the HTTP status alone says that the call failed.
func (r *Received) Failed() bool { return r.Envelope != Opened && r.Status >= 400 }

// answerFor finds the answer of a status; that of a document which came sealed is the first one, the operation's
// success.
func (o *Operation) answerFor(r *Received) *Answer {
	if r.Envelope != Opened {
		return o.Answer(r.Status)
	}
	if len(o.Answers) > 0 && o.Answers[0].Status < 300 {
		return &o.Answers[0]
	}
	return nil
}

// ReadAnswer reads a body of which only the status is known: its media type counts as the documented one.
func (o *Operation) ReadAnswer(status int, body []byte) (any, strictpay.Deviations) {
	received := Received{Status: status, Body: body, Header: make(http.Header)}
	if answer := o.Answer(status); answer != nil {
		received.Header.Set("Content-Type", answer.MediaType)
	}
	r := o.Read(&received, nil, Decoding{})
	if r.Value == nil && r.Declared && !r.Deviations.Violated() {
		return new(strictpay.Empty), r.Deviations
	}
	return r.Value, r.Deviations
}

// Answer finds the documented answer of a status; nil where there is none.
func (o *Operation) Answer(status int) *Answer {
	for i := range o.Answers {
		if o.Answers[i].Status == status {
			return &o.Answers[i]
		}
	}
	return nil
}

// Accept is the media type the operation answers with.
func (o *Operation) Accept() string {
	for i := range o.Answers {
		if o.Answers[i].MediaType != "" {
			return o.Answers[i].MediaType
		}
	}
	return "*/*"
}
