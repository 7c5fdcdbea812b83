package rig

import (
	"net/http"
	"time"

	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Kind is what an API brings to a rig: how one of its payments goes, and how a merchant takes its callbacks.
type Kind struct {
	API     string
	Fake    func(s *sandbox.Sandbox) fake.Server
	Secrets func(s *sandbox.Sandbox) []string // must not be printed
	// Receive mounts the handler of the merchant's callbacks, and tells the fake where they go.
	Receive func(m *Merchant, s *sandbox.Sandbox) (http.Handler, error)
	// Pay brings one payment from its order to its refund.
	Pay func(f *Flow)

	Weight    int              // how many of the flows are of this kind, beside the others' weights
	Slowness  int              // how many times as long as others its calls may take; 0 is 1
	Cents     bool             // the books count the smallest unit of the currency
	Retryable func(error) bool // further errors that the faulty network causes; nil for none

	// Already are the bodies of HTTP 422 that refuse a repeat because the first attempt was processed, by the end of
	// the request's path: of calls that move money and that the client repeats by itself.
	Already map[string]string
}

// patience is how long an attempt of this kind may take.
func (k Kind) patience(of time.Duration) time.Duration {
	if of == 0 {
		of = time.Second
	}
	return of * time.Duration(max(1, k.Slowness))
}
