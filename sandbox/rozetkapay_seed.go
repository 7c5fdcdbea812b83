package sandbox

import (
	"strconv"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

const (
	rozetkapayCreate  = rozetkapayapi.PayPartsOperationTypeCreate
	rozetkapayConfirm = rozetkapayapi.PayPartsOperationTypeConfirm
	rozetkapayCancel  = rozetkapayapi.PayPartsOperationTypeCancel
	rozetkapayRefund  = rozetkapayapi.PayPartsOperationTypeRefund
	rozetkapaySuccess = rozetkapayapi.OperationStatusSuccess
	rozetkapayPending = rozetkapayapi.OperationStatusPending
	rozetkapayFailure = rozetkapayapi.OperationStatusFailure
)

// Seeded orders beside those of the status codes.
const (
	rozetkapaySeedSigned    = "example-signed"
	rozetkapaySeedOpen      = "example-cancel"
	rozetkapaySeedConfirmed = "example-refund"
	rozetkapaySeedRetry     = "example-refund-retry"
	rozetkapaySeedGiveBack  = "example-refund-cancel"
	rozetkapaySeedFiscal    = "fiscalization"
)

// seed fills a fresh fake: "status-" and each code of the status table with dashes, the orders that Examples act on, and one whose refunds have every
// fiscalization code. Their callbacks go to a page of the fake itself.
func (x *RozetkaPay) seed() {
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		x.seedStatus("status-"+strings.ReplaceAll(row.Code, "_", "-"), rozetkapayapi.OperationStatus(row.Group), rozetkapayapi.StatusCode(row.Code))
	}
	x.seedOrder(rozetkapaySeedSigned)
	x.seedOrder(rozetkapaySeedOpen)
	x.seedPaid(rozetkapaySeedConfirmed)
	for _, id := range []string{rozetkapaySeedRetry, rozetkapaySeedGiveBack} {
		x.seedOperation(x.seedPaid(id), rozetkapayRefund, rozetkapayPending, rozetkapayapi.StatusCodePending)
	}
	o := x.seedPaid(rozetkapaySeedFiscal)
	for _, code := range rozetkapayapi.FiscalizationStatusCodeValues() {
		op := x.seedOperation(o, rozetkapayRefund, rozetkapaySuccess, rozetkapayapi.StatusCodeRefundSuccessful)
		op.details.Amount, op.details.Fiscalization = rozetkapayPointer(strictpay.MustDecimal("1")), rozetkapayReceipt(code)
	}
}

// seedStatus makes an order that shows a code where it would stand.
func (x *RozetkaPay) seedStatus(externalID string, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode) {
	switch code {
	case rozetkapayapi.StatusCodeContractWasSignedOnClientSide:
		x.seedOrder(externalID)
	case rozetkapayapi.StatusCodeCancelSuccessful:
		x.seedOperation(x.seedOrder(externalID), rozetkapayCancel, status, code)
	case rozetkapayapi.StatusCodeRefundSuccessful, rozetkapayapi.StatusCodeInsufficientFundsForRefund,
		rozetkapayapi.StatusCodeRefundIsCancelledBySystem, rozetkapayapi.StatusCodeRefundIsCancelledByInitiator:
		x.seedOperation(x.seedPaid(externalID), rozetkapayRefund, status, code)
	default:
		o := x.newSeed(externalID)
		op := x.seedOperation(o, rozetkapayCreate, status, code)
		if code == rozetkapayapi.StatusCodeWaitingForRedirect {
			op.action = &rozetkapayapi.UserAction{Type: rozetkapayPointer(rozetkapayapi.ActionTypeURL), Value: rozetkapayPointer(x.URL + rozetkapayPage + *op.details.OperationID)}
		}
	}
}

// seedOrder is an order that is signed.
func (x *RozetkaPay) seedOrder(externalID string) *rozetkapayOrder {
	o := x.newSeed(externalID)
	x.seedOperation(o, rozetkapayCreate, rozetkapaySuccess, rozetkapayapi.StatusCodeContractWasSignedOnClientSide)
	return o
}

