package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
)

// receiptPath is where receipts are said to be; nobody serves them.
const receiptPath = "/receipt/"

// PaymentInfo tells a card payment. One whose page nobody has paid on is answered with 404 and data_not_found, as live
// answers are reported to say; an unknown one as well.
func (c calls) PaymentInfo(w http.ResponseWriter, r *http.Request, params rozetkapayserver.PaymentInfoParams) {
	x := c.Server
	x.mu.Lock()
	p, refused := x.seen(r, params.ExternalID)
	if refused != nil {
		x.reply(w, r, params.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, params.ExternalID, p.info(x.URL), nil)
}

// GetPaymentReceipt tells where the receipt of a payment is.
func (c calls) GetPaymentReceipt(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.GetPaymentReceiptParams,
) {
	x := c.Server
	x.mu.Lock()
	p, refused := x.seen(r, params.ExternalID)
	if refused == nil && len(p.captures().list) == 0 && p.held().Sign() <= 0 {
		refused = newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	if refused != nil {
		x.reply(w, r, params.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, params.ExternalID, rozetkapayapi.PaymentReceiptResult{
		ProjectID: new("sandbox-project"), ReceiptURL: new(x.URL + receiptPath + p.id),
	}, nil)
}

// seen is a payment that the provider tells of. The lock is held.
func (x *Server) seen(r *http.Request, externalID string) (*paymentState, *refusal) {
	if refused := x.asked(externalID); refused != nil {
		return nil, refused
	}
	p, refused := x.findPayment(r, externalID)
	if refused == nil && !p.known() {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	return p, refused
}

// ResendCallback sends the callback of an operation again, of the last one where none is named.
func (c calls) ResendCallback(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ResendCallbackRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	p, refused := x.seen(r, body.ExternalID)
	if refused == nil {
		refused = x.resendPayment(p, body.Operation)
	}
	x.accept(w, r, body.ExternalID, refused)
}

// resendPayment sends one callback. The lock is held.
func (x *Server) resendPayment(p *paymentState, operation *rozetkapayapi.OperationType) *refusal {
	e := p.entries.last()
	if operation != nil {
		e = p.entries.latest[string(*operation)]
	}
	switch {
	case e == nil:
		return newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeOperationNotFound, "operation")
	case e.callbackURL == "":
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCallbackURLMissing, "callback_url")
	}
	x.post("cpayProcessing", e.callbackURL, func() writable { return p.result(e) })
	return nil
}

// accept ends a call whose success has no body. The lock is held by the caller until here.
func (x *Server) accept(w http.ResponseWriter, r *http.Request, externalID string, refused *refusal) {
	if refused != nil {
		x.reply(w, r, externalID, nil, refused)
		return
	}
	x.mu.Unlock()
	if !fault(w, r, externalID) {
		w.WriteHeader(http.StatusNoContent)
	}
}

// findPayment gives an account's payment. The lock is held.
func (x *Server) findPayment(r *http.Request, externalID string) (*paymentState, *refusal) {
	p := x.payments[externalID]
	if p == nil || p.account != x.account(r) {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	return p, nil
}
