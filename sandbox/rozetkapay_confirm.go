package sandbox

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// PayPartsConfirmOrder confirms a signed order. What it answers out of turn is not documented; here it is 409 with a code that fits.
func (c rozetkapayCalls) PayPartsConfirmOrder(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.ConfirmPayPartsRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *RozetkaPay, o *rozetkapayOrder) (*rozetkapayOperation, *rozetkapayRefusal) {
			if refused := o.unconfirmed(); refused != nil {
				return nil, refused
			}
			if !o.creation().is(rozetkapayCreate, rozetkapaySuccess) {
				return nil, rozetkapayError(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
			}
			op := x.add(o, rozetkapayConfirm, o.request.Amount, body.Payload, body.CallbackURL)
			x.set(o, op, rozetkapaySuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
			return op, nil
		})
	}
}

// PayPartsCancelOrder cancels an order that is signed or waits for the signature.
func (c rozetkapayCalls) PayPartsCancelOrder(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.CancelPayPartsRequest
	if c.read(w, r, &body) {
		c.act(w, r, body.ExternalID, func(x *RozetkaPay, o *rozetkapayOrder) (*rozetkapayOperation, *rozetkapayRefusal) {
			if refused := o.unconfirmed(); refused != nil {
				return nil, refused
			}
			if open := o.creation(); open.is(rozetkapayCreate, rozetkapayPending) {
				x.set(o, open, rozetkapayFailure, rozetkapayapi.StatusCodeOrderCanceled)
			}
			op := x.add(o, rozetkapayCancel, o.request.Amount, body.Payload, body.CallbackURL)
			x.set(o, op, rozetkapaySuccess, rozetkapayapi.StatusCodeCancelSuccessful)
			return op, nil
		})
	}
}

// unconfirmed refuses what has to come before the confirmation and while the order lives.
func (o *rozetkapayOrder) unconfirmed() *rozetkapayRefusal {
	switch open := o.creation(); {
	case len(o.all(rozetkapayCancel, rozetkapaySuccess)) > 0:
		return rozetkapayError(http.StatusConflict, rozetkapayapi.ResponseCodeOrderCanceled, "")
	case len(o.captures()) > 0:
		return rozetkapayError(http.StatusConflict, rozetkapayapi.ResponseCodeActionAlreadyDone, "")
	case open == nil || open.is(rozetkapayCreate, rozetkapayFailure):
		return rozetkapayError(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	return nil
}

// act makes one operation on an order and answers with it.
func (x *RozetkaPay) act(w http.ResponseWriter, r *http.Request, externalID string, do func(*RozetkaPay, *rozetkapayOrder) (*rozetkapayOperation, *rozetkapayRefusal)) {
	x.mu.Lock()
	refused := x.asked(externalID)
	var o *rozetkapayOrder
	if refused == nil {
		o, refused = x.find(r, externalID)
	}
	var op *rozetkapayOperation
	if refused == nil {
		op, refused = do(x, o)
	}
	if refused != nil {
		x.reply(w, r, externalID, nil, refused)
		return
	}
	x.reply(w, r, externalID, o.result(op), nil)
}