// seedPaid is one that is confirmed as well.
func (x *RozetkaPay) seedPaid(externalID string) *rozetkapayOrder {
	o := x.seedOrder(externalID)
	x.seedOperation(o, rozetkapayConfirm, rozetkapaySuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	return o
}

var rozetkapaySeedTime = time.Date(2026, 11, 20, 10, 15, 0, 0, time.UTC)

func (x *RozetkaPay) newSeed(externalID string) *rozetkapayOrder {
	o := &rozetkapayOrder{account: x.Login, created: rozetkapaySeedTime, request: rozetkapayapi.CreatePayPartsOrder{
		BankName: "stub", Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: externalID, Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH", PartsCount: 3,
		Description: "Seeded order", CallbackURL: rozetkapayPointer(x.URL + rozetkapaySink),
		Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: rozetkapayPointer(RozetkaPayPhonePage)},
	}}
	x.orders[externalID] = o
	return o
}

// seedOperation is an operation that happened before the fake began: no callback tells of it.
func (x *RozetkaPay) seedOperation(o *rozetkapayOrder, method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode) *rozetkapayOperation {
	op := x.add(o, method, o.request.Amount, nil, nil)
	op.details.Status, op.details.StatusCode = &status, &code
	op.details.CreatedAt = rozetkapayPointer(rozetkapaySeedTime.Add(time.Duration(len(o.operations)) * time.Minute))
	if row, ok := code.Row(); ok && row.Text != "" {
		op.details.StatusDescription = &row.Text
	}
	if status.Final() {
		op.details.ProcessedAt = op.details.CreatedAt
	}
	return op
}

// rozetkapayReceipt is a fiscal receipt in the state that its code tells.
func rozetkapayReceipt(code rozetkapayapi.FiscalizationStatusCode) *rozetkapayapi.Fiscalization {
	status := rozetkapayapi.FiscalizationStatusFailed
	switch code {
	case rozetkapayapi.FiscalizationStatusCodeTestResult, rozetkapayapi.FiscalizationStatusCodeOperationSuccessful:
		status = rozetkapayapi.FiscalizationStatusSuccess
	case rozetkapayapi.FiscalizationStatusCodeOperationInProgress:
		status = rozetkapayapi.FiscalizationStatusPending
	}
	row, _ := code.Row()
	return &rozetkapayapi.Fiscalization{FiscalID: rozetkapayPointer("fi-" + strconv.Itoa(int(code))), Status: &status, StatusCode: &code, StatusDescription: &row.Text}
}

// Examples are calls that a fresh fake answers with a value; each acts on an order of its own, so all of them can be made in any order.
func (x *RozetkaPay) Examples() []Example {
	asked := "status-transaction-successful"
	operation := ""
	x.mu.Lock()
	if o := x.orders[asked]; o != nil && len(o.operations) > 0 {
		operation = rozetkapayValue(o.operations[0].details.OperationID)
	}
	x.mu.Unlock()
	list := []Example{
		{"payPartsRequestInfo", map[string]string{"external_id": asked}},
		{"payPartsOperationInfo", map[string]string{"external_id": asked, "operation_id": operation}},
		{"payPartsCreateOrder", map[string]string{
			"bank_name": "stub", "mode": "direct", "external_id": "example-new", "amount": "1500.50", "currency": "UAH", "parts_count": "3", "description": "Order 1001",
			"customer": `{"first_name":"Olena","last_name":"Example","phone":"` + RozetkaPayPhonePage + `"}`,
		}},
		{"payPartsConfirmOrder", map[string]string{"external_id": rozetkapaySeedSigned}},
		{"payPartsCancelOrder", map[string]string{"external_id": rozetkapaySeedOpen}},
		{"payPartsRefund", map[string]string{"external_id": rozetkapaySeedConfirmed, "amount": "150.25", "currency": "UAH"}},
		{"payPartsRetryRefund", map[string]string{"external_id": rozetkapaySeedRetry}},
		{"payPartsCancelRefund", map[string]string{"external_id": rozetkapaySeedGiveBack}},
		{"payPartsGetBanksInfo", map[string]string{"include_fees": "true"}},
		{"resendPayPartsCallback", map[string]string{"external_id": asked, "operation": "payment"}},
		{"payPartsRequestInfo", map[string]string{"external_id": rozetkapaySeedFiscal}},
	}
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		if id := "status-" + strings.ReplaceAll(row.Code, "_", "-"); id != asked {
			list = append(list, Example{"payPartsRequestInfo", map[string]string{"external_id": id}})
		}
	}
	return list
}
