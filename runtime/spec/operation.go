package spec

import (
	"slices"
	"time"

	"github.com/strictpay/strictpay"
)

// An API describes the API of one provider; its generated package has it.
type API struct {
	Name                                string // as on the command line
	Revision                            string // date of the specification's last edit
	Timeout                             time.Duration
	Operations                          []Operation
	Webhooks                            []Webhook
	Tables                              []Table
	NotFound, Unauthorized, RateLimited Sentinel
	Security                            []SecurityScheme
	RateLimit                           RateLimit
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
	AskWith        string // operation that finds out about an unknown outcome; "" where none can
	AskTells       Tells  // whether its answer can tell; "" for operations that move no money
	Echo           []Echo // what the answer repeats of the request, numbered for Call.Asked
	Context        string // of the code table, for refusals
	Deprecated     bool
	NoCredentials  bool // it takes none, and is sent none
	Source         string
	Answers        []Answer
	Target, Action string // of an API whose requests name them beside the path
	Since, Until   string // API versions; "" for no bound
	Polling        *Polling
	Arguments      []string   // names of the path, query and header parameters
	NewRequest     func() any // a new body, nil where the operation has none
}

// Polling is how a provider wants to be asked for an end.
type Polling struct{ First, Every, Total time.Duration }

// A Webhook is a body that comes to the merchant.
type Webhook struct {
	API         *API
	Name        string
	MediaType   string
	Header      string   // of the signature; "" for none
	Algorithm   string   // formula over secret and body, of package signature
	Encoding    string   // of the result of the formula
	Basic       bool     // HTTP Basic in place of a signature
	Deduplicate []string // pointers that together name one delivery; nil for the whole document
	// DeduplicateExcept are pointers to members that differ from one delivery to its repeat.
	DeduplicateExcept []string
	// Optional are pointers to members that the schema requires of answers, and that a callback may lack.
	Optional []string
	Source   string
	New      func() Model // a new value for the body
}

// Read reads a callback's body.
func (h *Webhook) Read(body []byte) (any, strictpay.Deviations) {
	value := h.New()
	devs := value.ReadDocument(body, Decoding{})
	if len(h.Optional) > 0 && len(devs.List) > 0 {
		devs = h.withoutOptional(devs)
	}
	return value, devs
}

// withoutOptional judges the members that a callback may lack as optional ones: absent is no deviation, and null or
// empty is drift.
func (h *Webhook) withoutOptional(found strictpay.Deviations) strictpay.Deviations {
	var devs strictpay.Deviations
	for _, d := range found.List {
		if slices.Contains(h.Optional, d.Pointer) {
			switch d.Kind {
			case strictpay.KindMissing:
				continue
			case strictpay.KindNull, strictpay.KindFormat:
				d.Severity = strictpay.Drift
			}
		}
		devs.Add(d.Severity, d.Kind, d.Pointer, d.Detail)
	}
	if found.Dropped > 0 { // those that were counted only may be violations
		devs.Join(strictpay.Deviations{Dropped: found.Dropped})
		if found.Violated() && !devs.Violated() {
			return found
		}
	}
	return devs
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

// Complete tells operations, webhooks and code rows which API they belong to. Generated code calls it once, before
// anybody sees the API.
func (a *API) Complete() {
	for i := range a.Operations {
		a.Operations[i].API = a
	}
	for i := range a.Webhooks {
		a.Webhooks[i].API = a
	}
	for i := range a.Tables {
		t := &a.Tables[i]
		for j := range t.Rows {
			t.Rows[j].API, t.Rows[j].Table = a.Name, t.Name
		}
	}
}
