package rozetkapayfake

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A paymentState is a card payment, or the check of a card, with its operations, oldest first.
type paymentState struct {
	account string
	id      string // the provider's
	request rozetkapayapi.CreatePaymentRequest
	card    card
	created time.Time
	entries []*entry
	batch   *batchState                        // that it is part of; nil for one by itself
	put     *rozetkapayapi.PaymentStatusResult // given by PutCardPayment, until something happens to the payment
}

// An entry is one operation of a card payment.
type entry struct {
	kind        rozetkapayapi.OperationType
	details     rozetkapayapi.TransactionDetails
	callbackURL string
	action      *rozetkapayapi.UserAction // while it is pending
	unseen      bool                      // the page of it has not been used: nobody knows of it
}

const (
	kindPayment   = rozetkapayapi.OperationTypePayment
	kindRecurrent = rozetkapayapi.OperationTypeRecurrent
	kindConfirm   = rozetkapayapi.OperationTypeConfirm
	kindCancel    = rozetkapayapi.OperationTypeCancel
	kindRefund    = rozetkapayapi.OperationTypeRefund
	kindLookup    = rozetkapayapi.OperationTypeLookup
)

func (e *entry) is(status rozetkapayapi.OperationStatus, kinds ...rozetkapayapi.OperationType) bool {
	for _, kind := range kinds {
		if e.kind == kind && e.details.Status != nil && *e.details.Status == status {
			return true
		}
	}
	return false
}

// list are the operations of some kinds in one status.
func (p *paymentState) list(status rozetkapayapi.OperationStatus, kinds ...rozetkapayapi.OperationType) []*entry {
	var list []*entry
	for _, e := range p.entries {
		if e.is(status, kinds...) {
			list = append(list, e)
		}
	}
	return list
}

// attempt is the latest attempt to pay; nil for a payment that was put without one.
func (p *paymentState) attempt() *entry {
	for i := len(p.entries) - 1; i >= 0; i-- {
		switch p.entries[i].kind {
		case kindPayment, kindRecurrent, kindLookup:
			return p.entries[i]
		}
	}
	return nil
}

// total adds the amounts of operations up.
func total(list []*entry) decimal.Decimal {
	var sum decimal.Decimal
	for _, e := range list {
		sum = sum.Add(valueOf(e.details.Amount).Decimal())
	}
	return sum
}

// spelled is the total, as it was spelled where there is one operation.
func spelled(list []*entry) strictpay.Decimal {
	if len(list) == 1 && list[0].details.Amount != nil {
		return *list[0].details.Amount
	}
	return fake.Amount(total(list))
}

// held is what may still be confirmed or cancelled.
func (p *paymentState) held() decimal.Decimal {
	var sum decimal.Decimal
	for _, e := range p.list(statusSuccess, kindPayment, kindRecurrent) {
		if e.blocked() {
			sum = sum.Add(valueOf(e.details.Amount).Decimal())
		}
	}
	return sum.Sub(total(p.list(statusSuccess, kindConfirm, kindCancel)))
}

// captures are the operations that took money: confirmations, and payments without one.
func (p *paymentState) captures() []*entry {
	list := p.list(statusSuccess, kindConfirm)
	for _, e := range p.list(statusSuccess, kindPayment, kindRecurrent) {
		if !e.blocked() {
			list = append(list, e)
		}
	}
	return list
}

func (e *entry) blocked() bool {
	return valueOf(e.details.StatusCode) == rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked
}

// begin begins an operation. The lock is held.
func (x *Server) begin(
	p *paymentState, kind rozetkapayapi.OperationType, amount strictpay.Decimal, payload, callbackURL *string,
) *entry {
	n := x.number()
	e := &entry{kind: kind, details: rozetkapayapi.TransactionDetails{
		Amount: &amount, Currency: &p.request.Currency, CreatedAt: new(now()), PaymentID: &p.id, Payload: payload,
		OperationID: new("op-" + n), TransactionID: new("tr-" + n), Description: p.request.Description,
		SubscriptionID: p.request.SubscriptionID, BankName: new("Sandbox bank"), TerminalName: new("sandbox"),
	}}
	if !amount.IsSet() {
		e.details.Amount = nil
	}
	switch {
	case callbackURL != nil:
		e.callbackURL = *callbackURL
	case p.request.CallbackURL != nil: // presumably; the documents only imply it
		e.callbackURL = *p.request.CallbackURL
	}
	p.entries = append(p.entries, e)
	return e
}

