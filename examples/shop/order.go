package main

import (
	"time"

	"github.com/strictpay/strictpay"
)

// A Status is where an order stands, in the words of the shop.
type Status string

// The statuses of an order.
const (
	StatusNew       Status = "new"       // written down, and not yet at the provider
	StatusPending   Status = "pending"   // at the provider, and not paid
	StatusPaid      Status = "paid"      // ship it
	StatusNotPaid   Status = "not paid"  // over
	StatusUncertain Status = "uncertain" // perhaps at the provider: it is asked, and nothing is repeated
)

// An Order is what somebody buys.
type Order struct {
	ID        string            `json:"id"`
	Provider  string            `json:"provider"`
	Amount    strictpay.Decimal `json:"amount"` // in main units, exact
	Currency  string            `json:"currency"`
	Customer  Customer          `json:"-"`
	Reference string            `json:"reference"` // the provider's own number, "" where it takes ours
	Status    Status            `json:"status"`
	Refunded  strictpay.Decimal `json:"refunded"`
	Refunding bool              `json:"refunding"` // a refund is under way, or its outcome is not known
	Created   time.Time         `json:"created"`
}

// A Customer pays.
type Customer struct {
	FirstName, LastName, Email, Phone string
	CardSession                       string // of the wallet whose card the till has scanned, for koshelek
}

// A State is what a provider says of an order.
type State struct {
	Status   Status
	Refunded strictpay.Decimal // what went back so far; not set where the provider does not say
}

// zero is no money.
var zero = strictpay.MustDecimal("0")

// plus adds two amounts, exactly, and keeps their digits: 1.50 and 1.50 are 3.00.
func plus(a, b strictpay.Decimal) strictpay.Decimal {
	sum := a.Decimal().Add(b.Decimal())
	return strictpay.MustDecimal(sum.StringFixed(-sum.Exponent()))
}
