package sandbox

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// koshelekLeast is the least amount of a payment: 4 roubles, in kopecks.
const koshelekLeast = 400

// Checkout starts a payment.
func (x *Koshelek) Checkout(w http.ResponseWriter, r *http.Request, _ koshelekapi.CheckoutParams) {
	var body koshelekapi.CheckoutRequest
	x.serve(w, r, "checkout", &body, &body.RequestID, func() []string { return []string{body.CheckoutInvoice.OrderID} }, func() koshelekAnswer {
		session := body.CardSession.Reveal()
		if code := x.refusedSession(session, body.StoreID); code != "" {
			return koshelekRefusal(code, "")
		}
		p := &koshelekPayment{KoshelekTransaction: KoshelekTransaction{
			TransactionID: invoke.NewKey(), RequestID: body.RequestID, Status: koshelekapi.TransactionStatusNew, PaymentType: body.PaymentMethods[0].Type,
			StoreID: body.StoreID, OrderID: body.CheckoutInvoice.OrderID, TotalAmount: body.CheckoutInvoice.TotalAmount,
		}, plan: koshelekPlanOf(session)}
		if body.TerminalID != nil {
			p.TerminalID = *body.TerminalID
		}
		x.transactions[p.TransactionID] = p
		x.sessions[session] = p.TransactionID
		// Too small an amount is told as the payment's end: the descriptions that sort the codes have it among those of a status.
		if p.TotalAmount < koshelekLeast {
			p.plan, p.ErrorCode = nil, koshelekapi.ErrorCodeTotalAmountIsTooSmall
			x.move(p, koshelekapi.TransactionStatusRejected, nil)
		}
		return koshelekOK(koshelekapi.CheckoutResult{RequestID: body.RequestID, TransactionID: p.TransactionID, Status: p.Status})
	})
}

// refusedSession is why a card session cannot be used; "" if it can.
func (x *Koshelek) refusedSession(session, storeID string) koshelekapi.ErrorCode {
	if storeID == KoshelekUnknownStoreID {
		return koshelekapi.ErrorCodeUnknownPartnerID
	}
	if session == KoshelekSessionUnknown {
		return koshelekapi.ErrorCodeUnknownSessionID
	}
	p := x.transactions[x.sessions[session]]
	switch {
	case p == nil || koshelekPlanOf(session) != nil: // the sessions that decide by themselves may be used again and again
		return ""
	case p.open():
		return koshelekapi.ErrorCodeTransactionForSessionIDAlreadyExists
	case p.charged():
		return koshelekapi.ErrorCodeTransactionForSessionIDAlreadyPayed
	}
	return ""
}

// TransactionStatus tells how a payment, cancellation or refund stands.
func (x *Koshelek) TransactionStatus(w http.ResponseWriter, r *http.Request) {
	var body koshelekapi.TransactionStatusRequest
	x.serve(w, r, "transactionStatus", &body, &body.RequestID, func() []string {
		return []string{koshelekText(body.TransactionID), koshelekText(body.RefTransactionID)}
	}, func() koshelekAnswer {
		p, ref := x.asked(body)
		if p == nil && x.unknownIs422 {
			return koshelekRefusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		if p == nil {
			id := koshelekText(body.TransactionID)
			if id == "" {
				id = koshelekText(body.RefTransactionID)
			}
			return koshelekOK(koshelekapi.TransactionState{RequestID: body.RequestID, TransactionID: id, Status: koshelekapi.TransactionStatusEmpty, RefTransactionID: body.RefTransactionID})
		}
		x.proceed(p)
		return koshelekOK(p.state(body.RequestID, ref))
	})
}

// asked finds what a question is about: the refTransactionId decides, and must belong to the transactionId where both are given. Asked for a payment, the fake
// shows its last refund or cancellation as well, unless that was declined: its errorCode would look like the payment's.
func (x *Koshelek) asked(q koshelekapi.TransactionStatusRequest) (*koshelekPayment, *koshelekRef) {
	if q.RefTransactionID == nil {
		p := x.transactions[koshelekText(q.TransactionID)]
		if p == nil {
			return nil, nil
		}
		return p, p.lastRef
	}
	ref := x.refs[*q.RefTransactionID]
	if ref == nil || q.TransactionID != nil && *q.TransactionID != ref.payment.TransactionID {
		return nil, nil
	}
	return ref.payment, ref
}

func koshelekText(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// SendReceipt keeps a fiscal receipt.
func (x *Koshelek) SendReceipt(w http.ResponseWriter, r *http.Request) {
	var body koshelekapi.ReceiptRequest
	x.serve(w, r, "sendReceipt", &body, &body.RequestID, func() []string { return []string{body.TransactionID, body.Invoice.OrderID} }, func() koshelekAnswer {
		if x.transactions[body.TransactionID] == nil {
			return koshelekRefusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		x.receipts[body.TransactionID] = append(x.receipts[body.TransactionID], body.Invoice)
		return koshelekAnswer{status: http.StatusOK}
	})
}
