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

	// Records are what the books are about: every order, payment and payout, by kind and ID.
	Records() []Record
	// Scenarios are what can be done to records. A record names those that its state allows.
	Scenarios() []Scenario
	// Switches are settings of the fake, as they are now.
	Switches() []Switch

	FaultNext(faults ...string)
	ClearFaults()
	FaultsWaiting() []string

	Repeat(n int)
	Hold()
	Release(reversed bool)
	SendAgain(Delivery)
	SendOtherwise(urls map[string]string)
	Deliveries() []Delivery
	CallbackState() CallbackState
	WatchCallbacks(see func(Delivery))
}
