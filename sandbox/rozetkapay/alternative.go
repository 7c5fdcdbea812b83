package rozetkapayfake

import (
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An alternativeState is an alternative payment with its operations, oldest first.
type alternativeState struct {
	account    string
	id         string // the provider's
	request    rozetkapayapi.CreateAlternativePayment
	created    time.Time
	operations history[*alternativeOperation]
	put        *rozetkapayapi.AlternativePaymentOperationsResult // given, until something happens to the payment
}

// An alternativeOperation is an attempt to pay, or a refund, for which the document has no name.
type alternativeOperation struct {
	place
	refund      bool
	details     rozetkapayapi.AlternativePaymentOperationDetails
	callbackURL string
}

func (o *alternativeOperation) is(refund bool, status rozetkapayapi.OperationStatus) bool {
	return o.refund == refund && o.details.Status != nil && *o.details.Status == status
}

// alternativeKind is what a history calls an attempt to pay, or a refund.
func alternativeKind(refund bool) string {
	if refund {
		return "refund"
	}
	return "create"
}

func (o *alternativeOperation) kind() string                           { return alternativeKind(o.refund) }
func (o *alternativeOperation) id() *string                            { return o.details.OperationID }
func (o *alternativeOperation) status() *rozetkapayapi.OperationStatus { return o.details.Status }
func (o *alternativeOperation) amount() strictpay.Decimal              { return valueOf(o.details.Amount) }
func (o *alternativeOperation) use() use                               { return usesNothing }

// total is what was paid, or refunded, and how often.
func (a *alternativeState) total(refund bool) (decimal.Decimal, int) {
	p := a.operations.in(alternativeKind(refund), statusSuccess)
	return p.total, len(p.list)
}

// attempt is the latest attempt to pay; nil for a payment that was put without one.
func (a *alternativeState) attempt() *alternativeOperation {
	return a.operations.latest[alternativeKind(false)]
}

func (a *alternativeState) waits() bool {
	last := a.attempt()
	return last != nil && last.is(false, statusPending)
}

// createAlternative makes one attempt to pay. The lock is held.
func (x *Server) createAlternative(
	account string, body rozetkapayapi.CreateAlternativePayment,
) (*alternativeState, *alternativeOperation, *refusal) {
	if refused := x.asked(body.ExternalID); refused != nil {
		return nil, nil, refused
	}
	if refused := malformedAlternative(&body); refused != nil {
		return nil, nil, refused
	}
	a := x.alternatives[body.ExternalID]
	if a != nil {
		if _, paid := a.total(false); a.account != account || paid > 0 {
			return nil, nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "external_id")
		}
		if a.waits() {
			x.endAlternative(a, a.attempt(), statusFailure, rozetkapayapi.StatusCodeOrderExpired)
		}
		a.request = body
	} else {
		a = &alternativeState{account: account, id: "alt-" + x.number(), request: body, created: now()}
		x.alternatives[body.ExternalID] = a
	}
	o := x.beginAlternative(a, false, body.Amount, body.Payload, body.CallbackURL)
	code := rozetkapayapi.StatusCodePending
	if m := body.Customer.PaymentMethod; m == nil || m.Blik == nil || m.Blik.BlikCode == nil {
		code = rozetkapayapi.StatusCodeWaitingForRedirect
		o.details.Action = x.pageAction(*o.details.OperationID)
		o.details.ActionRequired = new(true)
	}
	x.endAlternative(a, o, statusPending, code)
	return a, o, nil
}

