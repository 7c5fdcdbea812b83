package sandbox

import (
	"net/http"
	"regexp"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Test phones of bank stub, as documented. Another phone there gets a page, and the customer signs.
const (
	RozetkaPayPhonePage         = "+380930000001" // page, success; so does ...02
	RozetkaPayPhoneNoPage       = "+380930000003" // no page, success; so does ...04
	RozetkaPayPhonePageReject   = "+380930000007" // page, rejected; so does ...08
	RozetkaPayPhoneNoPageReject = "+380930000009" // no page, rejected; so does ...10
)

var rozetkapayPhone = regexp.MustCompile(`^\+38[0-9]{10}$`)

// PayPartsCreateOrder opens an order. An external_id can be used again until an attempt succeeds; the attempt before is then void.
func (c rozetkapayCalls) PayPartsCreateOrder(w http.ResponseWriter, r *http.Request) {
	x := c.RozetkaPay
	var body rozetkapayapi.CreatePayPartsOrder
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	result, refused := x.create(x.account(r), body)
	x.reply(w, r, body.ExternalID, result, refused)
}

// create opens an order. The lock is held.
func (x *RozetkaPay) create(account string, body rozetkapayapi.CreatePayPartsOrder) (*rozetkapayapi.PayPartsOperationResult, *rozetkapayRefusal) {
	if refused := x.asked(body.ExternalID); refused != nil {
		return nil, refused
	}
	if refused := rozetkapayMalformed(&body); refused != nil {
		return nil, refused
	}
	o := x.orders[body.ExternalID]
	if o != nil {
		attempt := o.creation()
		if o.account != account || attempt == nil || attempt.is(rozetkapayCreate, rozetkapaySuccess) {
			return nil, rozetkapayError(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "external_id")
		}
		if attempt.is(rozetkapayCreate, rozetkapayPending) {
			x.set(o, attempt, rozetkapayFailure, rozetkapayapi.StatusCodeOrderExpired)
		}
		o.request = body
	} else {
		o = &rozetkapayOrder{account: account, request: body, created: rozetkapayNow()}
		x.orders[body.ExternalID] = o
	}
	op := x.add(o, rozetkapayCreate, body.Amount, body.Payload, body.CallbackURL)
	switch code := x.judge(&body); {
	case code != "":
		x.set(o, op, rozetkapayFailure, code)
	case rozetkapayHasPage(&body):
		op.action = &rozetkapayapi.UserAction{Type: rozetkapayPointer(rozetkapayapi.ActionTypeURL), Value: rozetkapayPointer(x.URL + rozetkapayPage + *op.details.OperationID)}
		x.set(o, op, rozetkapayPending, rozetkapayapi.StatusCodePending)
	case rozetkapayAtOnce(&body):
		x.sign(o, op)
	default: // the customer gets a push
		x.set(o, op, rozetkapayPending, rozetkapayapi.StatusCodePending)
	}
	return o.result(op), nil
}

// rozetkapayMalformed is what a request cannot ask for, beyond what the specification checks. Statuses and codes are inferred.
func rozetkapayMalformed(body *rozetkapayapi.CreatePayPartsOrder) *rozetkapayRefusal {
	method := body.Customer.PaymentMethod
	switch {
	case body.Currency != "UAH":
		return rozetkapayError(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case body.BankName == "rozetkapay" && body.ResultURL == nil:
		return rozetkapayError(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "result_url")
	case method != nil && (method.Card != nil) != (method.Type == rozetkapayapi.PayPartsPaymentMethodTypeCard):
		return rozetkapayError(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "customer.payment_method.type")
	}
	return nil
}

// judge gives the code of a business failure that shows at creation, "" for none. The lock is held.
func (x *RozetkaPay) judge(body *rozetkapayapi.CreatePayPartsOrder) rozetkapayapi.StatusCode {
	bank := x.bank(body.BankName)
	phone := body.Customer.Phone
	switch {
	case bank == nil:
		return rozetkapayapi.StatusCodeBankIsNotSupported
	case body.Mode != bank.Mode:
		return rozetkapayapi.StatusCodeTransactionNotSupported
	case !slices.Contains(bank.Info.AvailablePeriods, body.PartsCount):
		return rozetkapayapi.StatusCodeWrongPaymentCount
	case bank.NeedsPhone && phone == nil, phone != nil && !rozetkapayPhone.MatchString(*phone):
		return rozetkapayapi.StatusCodeInvalidPhoneNumber
	case rozetkapayOutside(body.Amount, bank.Info.Limits):
		return rozetkapayapi.StatusCodeTransactionAmountLimit
	case rozetkapayAtOnce(body) && rozetkapayRejects(body):
		return rozetkapayapi.StatusCodeTransactionRejected
	}
	return ""
}

func rozetkapayOutside(amount strictpay.Decimal, limits *rozetkapayapi.PayPartsBankLimits) bool {
	return limits != nil && (limits.MinAmount != nil && amount.Cmp(*limits.MinAmount) < 0 || limits.MaxAmount != nil && amount.Cmp(*limits.MaxAmount) > 0)
}

// rozetkapayHasPage reports whether the customer is sent to a page, as the create operation documents it by bank and mode.
func rozetkapayHasPage(body *rozetkapayapi.CreatePayPartsOrder) bool {
	switch body.BankName {
	case "rozetkapay", "oschadbank":
		return true
	case "privatbank":
		return body.Customer.Phone == nil
	case "stub":
		return !rozetkapayAtOnce(body)
	}
	return false
}

// rozetkapayAtOnce are the test phones that need no confirmation.
func rozetkapayAtOnce(body *rozetkapayapi.CreatePayPartsOrder) bool {
	return rozetkapayStubPhone(body, "+380930000003", "+380930000004", "+380930000009", "+380930000010")
}

// rozetkapayRejects are the test phones that end rejected.
func rozetkapayRejects(body *rozetkapayapi.CreatePayPartsOrder) bool {
	return rozetkapayStubPhone(body, "+380930000007", "+380930000008", "+380930000009", "+380930000010")
}

func rozetkapayStubPhone(body *rozetkapayapi.CreatePayPartsOrder, phones ...string) bool {
	return body.BankName == "stub" && body.Customer.Phone != nil && slices.Contains(phones, *body.Customer.Phone)
}

// sign is the customer's part done. The lock is held.
func (x *RozetkaPay) sign(o *rozetkapayOrder, op *rozetkapayOperation) {
	bank := x.bank(o.request.BankName)
	switch auto := o.request.AutoConfirmAfterSuccess; {
	case rozetkapayRejects(&o.request), o.request.BankName == "rozetkapay" && len(o.request.Products) == 0: // without products the credit flow fails in its checkout
		x.set(o, op, rozetkapayFailure, rozetkapayapi.StatusCodeTransactionRejected)
	case auto != nil && *auto, bank != nil && bank.OneStage:
		x.set(o, op, rozetkapaySuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	default:
		x.set(o, op, rozetkapaySuccess, rozetkapayapi.StatusCodeContractWasSignedOnClientSide)
	}
}
