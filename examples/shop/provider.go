package main

import (
	"context"
	"net/http"

	"github.com/strictpay/strictpay"
)

// A Provider is a payment API, as far as the shop needs it.
type Provider interface {
	// Create begins the payment of an order. The payer goes to the link, where there is one.
	Create(ctx context.Context, o Order) (Begun, error)
	// Follow asks for an order until nothing more is expected, or its time is up.
	Follow(ctx context.Context, o Order) (State, error)
	// Refund gives a part of the money back.
	Refund(ctx context.Context, o Order, amount strictpay.Decimal) error
	// Callbacks receives what the provider tells, and hands it on.
	Callbacks(take func(ctx context.Context, n Notice) error) (http.Handler, error)
}

// connections are the providers that this shop knows, by the names that orders and settings have for them.
var connections = map[string]func(s *Settings, opts ...strictpay.Option) (Provider, error){
	"vertex":     newVertex,
	"koshelek":   newKoshelek,
	"rozetkapay": newRozetkaPay,
	"xpayments":  newXPayments,
}

// Begun is a payment that has begun.
type Begun struct {
	Reference string // the provider's own number, "" where it takes ours
	Link      string // for the payer; "" where there is none
}

// A Notice is a callback that was verified and read.
type Notice struct {
	Provider  string
	Key       string // the same when the same is delivered again
	OrderID   string // "" where the callback names the order by the provider's reference
	Reference string
	State     State
}

// settled decides an unknown outcome by what asking found out. Without a clear answer the error stays what it is:
// unknown. So does "not seen", because a late request may still arrive.
func settled(unknown error, found strictpay.Finding, asking error) error {
	if asking == nil && found == strictpay.CarriedOut {
		return nil
	}
	return unknown
}

// isUnknown reports whether money may have moved without our knowing.
func isUnknown(err error) bool { return strictpay.OutcomeOf(err) == strictpay.Unknown }
