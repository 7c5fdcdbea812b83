package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// PayPartsConfirmOrder confirms a signed order. What it answers out of turn is not documented; here it is 409 with a
// code that fits.
func (c calls) PayPartsConfirmOrder(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.ConfirmPayPartsRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *Server, o *orderState) (*operationState, *refusal) {
			return x.confirm(o, &body)
		})
	}
}

// confirm confirms an order. The lock is held.
func (x *Server) confirm(o *orderState, body *rozetkapayapi.ConfirmPayPartsRequest) (*operationState, *refusal) {
	if refused := o.unconfirmed(); refused != nil {
		return nil, refused
	}
	if !o.creation().is(methodCreate, statusSuccess) {
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	op := x.add(o, methodConfirm, o.request.Amount, body.Payload, body.CallbackURL)
	x.set(o, op, statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	return op, nil
}

// PayPartsCancelOrder cancels an order that is signed or waits for the signature.
func (c calls) PayPartsCancelOrder(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelPayPartsRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *Server, o *orderState) (*operationState, *refusal) {
			return x.cancel(o, &body)
		})
	}
}

// cancel cancels an order. The lock is held.
func (x *Server) cancel(o *orderState, body *rozetkapayapi.CancelPayPartsRequest) (*operationState, *refusal) {
	if refused := o.unconfirmed(); refused != nil {
		return nil, refused
	}
	if open := o.creation(); open.is(methodCreate, statusPending) {
		x.set(o, open, statusFailure, rozetkapayapi.StatusCodeOrderCanceled)
	}
	op := x.add(o, methodCancel, o.request.Amount, body.Payload, body.CallbackURL)
	x.set(o, op, statusSuccess, rozetkapayapi.StatusCodeCancelSuccessful)
	return op, nil
}

// unconfirmed refuses what has to come before the confirmation and while the order lives.
func (o *orderState) unconfirmed() *refusal {
	switch open := o.creation(); {
	case len(o.all(methodCancel, statusSuccess).list) > 0:
		return newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderCanceled, "")
	case len(o.captures().list) > 0:
		return newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionAlreadyDone, "")
	case open == nil || open.is(methodCreate, statusFailure):
		return newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	return nil
}

// act makes one operation on an order and answers with it.
func (x *Server) act(
	w http.ResponseWriter, r *http.Request, externalID string,
	do func(*Server, *orderState) (*operationState, *refusal),
) {
	x.mu.Lock()
	refused := x.asked(externalID)
	var o *orderState
	if refused == nil {
		o, refused = x.find(r, externalID)
	}
	var op *operationState
	if refused == nil {
		op, refused = do(x, o)
	}
	if refused != nil {
		x.reply(w, r, externalID, nil, refused)
		return
	}
	x.reply(w, r, externalID, o.result(op), nil)
}
