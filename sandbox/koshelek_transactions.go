package sandbox

import (
	"errors"
	"time"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A KoshelekTransaction is a payment as the fake keeps it. Amounts are kopecks.
type KoshelekTransaction struct {
	TransactionID string // a GUID; made where it is empty
	RequestID     string // of its checkout; the postbacks carry it, which is a guess
	Status        koshelekapi.TransactionStatus
	ErrorCode     koshelekapi.ErrorCode // of a rejected one; may be empty
	PaymentType   koshelekapi.PaymentType
	StoreID       string
	TerminalID    string
	OrderID       string
	TotalAmount   int64
	Refunded      int64 // went back so far
}

// A koshelekPayment is a payment with what the outside does not see.
type koshelekPayment struct {
	KoshelekTransaction
	paid    time.Time // the time of its slip
	plan    *koshelekPlan
	lastRef *koshelekRef // granted or running
}

// A koshelekRef is a cancellation or a refund.
type koshelekRef struct {
	id      string
	payment *koshelekPayment
	refund  bool
	amount  int64 // of a refund
	status  koshelekapi.RefStatus
	code    koshelekapi.ErrorCode // of a rejected refund
	before  koshelekapi.TransactionStatus
	done    time.Time
}

// ErrKoshelekTransition is returned for a transaction that there is not, or that cannot go into the state asked for.
var ErrKoshelekTransition = errors.New("sandbox: no such transaction, or not in a state from which it could go there")

// PutTransaction puts a payment in, over one with the same TransactionID, and returns its TransactionID. What is not set is made up: SBP, the order
// and store of the seeds. No postback is sent.
func (x *Koshelek) PutTransaction(t KoshelekTransaction) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, d := range []struct {
		set  *string
		made string
	}{{&t.TransactionID, invoke.NewKey()}, {&t.RequestID, invoke.NewKey()}, {&t.StoreID, KoshelekStoreID}, {&t.OrderID, koshelekOrderID}, {(*string)(&t.PaymentType), string(koshelekapi.PaymentTypeSBP)}} {
		if *d.set == "" {
			*d.set = d.made
		}
	}
	p := &koshelekPayment{KoshelekTransaction: t, paid: koshelekSeedTime}
	if t.Refunded > 0 {
		p.lastRef = &koshelekRef{id: invoke.NewKey(), payment: p, refund: true, amount: t.Refunded, status: koshelekapi.RefStatusAccepted, done: koshelekSeedTime}
		x.refs[p.lastRef.id] = p.lastRef
	}
	x.transactions[t.TransactionID] = p
	return t.TransactionID
}

// Transaction gives a payment as it stands now.
func (x *Koshelek) Transaction(transactionID string) (KoshelekTransaction, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p, ok := x.transactions[transactionID]
	if !ok {
		return KoshelekTransaction{}, false
	}
	return p.KoshelekTransaction, true
}

// Receipts are the fiscal receipts that were sent for a transaction.
func (x *Koshelek) Receipts(transactionID string) []koshelekapi.Invoice {
	x.mu.Lock()
	defer x.mu.Unlock()
	return append([]koshelekapi.Invoice(nil), x.receipts[transactionID]...)
}

// A KoshelekBook is what happened to the money of one order, in kopecks.
type KoshelekBook struct {
	Payments int   // started, whatever became of them
	Charged  int64 // of payments that were accepted
	Refunded int64
}

// Book adds up the payments of an order: proof that nothing was charged or refunded twice.
func (x *Koshelek) Book(orderID string) KoshelekBook {
	x.mu.Lock()
	defer x.mu.Unlock()
	var b KoshelekBook
	for _, p := range x.transactions {
		if p.OrderID != orderID {
			continue
		}
		b.Payments++
		if p.charged() {
			b.Charged += p.TotalAmount
			b.Refunded += p.Refunded
		}
	}
	return b
}

// charged: the customer's money was taken, whether or not it went back.
func (p *koshelekPayment) charged() bool {
	switch p.Status {
	case koshelekapi.TransactionStatusAccepted, koshelekapi.TransactionStatusRefunding, koshelekapi.TransactionStatusRefunded, koshelekapi.TransactionStatusPartialRefunded:
		return true
	}
	return false
}

// open: the customer has not decided yet.
func (p *koshelekPayment) open() bool {
	return p.Status == koshelekapi.TransactionStatusNew || p.Status == koshelekapi.TransactionStatusPending
}
