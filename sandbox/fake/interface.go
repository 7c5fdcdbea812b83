package fake

import "net/http"

// A Server is what every fake has in common. What else it has follows from its API: how a payer pays there, what can be
// put in.
type Server interface {
	// Handler serves the API below the path of the fake's URL.
	Handler() http.Handler
	// Close ends the callbacks under way.
	Close()
	// Examples are calls that a fresh fake answers with success: at least one per operation.
	Examples() []Example
	// Books adds up what happened to the money of one order, payout or reference, by the merchant's identifier.
	Books(id string) Books

	FaultNext(faults ...string)
	Repeat(n int)
	Hold()
	Release(reversed bool)
	Deliveries() []Delivery
}
