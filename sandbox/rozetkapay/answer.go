package rozetkapayfake

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

const mediaType = "application/json"

// A refusal is an HTTP error with its code and, where one member is at fault, its dotted path.
type refusal struct {
	status int
	code   rozetkapayapi.ResponseCode
	param  string
	order  string // of a batch, that is at fault
}

func newRefusal(status int, code rozetkapayapi.ResponseCode, param string) *refusal {
	return &refusal{status: status, code: code, param: param}
}

// writable is a model that writes itself.
type writable interface{ AppendJSON([]byte) []byte }

// numberPattern finds the numeric amounts in what the generated code wrote; a text in which such a thing stands has its
// quotes escaped.
var numberPattern = regexp.MustCompile(`"(amount|min_amount|max_amount|fee|price)":(-?[0-9.]+)`)

// text is a body as the fake spells it. The lock is held.
func (x *Server) text(body writable) []byte {
	b := body.AppendJSON(nil)
	if x.strings {
		b = numberPattern.ReplaceAll(b, []byte(`"$1":"$2"`))
	}
	return b
}

// refuse answers with the provider's error body.
func (x *Server) refuse(w http.ResponseWriter, r *refusal) {
	message := strings.ReplaceAll(string(r.code), "_", " ")
	if r.status == http.StatusTooManyRequests {
		message = "Too many requests"
	}
	kind := rozetkapayapi.ErrorTypeInvalidRequestError
	switch {
	case r.code == rozetkapayapi.ResponseCodePaymentSettingsNotFound:
		kind = rozetkapayapi.ErrorTypePaymentSettingsError
	case r.status == http.StatusUnauthorized, r.status == http.StatusForbidden, r.status >= 429:
		kind = rozetkapayapi.ErrorTypeAPIError
	}
	body := rozetkapayapi.ErrorResponse{
		Code: &r.code, Message: &message, Type: &kind, ErrorID: new("err-" + fake.Random(4)),
	}
	if r.order != "" {
		body.Hint = &rozetkapayapi.ErrorHint{OrderExternalID: &r.order}
	}
	if r.param != "" {
		body.Param = &r.param
	}
	fake.Answer(w, r.status, mediaType, body.AppendJSON(nil))
}

// refuseParameter is what the generated router found wrong.
func (x *Server) refuseParameter(w http.ResponseWriter, err error) {
	param := ""
	var required *rozetkapayserver.RequiredParamError
	var format *rozetkapayserver.InvalidParamFormatError
	switch {
	case errors.As(err, &required):
		param = required.ParamName
	case errors.As(err, &format):
		param = format.ParamName
	}
	x.refuse(w, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, param))
}

// read takes a request body strictly; a member that the specification does not name is passed over, as the real one is
// said to do. What is wrong is answered with the code and the dotted path that live answers are reported to have.
func (x *Server) read(w http.ResponseWriter, r *http.Request, body fake.Request) bool {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		x.refuse(w, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeRequestFailed, ""))
		return false
	}
	if d, refused := fake.ReadRequest(data, body); refused {
		x.refuse(w, newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, param(d.Pointer)))
		return false
	}
	return true
}

