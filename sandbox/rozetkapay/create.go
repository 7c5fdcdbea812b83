package rozetkapayfake

import (
	"net/http"
	"regexp"
	"slices"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Test phones of bank stub, as documented. Another phone there gets a page, and the customer signs.
const (
	PhonePage         = "+380930000001" // page, success; so does ...02
	PhoneNoPage       = "+380930000003" // no page, success; so does ...04
	PhonePageReject   = "+380930000007" // page, rejected; so does ...08
	PhoneNoPageReject = "+380930000009" // no page, rejected; so does ...10
)

var phonePattern = regexp.MustCompile(`^\+38[0-9]{10}$`)

// PayPartsCreateOrder opens an order. An external_id can be used again until an attempt succeeds; the attempt before is
// then void.
func (c calls) PayPartsCreateOrder(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.CreatePayPartsOrder
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	result, refused := x.create(x.account(r), body)
	x.reply(w, r, body.ExternalID, result, refused)
}

// create opens an order. The lock is held.
func (x *Server) create(
	account string, body rozetkapayapi.CreatePayPartsOrder,
) (*rozetkapayapi.PayPartsOperationResult, *refusal) {
	if refused := x.asked(body.ExternalID); refused != nil {
		return nil, refused
	}
	if refused := malformed(&body); refused != nil {
		return nil, refused
	}
	o := x.orders[body.ExternalID]
	if o != nil {
		attempt := o.creation()
		if o.account != account || attempt == nil || attempt.is(methodCreate, statusSuccess) {
			return nil, newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeOrderIsDuplicated, "external_id")
		}
		if attempt.is(methodCreate, statusPending) {
			x.set(o, attempt, statusFailure, rozetkapayapi.StatusCodeOrderExpired)
		}
		o.request = body
	} else {
		o = &orderState{account: account, request: body, created: now()}
		x.orders[body.ExternalID] = o
	}
	op := x.add(o, methodCreate, body.Amount, body.Payload, body.CallbackURL)
	switch code := x.judge(&body); {
	case code != "":
		x.set(o, op, statusFailure, code)
	case hasPage(&body):
		op.action = x.pageAction(*op.details.OperationID)
		x.set(o, op, statusPending, rozetkapayapi.StatusCodePending)
	case decidesAtOnce(&body):
		x.sign(o, op)
	default: // the customer gets a push
		x.set(o, op, statusPending, rozetkapayapi.StatusCodePending)
	}
	return o.result(op), nil
}

// malformed is what a request cannot ask for, beyond what the specification checks. Statuses and codes are inferred.
func malformed(body *rozetkapayapi.CreatePayPartsOrder) *refusal {
	method := body.Customer.PaymentMethod
	switch {
	case body.Currency != "UAH":
		return newRefusal(http.StatusUnprocessableEntity, rozetkapayapi.ResponseCodeInvalidCurrency, "currency")
	case body.BankName == "rozetkapay" && body.ResultURL == nil:
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, "result_url")
	case method != nil && (method.Card != nil) != (method.Type == rozetkapayapi.PayPartsPaymentMethodTypeCard):
		return newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody,
			"customer.payment_method.type")
	}
	return nil
}

// judge gives the code of a business failure that shows at creation, "" for none. The lock is held.
func (x *Server) judge(body *rozetkapayapi.CreatePayPartsOrder) rozetkapayapi.StatusCode {
	bank := x.bank(body.BankName)
	phone := body.Customer.Phone
	switch {
	case bank == nil:
		return rozetkapayapi.StatusCodeBankIsNotSupported
	case body.Mode != bank.Mode:
		return rozetkapayapi.StatusCodeTransactionNotSupported
	case !slices.Contains(bank.Info.AvailablePeriods, body.PartsCount):
		return rozetkapayapi.StatusCodeWrongPaymentCount
	case bank.NeedsPhone && phone == nil, phone != nil && !phonePattern.MatchString(*phone):
		return rozetkapayapi.StatusCodeInvalidPhoneNumber
	case outsideLimits(body.Amount, bank.Info.Limits):
		return rozetkapayapi.StatusCodeTransactionAmountLimit
	case decidesAtOnce(body) && rejects(body):
		return rozetkapayapi.StatusCodeTransactionRejected
	}
	return ""
}

func outsideLimits(amount strictpay.Decimal, limits *rozetkapayapi.PayPartsBankLimits) bool {
	return limits != nil && (limits.MinAmount != nil && amount.Cmp(*limits.MinAmount) < 0 || limits.MaxAmount != nil &&
		amount.Cmp(*limits.MaxAmount) > 0)
}

// hasPage reports whether the customer is sent to a page, as the create operation documents it by bank and mode.
func hasPage(body *rozetkapayapi.CreatePayPartsOrder) bool {
	switch body.BankName {
	case "rozetkapay", "oschadbank":
		return true
	case "privatbank":
		return body.Customer.Phone == nil
	case "stub":
		return !decidesAtOnce(body)
	}
	return false
}

// decidesAtOnce are the test phones that need no confirmation.
func decidesAtOnce(body *rozetkapayapi.CreatePayPartsOrder) bool {
	return stubPhone(body, "+380930000003", "+380930000004", "+380930000009", "+380930000010")
}

// rejects are the test phones that end rejected.
func rejects(body *rozetkapayapi.CreatePayPartsOrder) bool {
	return stubPhone(body, "+380930000007", "+380930000008", "+380930000009", "+380930000010")
}

func stubPhone(body *rozetkapayapi.CreatePayPartsOrder, phones ...string) bool {
	return body.BankName == "stub" && body.Customer.Phone != nil && slices.Contains(phones, *body.Customer.Phone)
}

// sign is the customer's part done. The lock is held.
func (x *Server) sign(o *orderState, op *operationState) {
	bank := x.bank(o.request.BankName)
	switch auto := o.request.AutoConfirmAfterSuccess; {
	// without products the credit flow fails in its checkout
	case rejects(&o.request), o.request.BankName == "rozetkapay" && len(o.request.Products) == 0:
		x.set(o, op, statusFailure, rozetkapayapi.StatusCodeTransactionRejected)
	case auto != nil && *auto, bank != nil && bank.OneStage:
		x.set(o, op, statusSuccess, rozetkapayapi.StatusCodeTransactionSuccessful)
	default:
		x.set(o, op, statusSuccess, rozetkapayapi.StatusCodeContractWasSignedOnClientSide)
	}
}
