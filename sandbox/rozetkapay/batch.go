package rozetkapayfake

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A batchState is several orders that are paid at once; each of them is a card payment. The payer acts on all of them
// together: what a page, a card or a scenario decides for one order, it decides for the batch.
type batchState struct {
	account string
	id      string // the provider's
	request rozetkapayapi.CreateBatchPaymentRequest
	created time.Time
	orders  []*paymentState
}

// A batchPart is what an operation on a batch did with one order: an operation on its payment, or a refusal.
type batchPart struct {
	externalID string
	payment    *paymentState
	entry      *entry
	refused    rozetkapayapi.ResponseCode // "" where there is an entry
	amount     *strictpay.Decimal         // asked for, of one that was refused
}

// paymentRequest is an order of a batch as the request of a card payment.
func (b *batchState) paymentRequest(order *rozetkapayapi.BatchOrder) rozetkapayapi.CreatePaymentRequest {
	v := rozetkapayapi.CreatePaymentRequest{
		Amount: order.Amount, Currency: b.request.Currency, ExternalID: order.ExternalID,
		UnifiedExternalID: order.UnifiedExternalID, Description: &order.Description, Payload: order.Payload,
		InitRecurrentPayment: order.InitRecurrent, Products: order.Products, Confirm: b.request.Confirm,
		CallbackURL: b.request.CallbackURL, Mode: rozetkapayapi.PaymentMode(b.request.Mode),
		Metadata: b.request.Metadata,
	}
	if c := b.request.Customer; c != nil {
		v.Customer = &rozetkapayapi.CustomerRequestUserDetails{
			ExternalID: c.ExternalID, FirstName: c.FirstName, LastName: c.LastName, Patronym: c.Patronym,
			Email: c.Email, Phone: c.Phone, PaymentMethod: c.PaymentMethod,
		}
	}
	return v
}

// startBatch sends the payer to one page for all orders, or charges what the request names. The lock is held.
func (x *Server) startBatch(b *batchState) {
	if b.request.Mode != rozetkapayapi.BatchPaymentModeDirect {
		x.sendBatchToPage(b)
		for _, p := range b.orders {
			p.attempt().unseen = true
		}
		return
	}
	charged, ask, failure := x.cardOf(b.orders[0].method())
	if failure != "" {
		x.failBatch(b, nil, failure)
		return
	}
	for _, p := range b.orders {
		p.card = charged
	}
	switch {
	case ask && charged.threeDSecure():
		x.sendBatchToPage(b)
	case x.slow:
		for _, p := range b.orders {
			x.become(p, p.attempt(), statusPending, rozetkapayapi.ResponseCodePending)
		}
	default:
		x.settleBatch(b, charged)
	}
}

// sendBatchToPage lets the payer go to a page, the same for all orders. The lock is held.
func (x *Server) sendBatchToPage(b *batchState) {
	first := b.orders[0].attempt()
	x.sendToPage(b.orders[0], first)
	for _, p := range b.orders[1:] {
		p.attempt().action = first.action
		x.become(p, p.attempt(), statusPending, rozetkapayapi.ResponseCodeWaitingForRedirect)
	}
}

// settleBatch charges the card for all orders, or for none: code failed_as_part_of_failed_batch says that an order
// fails because another one does. The lock is held.
func (x *Server) settleBatch(b *batchState, charged card) {
	if code := charged.fails(); code != "" {
		x.failBatch(b, nil, code)
		return
	}
	for _, p := range b.orders {
		if code := x.nextFailure(p); code != "" {
			x.failBatch(b, p, code)
			return
		}
	}
	for _, p := range b.orders {
		p.card = charged
		x.settleOne(p, p.attempt())
	}
}

// failBatch lets all attempts of a batch fail: with a code, or as part of a batch in which culprit fails with it. The
// lock is held.
func (x *Server) failBatch(b *batchState, culprit *paymentState, code rozetkapayapi.ResponseCode) {
	for _, p := range b.orders {
		if e := p.attempt(); e != nil && !e.is(statusSuccess) {
			with := code
			if culprit != nil && p != culprit {
				with = rozetkapayapi.ResponseCodeFailedAsPartOfFailedBatch
			}
			x.become(p, e, statusFailure, with)
		}
	}
}

// nextFailure is the code that FailNextOfBatch asked for, once. The lock is held.
func (x *Server) nextFailure(p *paymentState) rozetkapayapi.ResponseCode {
	code := x.failures[p.request.ExternalID]
	delete(x.failures, p.request.ExternalID)
	return code
}

// attempts are the payments of the orders.
func (b *batchState) attempts() []batchPart {
	var parts []batchPart
	for _, p := range b.orders {
		parts = append(parts, batchPart{externalID: p.request.ExternalID, payment: p, entry: p.attempt()})
	}
	return parts
}

// result is what the API says of an operation on the batch.
func (b *batchState) result(
	base string, method rozetkapayapi.BatchMethodType, payload *string, parts []batchPart,
) *rozetkapayapi.BatchPaymentOperationResult {
	var charged decimal.Decimal
	v := &rozetkapayapi.BatchPaymentOperationResult{
		ID: &b.id, BatchExternalID: &b.request.BatchExternalID, Metadata: b.request.Metadata,
		ActionRequired: new(false), ReceiptURL: new(base + receiptPath + b.id),
		OrderDetails: []rozetkapayapi.BatchOrderDetail{},
	}
	for _, part := range parts {
		d := rozetkapayapi.BatchOrderDetail{ExternalID: &part.externalID, Method: &method}
		if part.entry == nil {
			d.Status, d.StatusCode, d.Amount = new(statusFailure), &part.refused, part.amount
			v.OrderDetails = append(v.OrderDetails, d)
			continue
		}
		e := part.entry
		d.UnifiedExternalID, d.Description = part.payment.request.UnifiedExternalID, e.details.Description
		d.OperationID, d.TransactionID, d.Amount = e.details.OperationID, e.details.TransactionID, e.details.Amount
		d.Status, d.StatusCode, d.StatusDescription = e.details.Status, e.details.StatusCode,
			e.details.StatusDescription
		d.Payload, d.RecurrentID = part.payment.request.Payload, e.details.RecurrentID
		v.OrderDetails = append(v.OrderDetails, d)
		if e.is(statusSuccess) {
			charged = charged.Add(valueOf(e.details.Amount).Decimal())
		}
		if e.action != nil {
			v.Action, v.ActionRequired = e.action, new(true)
		}
		if c := part.payment.card; c.number != "" {
			v.PaymentMethod = paidWith(part.payment.method(), c)
		}
	}
	v.BatchDetails = &rozetkapayapi.BatchDetails{
		Amount: new(fake.Amount(charged)), Currency: &b.request.Currency, CreatedAt: &b.created, Payload: payload,
		BankName: new("Sandbox bank"), TerminalName: new("sandbox"),
	}
	return v
}
