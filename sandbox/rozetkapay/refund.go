package rozetkapayfake

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// PayPartsRefund refunds a confirmed order: at once where the balance covers it, else it stays pending.
func (c calls) PayPartsRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.RefundPPayRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *Server, o *orderState) (*operationState, *refusal) {
			return x.refund(o, &body)
		})
	}
}

// refund refunds an order or a part of it. The lock is held.
func (x *Server) refund(o *orderState, body *rozetkapayapi.RefundPPayRequest) (*operationState, *refusal) {
	if len(o.captures().list) == 0 {
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeTransactionSuccessPrimaryNotFound, "")
	}
	left := o.refundable()
	amount := fake.Amount(left)
	if body.Amount != nil {
		amount = *body.Amount
	}
	switch {
	case body.Currency != nil && *body.Currency != o.request.Currency:
		return nil, newRefusal(
			http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency, "currency",
		)
	case left.Sign() <= 0:
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodePaymentWasRefunded, "")
	case amount.Decimal().GreaterThan(left):
		return nil, newRefusal(
			http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency, "amount",
		)
	}
	op := x.add(o, methodRefund, amount, body.Payload, body.CallbackURL)
	if !x.pay(o, op) {
		x.set(o, op, statusPending, rozetkapayapi.StatusCodePending)
	}
	return op, nil
}

// refundable is what was taken and neither refunded nor about to be.
func (o *orderState) refundable() decimal.Decimal {
	return o.captures().total.Sub(o.all(methodRefund, statusSuccess).total).
		Sub(o.all(methodRefund, statusPending).total)
}

// pay pays a refund where the balance covers it. The lock is held.
func (x *Server) pay(o *orderState, op *operationState) bool {
	amount := op.amount().Decimal()
	if x.balance.LessThan(amount) {
		return false
	}
	x.balance = x.balance.Sub(amount)
	x.set(o, op, statusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
	return true
}

// pending is the refund that retry and cancel mean: which one, where there are several, is not documented; here the
// oldest.
func (o *orderState) pending() (*operationState, *refusal) {
	list := o.all(methodRefund, statusPending).list
	if len(list) == 0 {
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	return list[0], nil
}

// PayPartsRetryRefund tries a pending refund again. It stays pending while the balance does not cover it.
func (c calls) PayPartsRetryRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.RetryRefundPPayRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *Server, o *orderState) (*operationState, *refusal) {
			op, refused := o.pending()
			if refused == nil {
				x.pay(o, op)
			}
			return op, refused
		})
	}
}

// PayPartsCancelRefund cancels a pending refund. The answer is the refund, which has thereby failed.
func (c calls) PayPartsCancelRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelRefundPPayRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *Server, o *orderState) (*operationState, *refusal) {
			op, refused := o.pending()
			if refused == nil {
				x.set(o, op, statusFailure, rozetkapayapi.StatusCodeRefundIsCancelledByInitiator)
			}
			return op, refused
		})
	}
}
