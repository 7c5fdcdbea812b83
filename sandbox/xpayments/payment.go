package xpaymentsfake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A Payment is a payment as the fake keeps it. Amounts are in main units of Currency; the other amounts that the API
// reports follow from these.
type Payment struct {
	TxnID       string // 32 lower-case hex digits
	RefID       string // the store's reference
	ParentID    string // of the payment whose card was charged again
	ConfID      int32
	APIVersion  string // that it was made in
	CallbackURL string // "" for no callbacks
	ReturnURL   string
	Currency    string
	Cart        *xpaymentsapi.Cart

	Total      decimal.Decimal
	Authorized decimal.Decimal // by an authorization; a sale charges without one
	Sold       decimal.Decimal // charged without an authorization
	Captured   decimal.Decimal
	Voided     decimal.Decimal
	Refunded   decimal.Decimal

	Declined   bool // by the gateway
	Held       bool // by a security check, to be accepted or declined
	InProgress bool // the gateway still works on it: nothing is authorized or charged yet
	CardSaved  bool // it can be charged again

	Captures, Voids, Refunds int // how often
	Transactions             []Transaction

	charge   bool // at once, rather than authorize
	decided  bool // accept or decline was called
	settled  bool // at the gateway, which X-Payments finds out when it asks
	token    string
	attempts int
}

// A Transaction is a line of a payment's history.
type Transaction struct {
	Action   string // in words: Authorize, Sale, Capture, Void, Refund, Accept, Decline
	Amount   decimal.Decimal
	OK       bool
	Status   xpaymentsapi.PaymentStatus // of the payment after it
	Date     int64                      // Unix time in seconds
	Attempts int32
}

// Charged is all that was ever charged.
func (p *Payment) Charged() decimal.Decimal { return p.Sold.Add(p.Captured) }

// Status of the payment: what its amounts say.
func (p *Payment) Status() xpaymentsapi.PaymentStatus {
	charged := p.Charged()
	switch {
	case p.Declined:
		return xpaymentsapi.PaymentStatusDeclined
	case charged.IsPositive() && p.Refunded.GreaterThanOrEqual(charged):
		return xpaymentsapi.PaymentStatusRefunded
	case charged.IsPositive() && p.Refunded.IsPositive():
		return xpaymentsapi.PaymentStatusPartiallyRefunded
	case charged.IsPositive():
		return xpaymentsapi.PaymentStatusCharged
	case p.Authorized.IsPositive() && p.Voided.GreaterThanOrEqual(p.Authorized):
		return xpaymentsapi.PaymentStatusDeclined
	case p.Authorized.IsPositive():
		return xpaymentsapi.PaymentStatusAuthorized
	}
	return xpaymentsapi.PaymentStatusNew
}

// statusTexts are the statuses as the API puts them.
var statusTexts = map[xpaymentsapi.PaymentStatus]string{
	xpaymentsapi.PaymentStatusNew:               "New payment",
	xpaymentsapi.PaymentStatusAuthorized:        "Payment is authorized",
	xpaymentsapi.PaymentStatusDeclined:          "Payment is declined",
	xpaymentsapi.PaymentStatusCharged:           "Payment is charged",
	xpaymentsapi.PaymentStatusRefunded:          "Payment is refunded",
	xpaymentsapi.PaymentStatusPartiallyRefunded: "Payment is partially refunded",
}

// PutPayment puts in a payment, or replaces one. Nothing is called back.
func (x *Server) PutPayment(payment Payment) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.put(payment.copied())
}

// put stores a payment, with what a caller left out. The lock is held.
func (x *Server) put(p *Payment) {
	if p.TxnID == "" {
		p.TxnID = fake.Random(16)
	}
	if p.ConfID == 0 {
		p.ConfID = 1
	}
	if p.APIVersion == "" {
		p.APIVersion = "1.9"
	}
	if p.Currency == "" {
		p.Currency = "USD"
	}
	if p.token == "" {
		p.token = fake.Random(16)
	}
	if old := x.payments[p.TxnID]; old != nil {
		delete(x.references[old.RefID], p.TxnID)
	}
	x.payments[p.TxnID] = p
	x.tokens[p.token] = p.TxnID
	x.refer(p, p.RefID)
}

// refer lets a payment be of a reference of the store. One that was replaced meanwhile is in no books. The lock is
// held.
func (x *Server) refer(p *Payment, refID string) {
	if x.payments[p.TxnID] != p {
		p.RefID = refID
		return
	}
	delete(x.references[p.RefID], p.TxnID)
	if x.references[refID] == nil {
		x.references[refID] = map[string]*Payment{}
	}
	p.RefID, x.references[refID][p.TxnID] = refID, p
}

// GetPayment gives a payment.
func (x *Server) GetPayment(txnID string) (Payment, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		return Payment{}, false
	}
	return *p.copied(), true
}

func (p Payment) copied() *Payment {
	p.Transactions = append([]Transaction{}, p.Transactions...)
	return &p
}
