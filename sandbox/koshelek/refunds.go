package koshelekfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/gen/koshelekserver"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// CancelTransaction cancels a payment that its customer has not decided on.
func (x calls) CancelTransaction(w http.ResponseWriter, r *http.Request) {
	var body koshelekapi.CancelRequest
	x.serve(w, r, "cancelTransaction", &body, &body.RequestID, func() []string {
		return []string{body.TransactionID}
	}, func() answer {
		p := x.transactions[body.TransactionID]
		if p == nil {
			return refusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		ref := x.cancel(p)
		return okAnswer(koshelekapi.CancelResult{
			RequestID: body.RequestID, RefTransactionID: ref.id, RefStatus: ref.status, TransactionID: p.TransactionID,
			Status: p.Status, Slip: p.slip(nil),
		})
	})
}

// RefundTransaction refunds a payment in full or in part. A refund that is not possible is processed and rejected:
// errorCode in a 200.
func (x calls) RefundTransaction(w http.ResponseWriter, r *http.Request, _ koshelekserver.RefundTransactionParams) {
	var body koshelekapi.RefundRequest
	x.serve(w, r, "refundTransaction", &body, &body.RequestID, func() []string {
		return []string{body.TransactionID}
	}, func() answer {
		p := x.transactions[body.TransactionID]
		if p == nil {
			return refusal(koshelekapi.ErrorCodeUnknownTransactionID, "")
		}
		ref := x.refund(p, body.RefundAmount)
		result := koshelekapi.RefundResult{
			RequestID: body.RequestID, RefTransactionID: ref.id, TransactionID: p.TransactionID,
		}
		switch ref.status {
		case koshelekapi.RefStatusRejected:
			code := ref.code
			result.ErrorCode = &code
		case koshelekapi.RefStatusAccepted:
			result.Slip = p.slip(ref)
		}
		result.RefStatus, result.Status = ref.status, p.Status
		return okAnswer(result)
	})
}

// cancel starts a cancellation, and ends it unless cancellations are held. The lock is held.
func (x *Server) cancel(p *payment) *reference {
	ref := &reference{id: invoke.NewKey(), payment: p, status: koshelekapi.RefStatusRejected, before: p.Status}
	x.refs[ref.id] = ref
	if p.open() {
		p.lastRef, ref.status = ref, koshelekapi.RefStatusNew
		if !x.holdCancels {
			x.grant(ref)
		}
	}
	return ref
}

// refund starts a refund, and ends it unless refunds are held; one that is not possible is rejected. The lock is held.
func (x *Server) refund(p *payment, amount int64) *reference {
	ref := &reference{
		id: invoke.NewKey(), payment: p, refund: true, amount: amount, status: koshelekapi.RefStatusNew,
		before: p.Status, code: x.refusedRefund(p, amount),
	}
	x.refs[ref.id] = ref
	if ref.code != "" {
		ref.status = koshelekapi.RefStatusRejected
		return ref
	}
	p.lastRef = ref
	x.move(p, koshelekapi.TransactionStatusRefunding, ref)
	if !x.holdRefunds {
		x.grant(ref)
	}
	return ref
}

// Cancel is the merchant cancelling a payment in the cabinet of the partner, or at another till.
func (x *Server) Cancel(transactionID string) error {
	return x.payment(transactionID, func(p *payment) { x.cancel(p) })
}

// Refund is the merchant refunding in the cabinet of the partner, or at another till. Amounts are kopecks; 0 is all
// that is left.
func (x *Server) Refund(transactionID string, amount int64) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.transactions[transactionID]
	if p == nil {
		return fake.ErrNotFound
	}
	if amount == 0 {
		amount = p.TotalAmount - p.Refunded
	}
	if amount < 0 || x.refund(p, amount).status == koshelekapi.RefStatusRejected {
		return fake.ErrState
	}
	return nil
}

// refusedRefund is why a refund is rejected; "" if it is not.
func (x *Server) refusedRefund(p *payment, amount int64) koshelekapi.ErrorCode {
	if code := x.rejectRefund; code != "" {
		x.rejectRefund = ""
		return code
	}
	switch p.Status {
	case koshelekapi.TransactionStatusAccepted, koshelekapi.TransactionStatusPartialRefunded:
	case koshelekapi.TransactionStatusRefunding:
		return koshelekapi.ErrorCodePaymentTransactionIsBeingRefundedAlready
	case koshelekapi.TransactionStatusCanceled, koshelekapi.TransactionStatusRejected,
		koshelekapi.TransactionStatusRefunded:
		return koshelekapi.ErrorCodeTerminalStateOfPaymentTransaction
	default:
		return koshelekapi.ErrorCodePaymentTransactionIsNotPaid
	}
	if amount > p.TotalAmount-p.Refunded {
		return koshelekapi.ErrorCodeRequestedRefundAmountIsGreaterThanAvailable
	}
	return ""
}

// grant ends a running cancellation or refund well. The lock is held.
func (x *Server) grant(ref *reference) {
	p := ref.payment
	ref.status, ref.done = koshelekapi.RefStatusAccepted, now()
	if !ref.refund {
		x.move(p, koshelekapi.TransactionStatusCanceled, ref)
		return
	}
	p.Refunded += ref.amount
	p.refunds++
	if p.Refunded == p.TotalAmount {
		x.move(p, koshelekapi.TransactionStatusRefunded, ref)
		return
	}
	x.move(p, koshelekapi.TransactionStatusPartialRefunded, ref)
}

// decline ends it badly: the payment is what it was before. The lock is held.
func (x *Server) decline(ref *reference, code koshelekapi.ErrorCode) {
	p := ref.payment
	ref.status, ref.code = koshelekapi.RefStatusRejected, code
	p.lastRef = nil
	if ref.refund {
		x.move(p, ref.before, ref)
		return
	}
	x.notify(p, ref)
}
