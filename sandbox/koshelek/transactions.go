package koshelekfake

import (
	"time"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// A Transaction is a payment as the fake keeps it. Amounts are kopecks.
type Transaction struct {
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

// A payment is a payment with what the outside does not see.
type payment struct {
	Transaction
	paid    time.Time // the time of its slip
	plan    *customerPlan
	lastRef *reference // granted or running
	refunds int        // that went through
}

// A reference is a cancellation or a refund.
type reference struct {
	id      string
	payment *payment
	refund  bool
	amount  int64 // of a refund
	status  koshelekapi.RefStatus
	code    koshelekapi.ErrorCode // of a rejected refund
	before  koshelekapi.TransactionStatus
	done    time.Time
}

// PutTransaction adds a payment, or replaces the one with the same TransactionID, and returns its TransactionID. What
// is not set is made up: SBP, the order and store of the seeds. No postback is sent.
func (x *Server) PutTransaction(t Transaction) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, d := range []struct {
		set  *string
		made string
	}{{&t.TransactionID, invoke.NewKey()}, {&t.RequestID, invoke.NewKey()}, {&t.StoreID, StoreID}, {&t.OrderID,
		seedOrderID}, {(*string)(&t.PaymentType), string(koshelekapi.PaymentTypeSBP)}} {
		if *d.set == "" {
			*d.set = d.made
		}
	}
	p := &payment{Transaction: t, paid: seedTime}
	if t.Refunded > 0 {
		p.lastRef = &reference{
			id: invoke.NewKey(), payment: p, refund: true, amount: t.Refunded, status: koshelekapi.RefStatusAccepted,
			done: seedTime,
		}
		x.refs[p.lastRef.id] = p.lastRef
		p.refunds = 1
	}
	x.keep(p)
	return t.TransactionID
}

// keep makes a payment known, and its order the payment. The lock is held.
func (x *Server) keep(p *payment) {
	if old := x.transactions[p.TransactionID]; old != nil {
		delete(x.orders[old.OrderID], p.TransactionID)
	}
	if x.orders[p.OrderID] == nil {
		x.orders[p.OrderID] = map[string]*payment{}
	}
	x.transactions[p.TransactionID], x.orders[p.OrderID][p.TransactionID] = p, p
}

// GetTransaction gives a payment as it stands now.
func (x *Server) GetTransaction(transactionID string) (Transaction, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p, ok := x.transactions[transactionID]
	if !ok {
		return Transaction{}, false
	}
	return p.Transaction, true
}

// Receipts are the fiscal receipts that were sent for a transaction.
func (x *Server) Receipts(transactionID string) []koshelekapi.Invoice {
	x.mu.Lock()
	defer x.mu.Unlock()
	return append([]koshelekapi.Invoice(nil), x.receipts[transactionID]...)
}

// charged: the customer's money was taken, whether or not it went back.
func (p *payment) charged() bool {
	switch p.Status {
	case koshelekapi.TransactionStatusAccepted, koshelekapi.TransactionStatusRefunding,
		koshelekapi.TransactionStatusRefunded, koshelekapi.TransactionStatusPartialRefunded:
		return true
	}
	return false
}

// open: the customer has not decided yet.
func (p *payment) open() bool {
	return p.Status == koshelekapi.TransactionStatusNew || p.Status == koshelekapi.TransactionStatusPending
}
