package rozetkapayfake

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

const (
	methodCreate  = rozetkapayapi.PayPartsOperationTypeCreate
	methodConfirm = rozetkapayapi.PayPartsOperationTypeConfirm
	methodCancel  = rozetkapayapi.PayPartsOperationTypeCancel
	methodRefund  = rozetkapayapi.PayPartsOperationTypeRefund
	statusSuccess = rozetkapayapi.OperationStatusSuccess
	statusPending = rozetkapayapi.OperationStatusPending
	statusFailure = rozetkapayapi.OperationStatusFailure
)

// Seeded orders beside those of the status codes.
const (
	seedSigned    = "example-signed"
	seedOpen      = "example-cancel"
	seedConfirmed = "example-refund"
	seedRetry     = "example-refund-retry"
	seedGiveBack  = "example-refund-cancel"
	seedFiscal    = "fiscalization"
)

// seed fills a fresh fake: "status-" and each code of the status table with dashes, the orders that Examples act on,
// and one whose refunds have every fiscalization code. Their callbacks go to a page of the fake itself.
func (x *Server) seed() {
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		x.seedStatus(
			"status-"+strings.ReplaceAll(row.Code, "_", "-"), rozetkapayapi.OperationStatus(row.Group),
			rozetkapayapi.StatusCode(row.Code),
		)
	}
	x.seedOrder(seedSigned)
	x.seedOrder(seedOpen)
	x.seedPaid(seedConfirmed)
	for _, id := range []string{seedRetry, seedGiveBack} {
		x.seedOperation(x.seedPaid(id), methodRefund, statusPending, rozetkapayapi.StatusCodePending)
	}
	o := x.seedPaid(seedFiscal)
	for _, code := range rozetkapayapi.FiscalizationStatusCodeValues() {
		op := x.seedOperation(o, methodRefund, statusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
		op.details.Amount, op.details.Fiscalization = new(strictpay.MustDecimal("1")), seedReceipt(code)
		o.operations.moved(op)
	}
}

// seedStatus makes an order that shows a code where it would stand.
func (x *Server) seedStatus(externalID string, status rozetkapayapi.OperationStatus, code rozetkapayapi.StatusCode) {
	switch code {
	case rozetkapayapi.StatusCodeContractWasSignedOnClientSide:
		x.seedOrder(externalID)
	case rozetkapayapi.StatusCodeCancelSuccessful:
		x.seedOperation(x.seedOrder(externalID), methodCancel, status, code)
	case rozetkapayapi.StatusCodeRefundSuccessful, rozetkapayapi.StatusCodeInsufficientFundsForRefund,
		rozetkapayapi.StatusCodeRefundIsCancelledBySystem, rozetkapayapi.StatusCodeRefundIsCancelledByInitiator:
		x.seedOperation(x.seedPaid(externalID), methodRefund, status, code)
	default:
		o := x.newSeed(externalID)
		op := x.seedOperation(o, methodCreate, status, code)
		if code == rozetkapayapi.StatusCodeWaitingForRedirect {
			op.action = x.pageAction(*op.details.OperationID)
		}
	}
}

// seedOrder is an order that is signed.
func (x *Server) seedOrder(externalID string) *orderState {
	o := x.newSeed(externalID)
	x.seedOperation(o, methodCreate, statusSuccess, rozetkapayapi.StatusCodeContractWasSignedOnClientSide)
	return o
}

// seedPaid is one that is confirmed as well.
func (x *Server) seedPaid(externalID string) *orderState {
	o := x.seedOrder(externalID)
	x.seedOperation(o, methodConfirm, statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	return o
}

var seedTime = time.Date(2026, 11, 20, 10, 15, 0, 0, time.UTC)

func (x *Server) newSeed(externalID string) *orderState {
	o := &orderState{account: x.Login, created: seedTime, request: rozetkapayapi.CreatePayPartsOrder{
		BankName: "stub", Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: externalID,
		Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH", PartsCount: 3,
		Description: "Seeded order", CallbackURL: new(x.URL + sinkPath),
		Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: new(PhonePage)},
	}}
	x.orders[externalID] = o
	return o
}

