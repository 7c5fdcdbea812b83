package rozetkapayfake

import (
	"net/http"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/signature"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// A orderState is an order with its operations, oldest first; earlier attempts to create it included.
type orderState struct {
	account    string
	request    rozetkapayapi.CreatePayPartsOrder
	created    time.Time
	operations history[*operationState]
	put        *rozetkapayapi.PayPartsOrder // given by PutOrder, until something happens to the order
}

type operationState struct {
	place
	details     rozetkapayapi.PayPartsOperationDetails
	callbackURL string
	action      *rozetkapayapi.UserAction // while it is pending
}

func (op *operationState) is(method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus) bool {
	d := &op.details
	return d.Method != nil && *d.Method == method && d.Status != nil && *d.Status == status
}

func (op *operationState) kind() string                           { return string(valueOf(op.details.Method)) }
func (op *operationState) id() *string                            { return op.details.OperationID }
func (op *operationState) status() *rozetkapayapi.OperationStatus { return op.details.Status }
func (op *operationState) amount() strictpay.Decimal              { return valueOf(op.details.Amount) }

// use is what the operation did: a confirmation takes the money, and so does a creation that was confirmed by itself.
func (op *operationState) use() use {
	if op.is(methodConfirm, statusSuccess) ||
		op.is(methodCreate, statusSuccess) && op.hasCode(rozetkapayapi.StatusCodeTransactionSuccessful) {
		return takes
	}
	return usesNothing
}

func (op *operationState) hasCode(code rozetkapayapi.StatusCode) bool {
	return op.details.StatusCode != nil && *op.details.StatusCode == code
}

// all are the operations of one method in one status.
func (o *orderState) all(
	method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus,
) *group[*operationState] {
	return o.operations.in(string(method), status)
}

// creation is the latest attempt to create the order; nil for an order that was put without one.
func (o *orderState) creation() *operationState { return o.operations.latest[string(methodCreate)] }

// captures are the operations that took the money.
func (o *orderState) captures() *group[*operationState] { return o.operations.that(takes) }

// add begins an operation on the order. The lock is held.
func (x *Server) add(
	o *orderState, method rozetkapayapi.PayPartsOperationType, amount strictpay.Decimal, payload, callbackURL *string,
) *operationState {
	n := x.number()
	op := &operationState{details: rozetkapayapi.PayPartsOperationDetails{
		Method: &method, OperationID: new("op-" + n), TransactionID: new("tr-" + n),
		Amount: &amount, Currency: &o.request.Currency, CreatedAt: new(now()), Payload: payload,
		BankName: &o.request.BankName, BankKey: &o.request.BankName,
	}}
	switch {
	case callbackURL != nil:
		op.callbackURL = *callbackURL
	case o.request.CallbackURL != nil: // presumably; the documents only imply it
		op.callbackURL = *o.request.CallbackURL
	}
	o.operations.add(op)
	return op
}

func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// set moves an operation on and sends its callback. The lock is held.
func (x *Server) set(
	o *orderState, op *operationState, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode,
) {
	o.put = nil
	op.details.Status, op.details.StatusCode, op.details.StatusDescription = &status, &code, nil
	if row, ok := code.Row(); ok && row.Text != "" {
		op.details.StatusDescription = &row.Text
	}
	if status.Final() {
		op.details.ProcessedAt = new(now())
		op.action = nil
	}
	o.operations.moved(op)
	x.notify(o, op, op.callbackURL)
}

// result is what the API says of one operation.
func (o *orderState) result(op *operationState) *rozetkapayapi.PayPartsOperationResult {
	details := op.details
	success := details.Status == nil || *details.Status != statusFailure
	return &rozetkapayapi.PayPartsOperationResult{
		ID: details.OperationID, ExternalID: &o.request.ExternalID, UnifiedExternalID: o.request.UnifiedExternalID,
		IsSuccess: &success, Details: &details,
		ActionRequired: new(op.action != nil), Action: op.action, Metadata: o.request.Metadata,
	}
}

// notify sends the callback of an operation. The lock is held.
func (x *Server) notify(o *orderState, op *operationState, to string) {
	x.post("ppayProcessing", to, func() writable { return o.result(op) })
}

// post sends a callback, signed as documented; where it has no address, it is not made. The lock is held.
func (x *Server) post(webhook, to string, document func() writable) {
	x.sender.Send(webhook, to, func() fake.Delivery {
		body := x.text(document())
		hook := rozetkapayapi.API.Webhook(webhook)
		header := http.Header{"Content-Type": {hook.MediaType}}
		header.Set(hook.Header, x.signed(hook, body))
		return fake.Delivery{Header: header, Body: body}
	})
}

// signed is a callback's signature.
func (x *Server) signed(hook *spec.Webhook, body []byte) string {
	algorithm, encoding := hook.Algorithm, hook.Encoding
	if x.standard {
		algorithm = strings.ReplaceAll(algorithm, "base64url", "base64")
		encoding = strings.ReplaceAll(encoding, "base64url", "base64")
	}
	scheme, err := signature.New(algorithm, encoding)
	if err != nil {
		panic(err) // the lint of the specification keeps that there is a scheme
	}
	return scheme.Sign([]byte(x.Password), body)
}

// info is what the API says of the order.
func (o *orderState) info() *rozetkapayapi.PayPartsOrder {
	if o.put != nil {
		return o.put
	}
	cancels := o.all(methodCancel, statusSuccess)
	refunds := o.all(methodRefund, statusSuccess)
	captures := o.captures()
	customer := &o.request.Customer
	v := &rozetkapayapi.PayPartsOrder{
		ExternalID: &o.request.ExternalID, UnifiedExternalID: o.request.UnifiedExternalID,
		Currency:  &o.request.Currency,
		CreatedAt: &o.created,
		Amount:    &o.request.Amount, AmountConfirmed: new(captures.sum()), AmountCanceled: new(cancels.sum()),
		AmountRefunded: new(refunds.sum()), Confirmed: new(len(captures.list) > 0),
		Refunded: new(len(refunds.list) > 0),
		Canceled: new(len(cancels.list) > 0),
		Customer: &rozetkapayapi.CustomerInfo{
			FirstName: &customer.FirstName, LastName: &customer.LastName, Email: customer.Email, Phone: customer.Phone,
		},
		ConfirmationDetails: []rozetkapayapi.PayPartsOperationDetails{},
		RefundDetails:       []rozetkapayapi.PayPartsOperationDetails{},
		CancellationDetails: []rozetkapayapi.PayPartsOperationDetails{},
	}
	for _, op := range o.operations.all {
		switch *op.details.Method {
		case methodConfirm:
			v.ConfirmationDetails = append(v.ConfirmationDetails, op.details)
		case methodRefund:
			v.RefundDetails = append(v.RefundDetails, op.details)
		case methodCancel:
			v.CancellationDetails = append(v.CancellationDetails, op.details)
		}
	}
	if c := o.creation(); c != nil {
		details := c.details
		v.PurchaseDetails, v.Action, v.ActionRequired = &details, c.action, new(c.action != nil)
		v.Purchased = new(c.is(methodCreate, statusSuccess)) // at the signature; not documented
	}
	return v
}
