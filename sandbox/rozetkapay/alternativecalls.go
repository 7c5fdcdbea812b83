package rozetkapayfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// CreateAlternativePayment begins an alternative payment: the payer goes to a page, or confirms in their bank's
// application where the request has a code of blik. An external_id can be used again until an attempt succeeds.
func (c calls) CreateAlternativePayment(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreateAlternativePayment
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	a, o, refused := x.createAlternative(x.account(r), body)
	if refused != nil {
		x.reply(w, r, body.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, body.ExternalID, a.result(o), nil)
}

// AlternativePaymentRefund refunds an alternative payment.
func (c calls) AlternativePaymentRefund(w http.ResponseWriter, r *http.Request) {
	var body rozetkapayapi.RefundPPayRequest
	if c.read(w, r, &body) {
		c.onAlternative(w, r, body.ExternalID, func(a *alternativeState) (writable, *refusal) {
			o, refused := c.refundAlternative(a, &body)
			if refused != nil {
				return nil, refused
			}
			return a.result(o), nil
		})
	}
}

// AlternativePaymentOperationInfo tells one operation.
func (c calls) AlternativePaymentOperationInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.AlternativePaymentOperationInfoParams,
) {
	c.onAlternative(w, r, params.ExternalID, func(a *alternativeState) (writable, *refusal) {
		if o := a.operations.byID[params.OperationID]; o != nil {
			return a.result(o), nil
		}
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeOperationNotFound, "operation_id")
	})
}

// AlternativePaymentRequestInfo tells a payment with its operations.
func (c calls) AlternativePaymentRequestInfo(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.AlternativePaymentRequestInfoParams,
) {
	c.onAlternative(w, r, params.ExternalID, func(a *alternativeState) (writable, *refusal) { return a.info(), nil })
}

// ResendAlternativePaymentCallback sends the callback of an operation again, of the last one where none is named.
func (c calls) ResendAlternativePaymentCallback(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ResendAlternativePaymentCallbackRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	a, refused := x.findAlternative(r, body.ExternalID)
	if refused == nil {
		refused = x.resendAlternative(a, body.Operation)
	}
	x.accept(w, r, body.ExternalID, refused)
}

// resendAlternative sends one callback. The lock is held.
func (x *Server) resendAlternative(
	a *alternativeState, operation *rozetkapayapi.AlternativePaymentCallbackOperation,
) *refusal {
	o := a.operations.last()
	if operation != nil {
		refund := *operation == rozetkapayapi.AlternativePaymentCallbackOperationRefund
		o = a.operations.latest[alternativeKind(refund)]
	}
	switch {
	case o == nil:
		return newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeOperationNotFound, "operation")
	case o.callbackURL == "":
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCallbackURLMissing, "callback_url")
	}
	x.tellAlternative(a, o)
	return nil
}

// findAlternative gives an account's payment. The lock is held.
func (x *Server) findAlternative(r *http.Request, externalID string) (*alternativeState, *refusal) {
	if refused := x.asked(externalID); refused != nil {
		return nil, refused
	}
	a := x.alternatives[externalID]
	if a == nil || a.account != x.account(r) {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	return a, nil
}

// onAlternative answers a call about one payment.
func (x *Server) onAlternative(
	w http.ResponseWriter, r *http.Request, externalID string, do func(*alternativeState) (writable, *refusal),
) {
	x.mu.Lock()
	a, refused := x.findAlternative(r, externalID)
	var answer writable
	if refused == nil {
		answer, refused = do(a)
	}
	x.reply(w, r, externalID, answer, refused)
}

// endAlternative moves an operation on and sends its callback. The lock is held.
func (x *Server) endAlternative(
	a *alternativeState, o *alternativeOperation, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode,
) {
	a.put = nil
	o.details.Status, o.details.StatusCode, o.details.StatusDescription = &status, &code, nil
	if row, ok := code.Row(); ok && row.Text != "" {
		o.details.StatusDescription = &row.Text
	}
	if status.Final() {
		o.details.ProcessedAt = new(now())
		o.details.Action, o.details.ActionRequired = nil, new(false)
	}
	a.operations.moved(o)
	x.tellAlternative(a, o)
}

// tellAlternative sends the callback of an operation: that of PayParts, as the document has it for refunds. The lock is
// held.
func (x *Server) tellAlternative(a *alternativeState, o *alternativeOperation) {
	x.post("ppayProcessing", o.callbackURL, func() writable { return a.callback(o) })
}

// callback is what is told of an operation.
func (a *alternativeState) callback(o *alternativeOperation) *rozetkapayapi.PayPartsOperationResult {
	d, method := &o.details, methodCreate
	if o.refund {
		method = methodRefund
	}
	success := d.Status == nil || *d.Status != statusFailure
	return &rozetkapayapi.PayPartsOperationResult{
		ID: &a.id, ExternalID: &a.request.ExternalID, UnifiedExternalID: a.request.UnifiedExternalID,
		IsSuccess: &success, Action: d.Action, ActionRequired: d.ActionRequired, Metadata: a.request.Metadata,
		Details: &rozetkapayapi.PayPartsOperationDetails{
			Method: &method, OperationID: d.OperationID, TransactionID: d.TransactionID, Amount: d.Amount,
			Currency: d.Currency, Status: d.Status, StatusCode: d.StatusCode, StatusDescription: d.StatusDescription,
			CreatedAt: d.CreatedAt, ProcessedAt: d.ProcessedAt, Payload: d.Payload, BankName: d.BankName,
		},
	}
}

// result is what the API says of one operation.
func (a *alternativeState) result(o *alternativeOperation) *rozetkapayapi.AlternativePaymentOperationResult {
	details := o.details
	return &rozetkapayapi.AlternativePaymentOperationResult{
		ID: &a.id, ExternalID: &a.request.ExternalID, UnifiedExternalID: a.request.UnifiedExternalID,
		Details: &details, Metadata: a.request.Metadata,
	}
}

// info is what the API says of the payment.
func (a *alternativeState) info() *rozetkapayapi.AlternativePaymentOperationsResult {
	if a.put != nil {
		return a.put
	}
	_, payments := a.total(false)
	back, refunds := a.total(true)
	customer := &a.request.Customer
	v := &rozetkapayapi.AlternativePaymentOperationsResult{
		ID: &a.id, ExternalID: &a.request.ExternalID, UnifiedExternalID: a.request.UnifiedExternalID,
		Amount: &a.request.Amount, AmountRefunded: new(fake.Amount(back)), Purchased: new(payments > 0),
		Refunded:        new(refunds > 0),
		PurchaseDetails: []rozetkapayapi.AlternativePaymentOperationDetails{},
		RefundDetails:   []rozetkapayapi.AlternativePaymentOperationDetails{},
		Customer: &rozetkapayapi.CustomerInfo{
			FirstName: customer.FirstName, LastName: customer.LastName, Email: customer.Email, Phone: customer.Phone,
			IPAddress: customer.IPAddress,
		},
	}
	for _, o := range a.operations.all {
		if o.refund {
			v.RefundDetails = append(v.RefundDetails, o.details)
		} else {
			v.PurchaseDetails = append(v.PurchaseDetails, o.details)
		}
	}
	return v
}
