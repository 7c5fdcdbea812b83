package sandbox

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/jsonread"
)

const rozetkapayJSON = "application/json"

// A rozetkapayRefusal is an HTTP error with its code and, where one member is at fault, its dotted path.
type rozetkapayRefusal struct {
	status int
	code   rozetkapayapi.ResponseCode
	param  string
}

func rozetkapayError(status int, code rozetkapayapi.ResponseCode, param string) *rozetkapayRefusal {
	return &rozetkapayRefusal{status, code, param}
}

// rozetkapayBody is a model that writes itself.
type rozetkapayBody interface{ AppendJSON([]byte) []byte }

// rozetkapayNumber finds the numeric amounts in what the generated code wrote; a text in which such a thing stands has its quotes escaped.
var rozetkapayNumber = regexp.MustCompile(`"(amount|min_amount|max_amount|fee)":(-?[0-9.]+)`)

// text is a body as the fake spells it. The lock is held.
func (x *RozetkaPay) text(body rozetkapayBody) []byte {
	b := body.AppendJSON(nil)
	if x.strings {
		b = rozetkapayNumber.ReplaceAll(b, []byte(`"$1":"$2"`))
	}
	return b
}

// refuse answers with the provider's error body.
func (x *RozetkaPay) refuse(w http.ResponseWriter, r *rozetkapayRefusal) {
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
	body := rozetkapayapi.ErrorResponse{Code: &r.code, Message: &message, Type: &kind, ErrorID: rozetkapayPointer("err-" + random(4))}
	if r.param != "" {
		body.Param = &r.param
	}
	answer(w, r.status, rozetkapayJSON, body.AppendJSON(nil))
}

// refuseParameter is what the generated router found wrong.
func (x *RozetkaPay) refuseParameter(w http.ResponseWriter, err error) {
	param := ""
	var required *rozetkapayapi.RequiredParamError
	var format *rozetkapayapi.InvalidParamFormatError
	switch {
	case errors.As(err, &required):
		param = required.ParamName
	case errors.As(err, &format):
		param = format.ParamName
	}
	x.refuse(w, rozetkapayError(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidData, param))
}

// A rozetkapayRequest is a generated request body.
type rozetkapayRequest interface {
	jsonread.Readable
	Check(*check.Checker)
}

// read takes a request body strictly; a member that the specification does not name is passed over, as the real one is said to do. What is wrong is answered
// with the code and the dotted path that live answers are reported to have.
func (x *RozetkaPay) read(w http.ResponseWriter, r *http.Request, body rozetkapayRequest) bool {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		x.refuse(w, rozetkapayError(http.StatusBadRequest, rozetkapayapi.ResponseCodeRequestFailed, ""))
		return false
	}
	found := jsonread.ReadInto(data, body)
	if !found.Violated() {
		var c check.Checker
		body.Check(&c)
		found = *c.Found()
	}
	for _, d := range found.List {
		if d.Kind != strictpay.KindUnknownMember {
			x.refuse(w, rozetkapayError(http.StatusBadRequest, rozetkapayapi.ResponseCodeInvalidRequestBody, rozetkapayParam(d.Pointer)))
			return false
		}
	}
	return true
}

// rozetkapayParam spells a pointer as the provider's param: products.quantity, without the index.
func rozetkapayParam(pointer string) string {
	var parts []string
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if _, err := strconv.Atoi(part); err != nil {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// reply ends a call about an order: with a fault or a refusal that was asked for, with a refusal of its own, or with body. What the call did stays done, as it
// would be behind a lost answer. The lock is held by the caller until here, because body is part of the state.
func (x *RozetkaPay) reply(w http.ResponseWriter, r *http.Request, externalID string, body rozetkapayBody, refused *rozetkapayRefusal) {
	cut := x.cuts[externalID]
	delete(x.cuts, externalID)
	var text []byte
	if refused == nil {
		text = x.text(body)
	}
	x.mu.Unlock()
	if cut {
		externalID = FaultCut
	}
	if rozetkapayFault(w, r, externalID) {
		return
	}
	if refused != nil {
		x.refuse(w, refused)
		return
	}
	answer(w, http.StatusOK, rozetkapayJSON, text)
}

// rozetkapayFault is fault with this API's bodies.
func rozetkapayFault(w http.ResponseWriter, r *http.Request, externalID string) bool {
	return fault(w, r, externalID, rozetkapayJSON, rozetkapayDamaged, rozetkapayLarge)
}

// rozetkapayDamaged fits every answer of the API: a member of another type, twice.
func rozetkapayDamaged() []byte {
	return []byte(`{"external_id":7,"external_id":"again","action_required":"yes","receipt_url":null}`)
}

func rozetkapayLarge() []byte {
	return rozetkapayapi.PayPartsOperationResult{ExternalID: rozetkapayPointer(FaultLarge), ReceiptURL: rozetkapayPointer(padding())}.AppendJSON(nil)
}

// A rozetkapayLimit is a rate limit that is about to be reached.
type rozetkapayLimit struct {
	set                 bool
	remaining, refusals int
	reset               time.Duration
}

// LimitRate lets a number of calls pass, then refuses the given number with 429 and the headers that name the limit, and is lifted after these.
func (x *RozetkaPay) LimitRate(calls, refusals int, reset time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.limit = rozetkapayLimit{set: true, remaining: calls, refusals: refusals, reset: reset}
}

// count writes the headers of the limit on every answer; false after a refusal. Without LimitRate they have the documented example, 1000, 999 and 0.
func (x *RozetkaPay) count(w http.ResponseWriter) bool {
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
		x.refuse(w, rozetkapayError(http.StatusTooManyRequests, rozetkapayapi.ResponseCodeTooManyRequests, ""))
	}
	return passed
}
