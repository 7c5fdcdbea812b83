package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// PayAlternativePayment does what the payer does on the page, or in their bank's application.
func (x *Server) PayAlternativePayment(externalID string) error {
	return x.inAlternative(externalID, func(a *alternativeState) bool {
		if a.waits() {
			x.endAlternative(a, a.attempt(), statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
			return true
		}
		return false
	})
}

// DeclineAlternativePayment lets a payment that waits for its payer fail with a code.
func (x *Server) DeclineAlternativePayment(externalID string, code rozetkapayapi.StatusCode) error {
	return x.inAlternative(externalID, func(a *alternativeState) bool {
		if a.waits() {
			x.endAlternative(a, a.attempt(), statusFailure, code)
			return true
		}
		return false
	})
}

// RefundAlternativePayment refunds a payment in the cabinet. An amount that is not set is all that is left.
func (x *Server) RefundAlternativePayment(externalID string, amount strictpay.Decimal) error {
	return x.inAlternative(externalID, func(a *alternativeState) bool {
		_, refused := x.refundAlternative(a, &rozetkapayapi.RefundPPayRequest{Amount: given(amount)})
		return refused == nil
	})
}

// inAlternative runs a scenario on a payment; it reports whether the state allows it.
func (x *Server) inAlternative(externalID string, do func(*alternativeState) bool) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	a := x.alternatives[externalID]
	if a == nil {
		return fake.ErrNotFound
	}
	if !do(a) {
		return fake.ErrState
	}
	return nil
}

