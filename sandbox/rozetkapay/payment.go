package rozetkapayfake

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A paymentState is a card payment, or the check of a card, with its operations, oldest first.
type paymentState struct {
	account string
	id      string // the provider's
	request rozetkapayapi.CreatePaymentRequest
	card    card
	created time.Time
	entries history[*entry]
	tried   *entry                             // the latest attempt to pay
	batch   *batchState                        // that it is part of; nil for one by itself
	put     *rozetkapayapi.PaymentStatusResult // given by PutCardPayment, until something happens to the payment
}

// An entry is one operation of a card payment.
type entry struct {
	place
	operation   rozetkapayapi.OperationType
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

func (e *entry) kind() string                           { return string(e.operation) }
func (e *entry) id() *string                            { return e.details.OperationID }
func (e *entry) status() *rozetkapayapi.OperationStatus { return e.details.Status }
func (e *entry) amount() strictpay.Decimal              { return valueOf(e.details.Amount) }

// use is what the operation did: a confirmation takes money, and a payment takes or blocks it.
func (e *entry) use() use {
	switch e.operation {
	case kindConfirm:
		return takes
	case kindPayment, kindRecurrent:
		if e.blocked() {
			return blocks
		}
		return takes
	}
	return usesNothing
}

func (e *entry) blocked() bool {
	return valueOf(e.details.StatusCode) == rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked
}

func (e *entry) is(status rozetkapayapi.OperationStatus) bool {
	return e.details.Status != nil && *e.details.Status == status
}

// all are the operations of one kind in one status.
func (p *paymentState) all(kind rozetkapayapi.OperationType, status rozetkapayapi.OperationStatus) *group[*entry] {
	return p.entries.in(string(kind), status)
}

// payments is how many attempts to pay are in a status.
func (p *paymentState) payments(status rozetkapayapi.OperationStatus) int {
	return len(p.all(kindPayment, status).list) + len(p.all(kindRecurrent, status).list)
}

// add puts an operation behind the others.
func (p *paymentState) add(e *entry) {
	p.entries.add(e)
	switch e.operation {
	case kindPayment, kindRecurrent, kindLookup:
		p.tried = e
	}
}

// attempt is the latest attempt to pay; nil for a payment that was put without one.
func (p *paymentState) attempt() *entry { return p.tried }

// held is what may still be confirmed or cancelled.
func (p *paymentState) held() decimal.Decimal {
	return p.entries.that(blocks).total.Sub(p.all(kindConfirm, statusSuccess).total).
		Sub(p.all(kindCancel, statusSuccess).total)
}

// captures are the operations that took money: confirmations, and payments without one.
func (p *paymentState) captures() *group[*entry] { return p.entries.that(takes) }

// begin begins an operation. The lock is held.
func (x *Server) begin(
	p *paymentState, kind rozetkapayapi.OperationType, amount strictpay.Decimal, payload, callbackURL *string,
) *entry {
	n := x.number()
	e := &entry{operation: kind, details: rozetkapayapi.TransactionDetails{
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
	p.add(e)
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
	p.entries.moved(e)
	if status == statusSuccess {
		x.payTo(p)
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
		Operation: &e.operation, Metadata: p.request.Metadata,
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
	captures, cancels, refunds := p.captures(), p.all(kindCancel, statusSuccess), p.all(kindRefund, statusSuccess)
	v := &rozetkapayapi.PaymentStatusResult{
		ID: &p.id, ExternalID: &p.request.ExternalID, UnifiedExternalID: p.request.UnifiedExternalID,
		Currency: &p.request.Currency, CreatedAt: &p.created, Amount: &p.request.Amount,
		AmountConfirmed: new(captures.sum()), AmountCanceled: new(cancels.sum()), AmountRefunded: new(refunds.sum()),
		Purchased: new(p.payments(statusSuccess) > 0), Confirmed: new(len(captures.list) > 0),
		Canceled: new(len(cancels.list) > 0), Refunded: new(len(refunds.list) > 0),
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
	for _, e := range p.entries.all {
		for _, kind := range kinds {
			if e.operation == kind && !e.unseen {
				list = append(list, e.details)
			}
		}
	}
	return list
}

// known reports whether paymentInfo tells of the payment: a page that nobody has paid on is no payment yet, as live
// answers are reported to say.
func (p *paymentState) known() bool {
	for _, e := range p.entries.all {
		if !e.unseen {
			return true
		}
	}
	return p.put != nil
}