// param spells a pointer as the provider's param: products.quantity, without the index.
func param(pointer string) string {
	var parts []string
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if _, err := strconv.Atoi(part); err != nil {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// reply ends a call about an order: with a fault or a refusal that was asked for, with a refusal of its own, or with
// body. What the call did stays done, as it would be behind a lost answer. The lock is held by the caller until here,
// because body is part of the state.
func (x *Server) reply(w http.ResponseWriter, r *http.Request, externalID string, body writable, refused *refusal) {
	if refused == nil {
		x.replyWith(w, r, http.StatusOK, externalID, body)
		return
	}
	x.mu.Unlock()
	if !fault(w, r, externalID) {
		x.refuse(w, refused)
	}
}

// replyWith ends a call that was carried out, with a status. The lock is held by the caller until here.
func (x *Server) replyWith(w http.ResponseWriter, r *http.Request, status int, externalID string, body writable) {
	text := x.text(body)
	x.mu.Unlock()
	if !fault(w, r, externalID) {
		fake.Answer(w, status, mediaType, text)
	}
}

// fault is fault with this API's bodies.
func fault(w http.ResponseWriter, r *http.Request, externalID string) bool {
	return fake.AnswerFault(w, r, externalID, mediaType, damaged, large)
}

// damaged is an answer with a member of another type, twice, and another of a type that means nothing.
func damaged(r *http.Request) []byte {
	switch r.URL.Path {
	case "/api/payouts/v1/account-balance":
		return []byte(`{"available_amount":{},"available_amount":"again","commitment_amount":{}}`)
	case "/api/payouts/v1/info", "/api/payouts/v1/request-payout", "/api/payouts/v1/cancel-payout":
		return []byte(`{"external_id":7,"external_id":"again","payer_account":"yes","receipt_url":null}`)
	case "/api/payments/batch/v1/new", "/api/payments/batch/v1/confirm", "/api/payments/batch/v1/cancel":
		return []byte(`{"batch_external_id":7,"batch_external_id":"again","action_required":"yes","receipt_url":null}`)
	case "/api/in-store-payments/v1/info", "/api/in-store-payments/v1/create", "/api/in-store-payments/v1/confirm",
		"/api/in-store-payments/v1/refund":
		return []byte(`{"fc_id":7,"fc_id":"again","transaction_status":{}}`)
	case "/api/payment-instructions/v1/new":
		return []byte(`{"currency":7,"currency":"again","instructions":{}}`)
	case "/api/alternative-payments/v1/info", "/api/alternative-payments/v1/info/operation",
		"/api/alternative-payments/v1/create", "/api/alternative-payments/v1/refund":
		return []byte(`{"external_id":7,"external_id":"again","unified_external_id":{}}`)
	case "/api/customers/v1/wallet":
		switch r.Method {
		case http.MethodGet:
			return []byte(`{"external_id":7,"external_id":"again","wallet":{}}`)
		case http.MethodPost:
			return []byte(`{"created_at":7,"created_at":"again","action_required":"yes"}`)
		}
		return []byte(`{"option_id":7,"option_id":"again","type":7}`)
	case "/api/customers/v1/wallet/find", "/api/customers/v1/wallet/confirmation/status",
		"/api/customers/v1/wallet/settings/set":
		return []byte(`{"option_id":7,"option_id":"again","type":7}`)
	case "/api/merchants/v1/me":
		return []byte(`{"status":7,"status":"again","status":{}}`)
	case "/api/partners/v1/fee-details":
		return []byte(`{"online":7,"online":{},"pnfp":"yes"}`)
	case "/api/partners/v1/merchant-status":
		return []byte(`{"entity":7,"entity":{},"project":"yes"}`)
	case "/api/partners/v1/transaction-details", "/api/reports/v1/transactions":
		return []byte(`{"transactions":7,"transactions":{}}`)
	case "/api/reports/v1/payments":
		return []byte(`{"payments":7,"payments":{}}`)
	case "/api/finmon/v1/p2p-payment/pre-limits":
		return []byte(`{"amount_left":{},"amount_left":"again","total_count_left":{}}`)
	case "/api/payments/v1/receipt":
		return []byte(`{"project_id":7,"project_id":"again","receipt_url":{}}`)
	}
	if strings.HasPrefix(r.URL.Path, subscriptionsPath) {
		return damagedSubscription(r)
	}
	return []byte(`{"external_id":7,"external_id":"again","action_required":"yes","receipt_url":null}`)
}

func large(*http.Request) []byte {
	return rozetkapayapi.PayPartsOperationResult{
		ExternalID: new(fake.FaultLarge), ReceiptURL: new(fake.Padding()),
	}.AppendJSON(nil)
}

// A rateLimit is a rate limit that is about to be reached.
type rateLimit struct {
	set                 bool
	remaining, refusals int
	reset               time.Duration
}

// LimitRate lets a number of calls pass, then refuses the given number with 429 and the headers that name the limit,
// and is lifted after these.
func (x *Server) LimitRate(calls, refusals int, reset time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.limit = rateLimit{set: true, remaining: calls, refusals: refusals, reset: reset}
}

// count writes the headers of the limit on every answer; false after a refusal. Without LimitRate they have the
// documented example, 1000, 999 and 0.
func (x *Server) count(w http.ResponseWriter) bool {
	x.mu.Lock()
	limit, remaining, reset, passed := 1000, 999, 0, true
	if x.limit.set {
		limit, remaining = 1, x.limit.remaining
		if passed = x.limit.remaining > 0; passed {
			x.limit.remaining--
			remaining--
		} else {
			reset = int(x.limit.reset / time.Second)
			x.limit.refusals--
			x.limit.set = x.limit.refusals > 0
		}
	}
	x.mu.Unlock()
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(limit))
	w.Header().Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
	w.Header().Set("X-RateLimit-Reset", strconv.Itoa(reset))
	if !passed {
		x.refuse(w, newRefusal(http.StatusTooManyRequests, rozetkapayapi.ResponseCodeTooManyRequests, ""))
	}
	return passed
}
