package rozetkapayfake

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// What each of these operations answers out of turn is not documented; here it is 409 with a code that fits, and 422
// for amounts.

// ConfirmPayment takes held money. It may be done in parts, until nothing is held.
func (c calls) ConfirmPayment(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.ConfirmPaymentRequest
	if c.read(w, r, &body) {
		c.change(w, r, body.ExternalID, func(x *Server, p *paymentState) (*entry, *refusal) {
			return x.confirmPayment(p, &body)
		})
	}
}

// confirmPayment is ConfirmPayment on a payment. The lock is held.
func (x *Server) confirmPayment(
	p *paymentState, body *rozetkapayapi.ConfirmPaymentRequest,
) (*entry, *refusal) {
	amount, refused := p.part(
		body.Amount, body.Currency, rozetkapayapi.ResponseCodeConfirmAmountCannotBeMoreThanTheTransactionAmount,
	)
	if refused != nil {
		return nil, refused
	}
	e := x.begin(p, kindConfirm, amount, body.Payload, body.CallbackURL)
	x.become(p, e, statusSuccess, rozetkapayapi.ResponseCodeTransactionSuccessful)
	return e, nil
}

// CancelPayment releases held money. It may be done in parts, until nothing is held.
func (c calls) CancelPayment(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelPaymentRequest
	if c.read(w, r, &body) {
		c.change(w, r, body.ExternalID, func(x *Server, p *paymentState) (*entry, *refusal) {
			return x.cancelPayment(p, &body)
		})
	}
}

// cancelPayment is CancelPayment on a payment. The lock is held.
func (x *Server) cancelPayment(p *paymentState, body *rozetkapayapi.CancelPaymentRequest) (*entry, *refusal) {
	amount, refused := p.part(body.Amount, body.Currency, rozetkapayapi.ResponseCodeInvalidTransactionAmount)
	if refused != nil {
		return nil, refused
	}
	e := x.begin(p, kindCancel, amount, body.Payload, body.CallbackURL)
	x.become(p, e, statusSuccess, rozetkapayapi.ResponseCodeCancelSuccessful)
	return e, nil
}

// part is the amount of a confirmation or cancellation: all that is held where the request names none.
func (p *paymentState) part(
	asked *strictpay.Decimal, currency *string, tooMuch rozetkapayapi.ResponseCode,
) (strictpay.Decimal, *refusal) {
	held := p.held()
	amount := fake.Amount(held)
	if asked != nil {
		amount = *asked
	}
	switch {
	case p.payments(statusSuccess) == 0:
		return amount, newRefusal(
			http.StatusConflict, rozetkapayapi.ResponseCodeTransactionSuccessPrimaryNotFound, "",
		)
	case held.Sign() <= 0:
		return amount, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionAlreadyDone, "")
	case currency != nil && *currency != p.request.Currency:
		return amount, newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case amount.Decimal().GreaterThan(held):
		return amount, newRefusal(http.StatusUnprocessableEntity, tooMuch, "amount")
	}
	return amount, nil
}

// RefundPayment refunds a payment: at once where the balance covers it, else it stays pending.
func (c calls) RefundPayment(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelPaymentRequest
	if c.read(w, r, &body) {
		c.change(w, r, body.ExternalID, func(x *Server, p *paymentState) (*entry, *refusal) {
			return x.refundPayment(p, &body)
		})
	}
}

// refundPayment is RefundPayment on a payment. The lock is held.
func (x *Server) refundPayment(p *paymentState, body *rozetkapayapi.CancelPaymentRequest) (*entry, *refusal) {
	amount := fake.Amount(p.refundable())
	if body.Amount != nil {
		amount = *body.Amount
	}
	if refused := p.unrefundable(amount, body.Currency); refused != nil {
		return nil, refused
	}
	e := x.begin(p, kindRefund, amount, body.Payload, body.CallbackURL)
	if !x.payBack(p, e) {
		x.become(p, e, statusPending, rozetkapayapi.ResponseCodeRefundPending)
	}
	return e, nil
}

// refundable is what was taken and neither refunded nor about to be.
func (p *paymentState) refundable() decimal.Decimal {
	return p.captures().total.Sub(p.all(kindRefund, statusSuccess).total).Sub(p.all(kindRefund, statusPending).total)
}

func (p *paymentState) unrefundable(amount strictpay.Decimal, currency *string) *refusal {
	switch left := p.refundable(); {
	case len(p.captures().list) == 0:
		return newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeTransactionSuccessPrimaryNotFound, "")
	case left.Sign() <= 0:
		return newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodePaymentWasRefunded, "")
	case currency != nil && *currency != p.request.Currency:
		return newRefusal(
			http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency, "currency",
		)
	case amount.Decimal().GreaterThan(left):
		return newRefusal(
			http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency, "amount",
		)
	}
	return nil
}

// payBack pays a refund where the balance covers it. The lock is held.
func (x *Server) payBack(p *paymentState, e *entry) bool {
	amount := valueOf(e.details.Amount).Decimal()
	if x.balance.LessThan(amount) {
		return false
	}
	x.balance = x.balance.Sub(amount)
	x.become(p, e, statusSuccess, rozetkapayapi.ResponseCodeRefundSuccessful)
	return true
}

// RetryRefund tries a pending refund again. It stays pending while the balance does not cover it.
func (c calls) RetryRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.RetryRefundRequest
	if c.read(w, r, &body) {
		c.change(w, r, body.ExternalID, func(x *Server, p *paymentState) (*entry, *refusal) {
			e, refused := p.pendingRefund()
			if refused == nil {
				x.payBack(p, e)
			}
			return e, refused
		})
	}
}

// CancelRefund cancels a pending refund. The answer is the refund, which has thereby failed.
func (c calls) CancelRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelRefundRequest
	if c.read(w, r, &body) {
		c.change(w, r, body.ExternalID, func(x *Server, p *paymentState) (*entry, *refusal) {
			e, refused := p.pendingRefund()
			if refused == nil {
				x.become(p, e, statusFailure, rozetkapayapi.ResponseCodeRefundIsCancelledByInitiator)
			}
			return e, refused
		})
	}
}

// pendingRefund is the refund that retry and cancel mean: which one, where there are several, is not documented; here
// the oldest.
func (p *paymentState) pendingRefund() (*entry, *refusal) {
	list := p.all(kindRefund, statusPending).list
	if len(list) == 0 {
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	return list[0], nil
}

// change makes one operation on a payment and answers with it.
func (x *Server) change(
	w http.ResponseWriter, r *http.Request, externalID string, do func(*Server, *paymentState) (*entry, *refusal),
) {
	x.mu.Lock()
	refused := x.asked(externalID)
	var p *paymentState
	if refused == nil {
		p, refused = x.findPayment(r, externalID)
	}
	var e *entry
	if refused == nil {
		e, refused = do(x, p)
	}
	if refused != nil {
		x.reply(w, r, externalID, nil, refused)
		return
	}
	x.reply(w, r, externalID, p.result(e), nil)
}