// become moves an operation on and sends its callback. The lock is held.
func (x *Server) become(
	p *paymentState, e *entry, status rozetkapayapi.OperationStatus, code rozetkapayapi.ResponseCode,
) {
	p.put = nil
	e.details.Status, e.details.StatusCode, e.details.StatusDescription = &status, &code, nil
	if row, ok := rozetkapayapi.API.Lookup("status", string(code), ""); ok && row.Text != "" {
		e.details.StatusDescription = &row.Text
	}
	if status.Final() {
		e.details.ProcessedAt = new(now())
		e.action, e.unseen = nil, false
	}
	if status == statusSuccess {
		e.details.RRN, e.details.AuthCode = new("33"+x.number()), new("A"+x.number())
	}
	x.post("cpayProcessing", e.callbackURL, func() writable { return p.result(e) })
}

// result is what the API says of one operation.
func (p *paymentState) result(e *entry) *rozetkapayapi.PaymentOperationResult {
	details := e.details
	success := details.Status == nil || *details.Status != statusFailure
	v := &rozetkapayapi.PaymentOperationResult{
		ID: &p.id, UnifiedExternalID: p.request.UnifiedExternalID, ProjectID: new("sandbox-project"),
		IsSuccess: &success, Details: &details, ActionRequired: new(e.action != nil), Action: e.action,
		Operation: &e.kind, Metadata: p.request.Metadata,
	}
	if p.batch != nil {
		v.BatchExternalID = &p.batch.request.BatchExternalID
	}
	if p.request.ExternalID != "" {
		v.ExternalID = &p.request.ExternalID
	}
	if c := p.request.Customer; c != nil {
		v.Customer = &rozetkapayapi.UserInfo{
			ExternalID: c.ExternalID, FirstName: c.FirstName, LastName: c.LastName, Patronym: c.Patronym,
			Email: c.Email,
			Phone: c.Phone, IPAddress: c.IPAddress,
		}
	}
	if p.card.number != "" {
		v.PaymentMethod = paidWith(p.method(), p.card)
	}
	return v
}

// method is what the request names, nil where the payer chose on a page.
func (p *paymentState) method() *rozetkapayapi.CustomerRequestPaymentMethod {
	if p.request.Customer == nil {
		return nil
	}
	return p.request.Customer.PaymentMethod
}

// info is what the API says of the payment.
func (p *paymentState) info(base string) *rozetkapayapi.PaymentStatusResult {
	if p.put != nil {
		return p.put
	}
	captures, cancels := p.captures(), p.list(statusSuccess, kindCancel)
	refunds := p.list(statusSuccess, kindRefund)
	v := &rozetkapayapi.PaymentStatusResult{
		ID: &p.id, ExternalID: &p.request.ExternalID, UnifiedExternalID: p.request.UnifiedExternalID,
		Currency: &p.request.Currency, CreatedAt: &p.created, Amount: &p.request.Amount,
		AmountConfirmed: new(spelled(captures)), AmountCanceled: new(spelled(cancels)),
		AmountRefunded: new(spelled(refunds)),
		Purchased:      new(len(p.list(statusSuccess, kindPayment, kindRecurrent)) > 0),
		Confirmed:      new(len(captures) > 0), Canceled: new(len(cancels) > 0),
		Refunded:        new(len(refunds) > 0),
		PurchaseDetails: p.details(kindPayment, kindRecurrent), ConfirmationDetails: p.details(kindConfirm),
		CancellationDetails: p.details(kindCancel), RefundDetails: p.details(kindRefund),
		ReceiptURL: new(base + receiptPath + p.id),
	}
	if last := p.attempt(); last != nil {
		v.Action, v.ActionRequired = last.action, new(last.action != nil)
	}
	if c := p.request.Customer; c != nil {
		v.Customer = &rozetkapayapi.ResultUserDetails{
			ExternalID: c.ExternalID, FirstName: c.FirstName, LastName: c.LastName, Patronym: c.Patronym,
			Email: c.Email,
			Phone: c.Phone, AccountNumber: c.AccountNumber,
		}
		if p.card.number != "" {
			v.Customer.PaymentMethod = paidWith(p.method(), p.card)
		}
	}
	return v
}

func (p *paymentState) details(kinds ...rozetkapayapi.OperationType) []rozetkapayapi.TransactionDetails {
	list := []rozetkapayapi.TransactionDetails{}
	for _, e := range p.entries {
		for _, kind := range kinds {
			if e.kind == kind && !e.unseen {
				list = append(list, e.details)
			}
		}
	}
	return list
}

// known reports whether paymentInfo tells of the payment: a page that nobody has paid on is no payment yet, as live
// answers are reported to say.
func (p *paymentState) known() bool {
	for _, e := range p.entries {
		if !e.unseen {
			return true
		}
	}
	return p.put != nil
}
