package traffic

import (
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

// MaxBody is how large a body may be.
const MaxBody = 1 << 20

// An Exchange is a request and its answer, as they went over the wire.
type Exchange struct {
	Method, URL     string
	Request, Answer Message
	Status          int    // 0 where no answer came
	Failure         string // why no answer came
}

// A Message is one side of an exchange.
type Message struct {
	Header   http.Header
	Body     []byte
	Cut      bool // the body is longer than MaxBody, and only its beginning is here
	Recorded bool // the body is here, or there was none
}

// A Result is what was found in an exchange.
type Result struct {
	API       *apis.API
	Operation *spec.Operation // nil where it belongs to none
	Webhook   *spec.Webhook   // in place of an operation: it went to the merchant
	// Fits are the operations that the answer fits, where the request is sealed and no key opens it. Operation is the
	// first of them.
	Fits            []*spec.Operation
	Unmatched       string // why it belongs to no operation; "" also for traffic of others
	Path            string // of an exchange with the API that belongs to no operation, without what may be personal
	Status          int
	Request, Answer strictpay.Deviations // those of a callback are in Request
	Notes           []string             // what could not be checked, and why

	arguments argumentValues // by the pointers of parameters: /path/shopId
}

// Matched reports whether the exchange belongs to an operation or a webhook.
func (r *Result) Matched() bool { return r.Operation != nil || r.Webhook != nil }

// sealedName stands for the operation of a request that no key opens.
const sealedName = "(sealed)"

// Name is API.OPERATION or API.WEBHOOK; an operation that only the answer tells of is in parentheses.
func (r *Result) Name() string {
	switch {
	case r.Webhook != nil:
		return r.API.Name + "." + r.Webhook.Name
	case r.Operation != nil && len(r.Fits) > 0:
		return r.API.Name + "." + sealedName
	case r.Operation != nil:
		return r.API.Name + "." + r.Operation.ID
	}
	return ""
}

// A Part of an exchange that was checked.
type Part struct {
	Name       string // request, answer or callback
	Deviations *strictpay.Deviations
}

// Parts are the parts that were checked.
func (r *Result) Parts() []Part {
	if r.Webhook != nil {
		return []Part{{"callback", &r.Request}}
	}
	return []Part{{"request", &r.Request}, {"answer", &r.Answer}}
}

// Violated and Drifted say whether any part has such a deviation.
func (r *Result) Violated() bool { return r.Request.Violated() || r.Answer.Violated() }

// Drifted reports whether any part has drift.
func (r *Result) Drifted() bool { return r.Request.Drifted() || r.Answer.Drifted() }

func (r *Result) note(text string) {
	r.Notes = append(r.Notes, text)
}