// seedOperation is an operation that happened before the fake began: no callback tells of it.
func (x *Server) seedOperation(
	o *orderState, method rozetkapayapi.PayPartsOperationType, status rozetkapayapi.OperationStatus,
	code rozetkapayapi.StatusCode,
) *operationState {
	op := x.add(o, method, o.request.Amount, nil, nil)
	op.details.Status, op.details.StatusCode = &status, &code
	op.details.CreatedAt = new(seedTime.Add(time.Duration(len(o.operations.all)) * time.Minute))
	o.operations.moved(op)
	if row, ok := code.Row(); ok && row.Text != "" {
		op.details.StatusDescription = &row.Text
	}
	if status.Final() {
		op.details.ProcessedAt = op.details.CreatedAt
	}
	return op
}

// seedReceipt is a fiscal receipt in the state that its code tells.
func seedReceipt(code rozetkapayapi.FiscalizationStatusCode) *rozetkapayapi.Fiscalization {
	status := rozetkapayapi.FiscalizationStatusFailed
	switch code {
	case rozetkapayapi.FiscalizationStatusCodeTestResult, rozetkapayapi.FiscalizationStatusCodeOperationSuccessful:
		status = rozetkapayapi.FiscalizationStatusSuccess
	case rozetkapayapi.FiscalizationStatusCodeOperationInProgress:
		status = rozetkapayapi.FiscalizationStatusPending
	}
	row, _ := code.Row()
	return &rozetkapayapi.Fiscalization{
		FiscalID: new("fi-" + strconv.Itoa(int(code))), Status: &status, StatusCode: &code,
		StatusDescription: &row.Text,
	}
}

// Examples are calls that a fresh fake answers with a value; each acts on an order of its own, so all of them can be
// made in any order.
func (x *Server) Examples() []fake.Example {
	asked := "status-transaction-successful"
	operation := ""
	x.mu.Lock()
	if o := x.orders[asked]; o != nil && o.operations.last() != nil {
		operation = valueOf(o.operations.all[0].details.OperationID)
	}
	x.mu.Unlock()
	list := []fake.Example{
		{Operation: "payPartsRequestInfo", Set: map[string]string{"external_id": asked}},
		{Operation: "payPartsOperationInfo", Set: map[string]string{"external_id": asked, "operation_id": operation}},
		{Operation: "payPartsCreateOrder", Set: map[string]string{
			"bank_name": "stub", "mode": "direct", "external_id": "example-new", "amount": "1500.50", "currency": "UAH",
			"parts_count": "3", "description": "Order 1001",
			"customer": `{"first_name":"Olena","last_name":"Example","phone":"` + PhonePage + `"}`,
		}},
		{Operation: "payPartsConfirmOrder", Set: map[string]string{"external_id": seedSigned}},
		{Operation: "payPartsCancelOrder", Set: map[string]string{"external_id": seedOpen}},
		{Operation: "payPartsRefund", Set: map[string]string{
			"external_id": seedConfirmed, "amount": "150.25", "currency": "UAH",
		}},
		{Operation: "payPartsRetryRefund", Set: map[string]string{"external_id": seedRetry}},
		{Operation: "payPartsCancelRefund", Set: map[string]string{"external_id": seedGiveBack}},
		{Operation: "payPartsGetBanksInfo", Set: map[string]string{"include_fees": "true"}},
		{Operation: "resendPayPartsCallback", Set: map[string]string{"external_id": asked, "operation": "payment"}},
		{Operation: "payPartsRequestInfo", Set: map[string]string{"external_id": seedFiscal}},
	}
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		if id := "status-" + strings.ReplaceAll(row.Code, "_", "-"); id != asked {
			list = append(list, fake.Example{Operation: "payPartsRequestInfo",
				Set: map[string]string{"external_id": id}})
		}
	}
	return slices.Concat(
		list,
		paymentExamples(),
		walletExamples(),
		x.alternativeExamples(),
		inStoreExamples(),
		x.instructionExamples(),
		payoutExamples(),
		batchExamples(),
		planExamples(), subscriptionExamples(),
		merchantExamples(),
		reportExamples(),
	)
}