// malformedAlternative is what a request lacks by the texts of the document. Statuses and codes are inferred.
func malformedAlternative(body *rozetkapayapi.CreateAlternativePayment) *refusal {
	customer := &body.Customer
	lacks := func(param string) *refusal {
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, param)
	}
	switch {
	case body.Provider == rozetkapayapi.AlternativePaymentProviderSantander && len(body.Products) == 0:
		return lacks("products")
	case body.Provider == rozetkapayapi.AlternativePaymentProviderPrzelewy24 && customer.Country == nil:
		return lacks("customer.country")
	}
	kind := rozetkapayapi.AlternativePaymentMethodType("")
	if customer.PaymentMethod != nil {
		kind = valueOf(customer.PaymentMethod.Type)
	}
	blik := kind == rozetkapayapi.AlternativePaymentMethodTypeBlik ||
		kind == rozetkapayapi.AlternativePaymentMethodTypeBlikPaylater
	switch {
	case kind == "" && (body.Provider == rozetkapayapi.AlternativePaymentProviderImoje ||
		body.Provider == rozetkapayapi.AlternativePaymentProviderLeaselink):
		return lacks("customer.payment_method.type")
	case kind == "":
	case body.Currency != "PLN":
		return newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case customer.IPAddress == nil:
		return lacks("customer.ip_address")
	case blik && customer.FirstName == nil:
		return lacks("customer.first_name")
	case blik && customer.LastName == nil:
		return lacks("customer.last_name")
	case blik && customer.Email == nil:
		return lacks("customer.email")
	case !blik && customer.Phone == nil:
		return lacks("customer.phone")
	}
	return nil
}

// refundAlternative refunds a payment or a part of it, from the same balance as other refunds, in the payment's
// currency. No operation tries a refund again, so one that the balance does not cover fails. The lock is held.
func (x *Server) refundAlternative(
	a *alternativeState, body *rozetkapayapi.RefundPPayRequest,
) (*alternativeOperation, *refusal) {
	paid, payments := a.total(false)
	back, _ := a.total(true)
	left := paid.Sub(back)
	amount := fake.Amount(left)
	if body.Amount != nil {
		amount = *body.Amount
	}
	wrong := rozetkapayapi.ResponseCodeIncorrectRefundSumOrCurrency
	switch {
	case payments == 0:
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeTransactionSuccessPrimaryNotFound, "")
	case body.Currency != nil && *body.Currency != a.request.Currency:
		return nil, newRefusal(http.StatusUnprocessableEntity, wrong, "currency")
	case left.Sign() <= 0:
		return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodePaymentWasRefunded, "")
	case amount.Decimal().GreaterThan(left):
		return nil, newRefusal(http.StatusUnprocessableEntity, wrong, "amount")
	}
	o := x.beginAlternative(a, true, amount, body.Payload, body.CallbackURL)
	if x.balance.LessThan(amount.Decimal()) {
		x.endAlternative(a, o, statusFailure, rozetkapayapi.StatusCodeInsufficientFundsForRefund)
		return o, nil
	}
	x.balance = x.balance.Sub(amount.Decimal())
	x.endAlternative(a, o, statusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
	return o, nil
}

// beginAlternative begins an operation. The lock is held.
func (x *Server) beginAlternative(
	a *alternativeState, refund bool, amount strictpay.Decimal, payload, callbackURL *string,
) *alternativeOperation {
	n := x.number()
	o := &alternativeOperation{
		refund: refund, callbackURL: valueOf(callbackURL),
		details: rozetkapayapi.AlternativePaymentOperationDetails{
			OperationID: new("op-" + n), TransactionID: new("tr-" + n), Amount: &amount,
			Currency: &a.request.Currency, CreatedAt: new(now()), Payload: payload,
			BankName: new(string(a.request.Provider)), ActionRequired: new(false),
		},
	}
	if !refund {
		o.details.Method = new(rozetkapayapi.AlternativePaymentOperationTypeCreate)
	}
	if callbackURL == nil { // presumably that of the payment; the documents only imply it
		o.callbackURL = valueOf(a.request.CallbackURL)
	}
	if m := a.request.Customer.PaymentMethod; m != nil && m.Type != nil {
		o.details.PaymentMethodType = new(string(*m.Type))
	}
	a.operations.add(o)
	return o
}
