package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
)

// PayPartsRequestInfo tells an order. What an unknown one gets is not documented; here it is 404 with data_not_found,
// as card payments are reported to say.
func (c calls) PayPartsRequestInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.PayPartsRequestInfoParams,
) {
	x := c.Server
	x.mu.Lock()
	refused := x.asked(params.ExternalID)
	var o *orderState
	if refused == nil {
		o, refused = x.find(r, params.ExternalID)
	}
	if refused != nil {
		x.reply(w, r, params.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, params.ExternalID, o.info(), nil)
}

// PayPartsOperationInfo tells one operation of an order; an unknown one gets 404 with operation_not_found, which is
// inferred.
func (c calls) PayPartsOperationInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.PayPartsOperationInfoParams,
) {
	c.act(w, r, params.ExternalID, func(_ *Server, o *orderState) (*operationState, *refusal) {
		if op := o.operations.byID[params.OperationID]; op != nil {
			return op, nil
		}
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeOperationNotFound, "operation_id")
	})
}

// ResendPayPartsCallback sends the callback of an operation again, of the last one where none is named. payment stands
// for create here, which is inferred.
func (c calls) ResendPayPartsCallback(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ResendCallbackRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	refused := x.asked(body.ExternalID)
	var o *orderState
	if refused == nil {
		o, refused = x.find(r, body.ExternalID)
	}
	if refused == nil {
		refused = x.resend(o, body.Operation)
	}
	x.accept(w, r, body.ExternalID, refused)
}

// resend sends one callback. The lock is held.
func (x *Server) resend(o *orderState, operation *rozetkapayapi.OperationType) *refusal {
	op := o.operations.last()
	if operation != nil {
		op = o.operations.latest[string(method(*operation))]
	}
	switch {
	case operation != nil && method(*operation) == "":
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidOperation, "operation")
	case op == nil:
		return newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeOperationNotFound, "operation")
	case op.callbackURL == "":
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCallbackURLMissing, "callback_url")
	}
	x.notify(o, op, op.callbackURL)
	return nil
}

// method is a callback's operation in the words of PayParts; "" for those that only card payments have.
func method(operation rozetkapayapi.OperationType) rozetkapayapi.PayPartsOperationType {
	switch operation {
	case rozetkapayapi.OperationTypePayment:
		return methodCreate
	case rozetkapayapi.OperationTypeConfirm:
		return methodConfirm
	case rozetkapayapi.OperationTypeCancel:
		return methodCancel
	case rozetkapayapi.OperationTypeRefund:
		return methodRefund
	}
	return ""
}