// useAlternativePage is what the page of a payment does when the payer sends it. False where no payment waits on the
// page. The lock is held.
func (x *Server) useAlternativePage(operation string, use bool) bool {
	for _, a := range x.alternatives {
		if o := a.attempt(); o != nil && o.details.Action != nil && valueOf(o.details.OperationID) == operation {
			if use {
				x.endAlternative(a, o, statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
			}
			return true
		}
	}
	return false
}

// alternativePlays are what can be done to an alternative payment.
func (x *Server) alternativePlays() []fake.Play[*alternativeState] {
	refundable := func(a *alternativeState) bool {
		paid, _ := a.total(false)
		back, _ := a.total(true)
		return paid.GreaterThan(back)
	}
	return []fake.Play[*alternativeState]{
		fake.Simple("pay-alternative", "Pay", (*alternativeState).waits, x.PayAlternativePayment),
		fake.Coded("decline-alternative", "Decline", declines(), (*alternativeState).waits,
			x.DeclineAlternativePayment),
		fake.Priced("refund-alternative", "Refund", fake.TakesPartAmount, refundable, x.RefundAlternativePayment),
	}
}

// alternativeRecords are the alternative payments. The lock is held.
func (x *Server) alternativeRecords(plays []fake.Play[*alternativeState]) []fake.Record {
	var list []fake.Record
	for id, a := range x.alternatives {
		state := ""
		if last := a.operations.last(); last != nil {
			state = last.kind() + " " + string(valueOf(last.details.StatusCode))
		}
		list = append(list, fake.Record{
			Kind: "alternative payment", ID: id, State: state, Amount: a.request.Amount.String(),
			Currency: a.request.Currency, Books: a.books(), Scenarios: fake.Allowed(plays, a),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// books are those of one alternative payment. The lock is held.
func (a *alternativeState) books() fake.Books {
	paid, payments := a.total(false)
	back, refunds := a.total(true)
	zero := strictpay.MustDecimal("0")
	return fake.Books{
		Payments: payments, Charges: payments, Refunds: refunds, Held: zero, Canceled: zero,
		Charged: fake.Amount(paid), Refunded: fake.Amount(back),
	}
}

// PutAlternativePayment adds a payment, or replaces the one with its external_id, on the account of Login. It is
// answered as it was given until something happens to it. callbackURL may be empty.
func (x *Server) PutAlternativePayment(payment rozetkapayapi.AlternativePaymentOperationsResult, callbackURL string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	copied := cloneAlternative(&payment)
	a := &alternativeState{account: x.Login, id: valueOf(copied.ID), put: copied, created: now()}
	a.request.ExternalID, a.request.UnifiedExternalID = valueOf(copied.ExternalID), copied.UnifiedExternalID
	a.request.Amount, a.request.Currency = valueOf(copied.Amount), "PLN"
	if callbackURL != "" {
		a.request.CallbackURL = &callbackURL
	}
	for _, refund := range []bool{false, true} {
		list := copied.PurchaseDetails
		if refund {
			list = copied.RefundDetails
		}
		for _, details := range list {
			if details.Currency != nil {
				a.request.Currency = *details.Currency
			}
			a.operations.add(&alternativeOperation{refund: refund, details: details, callbackURL: callbackURL})
		}
	}
	x.alternatives[a.request.ExternalID] = a
}

// GetAlternativePayment gives a payment as AlternativePaymentRequestInfo reports it, whatever account it is booked on;
// false if there is none.
func (x *Server) GetAlternativePayment(
	externalID string,
) (rozetkapayapi.AlternativePaymentOperationsResult, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	a := x.alternatives[externalID]
	if a == nil {
		return rozetkapayapi.AlternativePaymentOperationsResult{}, false
	}
	return *cloneAlternative(a.info()), true
}

// cloneAlternative shares nothing with the original.
func cloneAlternative(
	v *rozetkapayapi.AlternativePaymentOperationsResult,
) *rozetkapayapi.AlternativePaymentOperationsResult {
	copied := new(rozetkapayapi.AlternativePaymentOperationsResult)
	_ = jsonread.ReadInto(v.AppendJSON(nil), copied)
	return copied
}

// Seeded alternative payments.
const (
	seedAlternative       = "alternative-waiting"
	seedAlternativeRefund = "alternative-paid"
)

// seedAlternatives puts alternative payments into a fresh fake. No callback tells of what happened before it began.
func (x *Server) seedAlternatives() {
	for _, id := range []string{seedAlternative, seedAlternativeRefund} {
		a := &alternativeState{account: x.Login, id: "alt-" + x.number(), created: seedTime}
		a.request = rozetkapayapi.CreateAlternativePayment{
			Provider: rozetkapayapi.AlternativePaymentProviderPrzelewy24, ExternalID: id, Currency: "PLN",
			Amount: strictpay.MustDecimal("120.50"), Description: "Seeded payment",
			Customer: rozetkapayapi.AlternativePaymentCustomerDetails{
				Country: new("PL"), Email: new("olena@buyer.example"),
			},
		}
		x.alternatives[id] = a
		o := x.beginAlternative(a, false, a.request.Amount, nil, nil)
		x.endAlternative(a, o, statusPending, rozetkapayapi.StatusCodePending)
		if id == seedAlternativeRefund {
			x.endAlternative(a, o, statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
		}
		o.callbackURL = x.URL + sinkPath
		a.request.CallbackURL = new(x.URL + sinkPath)
	}
}

// alternativeExamples are calls about alternative payments that a fresh fake answers with a value.
func (x *Server) alternativeExamples() []fake.Example {
	x.mu.Lock()
	defer x.mu.Unlock()
	operation := ""
	if a := x.alternatives[seedAlternative]; a != nil && a.attempt() != nil {
		operation = valueOf(a.attempt().details.OperationID)
	}
	return []fake.Example{
		{Operation: "createAlternativePayment", Set: map[string]string{
			"provider": "przelewy24", "external_id": "example-alternative", "amount": "120.50", "currency": "PLN",
			"description": "Order 1004", "products": "[]", "customer": `{"country":"PL"}`,
		}},
		{Operation: "alternativePaymentRefund", Set: map[string]string{
			"external_id": seedAlternativeRefund, "amount": "20.50", "currency": "PLN",
		}},
		{Operation: "alternativePaymentOperationInfo", Set: map[string]string{
			"external_id": seedAlternative, "operation_id": operation,
		}},
		{Operation: "alternativePaymentRequestInfo", Set: map[string]string{"external_id": seedAlternative}},
		{Operation: "resendAlternativePaymentCallback", Set: map[string]string{"external_id": seedAlternativeRefund}},
	}
}
