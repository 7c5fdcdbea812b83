package sandbox

import (
	"crypto/sha1" // #nosec G505 -- the provider's algorithm
	"encoding/base64"
	"net/http"
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A rozetkapayOrder is an order with its operations, oldest first; earlier attempts to create it included.
type rozetkapayOrder struct {
	account    string
	request    rozetkapayapi.CreatePayPartsOrder
	created    time.Time
	operations []*rozetkapayOperation
	put        *rozetkapayapi.PayPartsOperationsResult // given by PutOrder, until something happens to the order
}

type rozetkapayOperation struct {
	details     rozetkapayapi.PayPartsOperationDetails
	callbackURL string
	action      *rozetkapayapi.UserAction // while it is pending
}

func (op *rozetkapayOperation) is(method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus) bool {
	d := &op.details
	return d.Method != nil && *d.Method == method && d.Status != nil && *d.Status == status
}

func (op *rozetkapayOperation) amount() strictpay.Decimal {
	if op.details.Amount == nil {
		return strictpay.Decimal{}
	}
	return *op.details.Amount
}

func (op *rozetkapayOperation) hasCode(code rozetkapayapi.StatusCode) bool {
	return op.details.StatusCode != nil && *op.details.StatusCode == code
}

// all are the operations of one method in one status.
func (o *rozetkapayOrder) all(method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus) []*rozetkapayOperation {
	var list []*rozetkapayOperation
	for _, op := range o.operations {
		if op.is(method, status) {
			list = append(list, op)
		}
	}
	return list
}

// creation is the latest attempt to create the order; nil for an order that was put without one.
func (o *rozetkapayOrder) creation() *rozetkapayOperation {
	for i := len(o.operations) - 1; i >= 0; i-- {
		if m := o.operations[i].details.Method; m != nil && *m == rozetkapayCreate {
			return o.operations[i]
		}
	}
	return nil
}

// captures are the operations that took the money: a confirmation, or a creation that was confirmed by itself.
func (o *rozetkapayOrder) captures() []*rozetkapayOperation {
	list := o.all(rozetkapayConfirm, rozetkapaySuccess)
	for _, op := range o.all(rozetkapayCreate, rozetkapaySuccess) {
		if op.hasCode(rozetkapayapi.StatusCodeTransactionSuccessful) {
			list = append(list, op)
		}
	}
	return list
}

func rozetkapaySum(list []*rozetkapayOperation) strictpay.Decimal {
	if len(list) == 1 && list[0].amount().IsSet() {
		return list[0].amount() // as it was spelled
	}
	var sum decimal.Decimal
	for _, op := range list {
		sum = sum.Add(op.amount().Decimal())
	}
	return rozetkapayDecimal(sum)
}

// add begins an operation on the order. The lock is held.
func (x *RozetkaPay) add(o *rozetkapayOrder, method rozetkapayapi.PayPartsOperationType, amount strictpay.Decimal, payload, callbackURL *string) *rozetkapayOperation {
	n := x.number()
	op := &rozetkapayOperation{details: rozetkapayapi.PayPartsOperationDetails{
		Method: &method, OperationID: rozetkapayPointer("op-" + n), TransactionID: rozetkapayPointer("tr-" + n),
		Amount: &amount, Currency: &o.request.Currency, CreatedAt: rozetkapayPointer(rozetkapayNow()), Payload: payload,
		BankName: &o.request.BankName, BankKey: &o.request.BankName,
	}}
	switch {
	case callbackURL != nil:
		op.callbackURL = *callbackURL
	case o.request.CallbackURL != nil: // presumably; the documents only imply it
		op.callbackURL = *o.request.CallbackURL
	}
	o.operations = append(o.operations, op)
	return op
}

func rozetkapayNow() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// set moves an operation on and sends its callback. The lock is held.
func (x *RozetkaPay) set(o *rozetkapayOrder, op *rozetkapayOperation, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode) {
	o.put = nil
	op.details.Status, op.details.StatusCode, op.details.StatusDescription = &status, &code, nil
	if row, ok := code.Row(); ok && row.Text != "" {
		op.details.StatusDescription = &row.Text
	}
	if status.Final() {
		op.details.ProcessedAt = rozetkapayPointer(rozetkapayNow())
		op.action = nil
	}
	x.notify(o, op, op.callbackURL)
}

// result is what the API says of one operation.
func (o *rozetkapayOrder) result(op *rozetkapayOperation) *rozetkapayapi.PayPartsOperationResult {
	details := op.details
	success := details.Status == nil || *details.Status != rozetkapayFailure
	return &rozetkapayapi.PayPartsOperationResult{
		ID: details.OperationID, ExternalID: &o.request.ExternalID, UnifiedExternalID: o.request.UnifiedExternalID, IsSuccess: &success, Details: &details,
		ActionRequired: rozetkapayPointer(op.action != nil), Action: op.action, Metadata: o.request.Metadata,
	}
}

// notify sends a callback, signed as documented. The lock is held.
func (x *RozetkaPay) notify(o *rozetkapayOrder, op *rozetkapayOperation, to string) {
	body := x.text(o.result(op))
	alphabet := base64.URLEncoding
	if x.standard {
		alphabet = base64.StdEncoding
	}
	sum := sha1.Sum([]byte(x.Password + alphabet.EncodeToString(body) + x.Password)) // #nosec G401 -- the provider's algorithm
	header := http.Header{}
	header.Set("Content-Type", rozetkapayJSON)
	header.Set("X-ROZETKAPAY-SIGNATURE", alphabet.EncodeToString(sum[:]))
	x.callbacks.post(to, header, body)
}

// info is what the API says of the order.
func (o *rozetkapayOrder) info() *rozetkapayapi.PayPartsOperationsResult {
	if o.put != nil {
		return o.put
	}
	cancels := o.all(rozetkapayCancel, rozetkapaySuccess)
	refunds := o.all(rozetkapayRefund, rozetkapaySuccess)
	captures := o.captures()
	customer := &o.request.Customer
	v := &rozetkapayapi.PayPartsOperationsResult{
		ExternalID: &o.request.ExternalID, UnifiedExternalID: o.request.UnifiedExternalID, Currency: &o.request.Currency, CreatedAt: &o.created,
		Amount: &o.request.Amount, AmountConfirmed: rozetkapayPointer(rozetkapaySum(captures)), AmountCanceled: rozetkapayPointer(rozetkapaySum(cancels)),
		AmountRefunded: rozetkapayPointer(rozetkapaySum(refunds)), Confirmed: rozetkapayPointer(len(captures) > 0), Refunded: rozetkapayPointer(len(refunds) > 0),
		Canceled: rozetkapayPointer(len(cancels) > 0), Customer: &rozetkapayapi.CustomerInfo{FirstName: &customer.FirstName, LastName: &customer.LastName, Email: customer.Email, Phone: customer.Phone},
		ConfirmationDetails: []rozetkapayapi.PayPartsOperationDetails{}, RefundDetails: []rozetkapayapi.PayPartsOperationDetails{}, CancellationDetails: []rozetkapayapi.PayPartsOperationDetails{},
	}
	for _, op := range o.operations {
		switch *op.details.Method {
		case rozetkapayConfirm:
			v.ConfirmationDetails = append(v.ConfirmationDetails, op.details)
		case rozetkapayRefund:
			v.RefundDetails = append(v.RefundDetails, op.details)
		case rozetkapayCancel:
			v.CancellationDetails = append(v.CancellationDetails, op.details)
		}
	}
	if c := o.creation(); c != nil {
		details := c.details
		v.PurchaseDetails, v.Action, v.ActionRequired = &details, c.action, rozetkapayPointer(c.action != nil)
		v.Purchased = rozetkapayPointer(c.is(rozetkapayCreate, rozetkapaySuccess)) // at the signature; not documented
	}
	return v
}
