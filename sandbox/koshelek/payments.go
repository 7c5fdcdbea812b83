package koshelekfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/koshelekserver"
	"github.com/strictpay/strictpay/runtime/invoke"
)

// minAmount is the least amount of a payment: 4 roubles, in kopecks.
const minAmount = 400

// Checkout starts a payment.
func (x calls) Checkout(w http.ResponseWriter, r *http.Request, _ koshelekserver.CheckoutParams) {
	var body koshelekapi.CheckoutRequest
	x.serve(w, r, "checkout", &body, &body.RequestID, func() []string {
		return []string{body.CheckoutInvoice.OrderID}
	}, func() answer {
		session := body.CardSession.Reveal()
		if code := x.refusedSession(session, body.StoreID); code != "" {
			return refusal(code, "")
		}
		p := &payment{Transaction: Transaction{
			TransactionID: invoke.NewKey(), RequestID: body.RequestID, Status: koshelekapi.TransactionStatusNew,
			PaymentType: body.PaymentMethods[0].Type,
			StoreID:     body.StoreID, OrderID: body.CheckoutInvoice.OrderID,
			TotalAmount: body.CheckoutInvoice.TotalAmount,
		}, plan: planOf(session)}
		if body.TerminalID != nil {
			p.TerminalID = *body.TerminalID
		}
		x.keep(p)
		x.sessions[session] = p.TransactionID
		// Too small an amount is reported as the payment's end: the descriptions that sort the codes have it among
		// those of a status.
		if p.TotalAmount < minAmount {
			p.plan, p.ErrorCode = nil, koshelekapi.ErrorCodeTotalAmountIsTooSmall
			x.move(p, koshelekapi.TransactionStatusRejected, nil)
		}
		return okAnswer(koshelekapi.CheckoutResult{
			RequestID: body.RequestID, TransactionID: p.TransactionID, Status: p.Status,
		})
	})
}

// refusedSession is why a card session cannot be used; "" if it can.
func (x *Server) refusedSession(session, storeID string) koshelekapi.ErrorCode {
	if storeID == UnknownStoreID {
		return koshelekapi.ErrorCodeUnknownPartnerID
	}
	if session == SessionUnknown {
		return koshelekapi.ErrorCodeUnknownSessionID
	}
	p := x.transactions[x.sessions[session]]
	switch {
	case p == nil || planOf(session) != nil: // the sessions that decide by themselves may be used again and again
		return ""
	case p.open():
		return koshelekapi.ErrorCodeTransactionForSessionIDAlreadyExists
	case p.charged():
		return koshelekapi.ErrorCodeTransactionForSessionIDAlreadyPayed
	}
	return ""
}

// TransactionStatus tells how a payment, cancellation or refund stands.
func (x calls) TransactionStatus(w http.ResponseWriter, r *http.Request) {
	var body koshelekapi.TransactionStatusRequest
	x.serve(w, r, "transactionStatus", &body, &body.RequestID, func() []string {
		return []string{textOf(body.TransactionID), textOf(body.RefTransactionID)}
	}, func() answer {
		p, ref := x.asked(body)
		if p == nil && x.unknownIs422 {
			return refusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		if p == nil {
			id := textOf(body.TransactionID)
			if id == "" {
				id = textOf(body.RefTransactionID)
			}
			return okAnswer(koshelekapi.TransactionState{
				RequestID: body.RequestID, TransactionID: id, Status: koshelekapi.TransactionStatusEmpty,
				RefTransactionID: body.RefTransactionID,
			})
		}
		x.proceed(p)
		return okAnswer(p.state(body.RequestID, ref))
	})
}

// asked finds what a question is about: the refTransactionId decides, and must belong to the transactionId where both
// are given. Asked for a payment, the fake shows its last refund or cancellation as well, unless that was declined: its
// errorCode would look like the payment's.
func (x *Server) asked(q koshelekapi.TransactionStatusRequest) (*payment, *reference) {
	if q.RefTransactionID == nil {
		p := x.transactions[textOf(q.TransactionID)]
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

func textOf(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// SendReceipt keeps a fiscal receipt.
func (x calls) SendReceipt(w http.ResponseWriter, r *http.Request) {
	var body koshelekapi.ReceiptRequest
	x.serve(w, r, "sendReceipt", &body, &body.RequestID, func() []string {
		return []string{body.TransactionID, body.Invoice.OrderID}
	}, func() answer {
		if x.transactions[body.TransactionID] == nil {
			return refusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		x.receipts[body.TransactionID] = append(x.receipts[body.TransactionID], body.Invoice)
		return answer{status: http.StatusOK}
	})
}
