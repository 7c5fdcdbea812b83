package spec

import (
	"context"
	"mime"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
)

// An API is what the generated package of one provider says of itself.
type API struct {
	Name                                string // as on the command line: vertex
	Revision                            string // date of the specification's last edit
	Timeout                             time.Duration
	Operations                          []Operation
	Webhooks                            []Webhook
	Tables                              []Table
	NotFound, Unauthorized, RateLimited Sentinel
	NewError                            func(strictpay.Refusal) error // the provider's *Error
}

// An Operation is what the specification says of one call.
type Operation struct {
	API            *API
	ID             string // as the provider calls it: retrieveOrderDetails
	Method, Path   string
	Idempotent     bool   // a repeat is answered as the first was
	MovesMoney     bool   // it may move or reserve money
	IdempotencyKey string // body member that makes it idempotent; "" for none
	Effect         Effect
	AskWith        string // operation that tells an unknown outcome; "" where none can
	AskTells       Tells  // whether its answer can tell; "" for operations that move no money
	Echo           []Echo // what the answer repeats of the request, numbered for Call.Asked
	Context        string // of the code table, for refusals
	Deprecated     bool
	Source         string
	Answers        []Answer
	Target, Action string // X-Payments
	Since, Until   string // X-Payments API versions; "" for no bound
	Polling        *Polling
	Arguments      []string   // names of the path, query and header parameters
	NewRequest     func() any // a new body, nil where the operation has none
}

// Polling is how a provider wants to be asked for an end.
type Polling struct{ First, Every, Total time.Duration }

// An Answer is one documented answer of an operation.
type Answer struct {
	Status     int
	MediaType  string // "" for no body
	MayBeEmpty bool   // the body is not documented, and an empty one is as good
	// ErrorForm reads the body of a success status as the refusal that the provider is known to send there as well; nil where there is none.
	// The body is one if the value's Verdict says so and has a code.
	ErrorForm func(data []byte) (any, strictpay.Deviations)
	Read      func(data []byte) (any, strictpay.Deviations)
}

// A Webhook is a body that comes to the merchant.
type Webhook struct {
	API         *API
	Name        string
	MediaType   string
	Header      string // of the signature; "" for none
	Algorithm   string
	Encoding    string
	Basic       bool     // HTTP Basic in place of a signature
	Deduplicate []string // pointers that together name one delivery
	Source      string
	Read        func(data []byte) (any, strictpay.Deviations)
}

// Answer finds the documented answer of a status.

func (o *Operation) Answer(status int) *Answer {
	for i := range o.Answers {
		if o.Answers[i].Status == status {
			return &o.Answers[i]
		}
	}
	return nil
}

// ReadAnswer is how a body is read that came with a status: as documented, or as a deviation where no such answer, or no body, is.
func (o *Operation) ReadAnswer(status int) func(data []byte) (any, strictpay.Deviations) {
	answer := o.Answer(status)
	switch {
	case answer == nil:
		return refuseBody(strictpay.KindStatus, "the specification has no such HTTP status here")
	case answer.MediaType == "":
		return func(data []byte) (any, strictpay.Deviations) {
			if len(data) > 0 {
				return refuseBody(strictpay.KindMediaType, "no body is due")(data)
			}
			return new(strictpay.Empty), strictpay.Deviations{}
		}
	case answer.MayBeEmpty:
		return func(data []byte) (any, strictpay.Deviations) {
			if len(data) == 0 {
				return answer.Empty(), strictpay.Deviations{}
			}
			return answer.Read(data)
		}
	}
	return answer.Read
}

func refuseBody(kind strictpay.Kind, detail string) func([]byte) (any, strictpay.Deviations) {
	return func([]byte) (any, strictpay.Deviations) {
		var devs strictpay.Deviations
		devs.Add(strictpay.Violation, kind, "", detail)
		return nil, devs
	}
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

// Empty is the value of an empty body.
func (a *Answer) Empty() any {
	value, _ := a.Read([]byte("{}"))
	return value
}

// Has reports whether a Content-Type header is the answer's media type. Parameters do not count, but a charset other than UTF-8 does.
func (a *Answer) Has(contentType string) bool {
	typ, params, err := mime.ParseMediaType(contentType)
	if err != nil || typ != a.MediaType {
		return false
	}
	charset := strings.ToLower(params["charset"])
	return charset == "" || charset == "utf-8" || charset == "utf8" || charset == "us-ascii"
}

// Operation finds an operation by its ID; nil where there is none.
func (a *API) Operation(id string) *Operation {
	for i := range a.Operations {
		if a.Operations[i].ID == id {
			return &a.Operations[i]
		}
	}
	return nil
}

// Webhook finds a webhook by name; nil where there is none.
func (a *API) Webhook(name string) *Webhook {
	for i := range a.Webhooks {
		if a.Webhooks[i].Name == name {
			return &a.Webhooks[i]
		}
	}
	return nil
}

type operationKey struct{}

// WithOperation tells the transport which operation a request belongs to.
func WithOperation(ctx context.Context, o *Operation) context.Context {
	return context.WithValue(ctx, operationKey{}, o)
}

// OperationOf is the operation a request belongs to, nil for a request that no generated call made.
func OperationOf(ctx context.Context) *Operation {
	o, _ := ctx.Value(operationKey{}).(*Operation)
	return o
}
