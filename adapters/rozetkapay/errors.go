package rozetkapay

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Error is a refusal by the provider: HTTP status, code, text, the code table's row. It is the error of a call that was
// answered with HTTP 4xx, and of a change that the bank or the provider let fail, which comes with HTTP 200. Of a
// question, which has its value whatever the state is, it is the value's Refusal. It satisfies errors.Is for the
// sentinels below.
type Error = rozetkapayapi.Error

// Sentinels for errors.Is.
var (
	// ErrNotFound: no such order, operation, plan or subscription. Which status and code an unknown external_id gets is
	// not documented; five codes count, and those that miss something else, such as payment_settings_not_found, do not.
	ErrNotFound = strictpay.ErrNotFound
	// ErrUnauthorized: login, password or customer token are not accepted, or not for this account.
	ErrUnauthorized = strictpay.ErrUnauthorized
	// ErrRateLimited: too many calls; RateLimitOf says when to come back.
	ErrRateLimited = strictpay.ErrRateLimited
	// ErrSignature: a callback that cannot be trusted; it never says why.
	ErrSignature = strictpay.ErrSignature
)

// Details gives what an error body has beside code and text: the offending member, and the id that the provider's
// support asks for. It is nil for the refusal of an operation, and where the body could not be read.
func Details(e *Error) *rozetkapayapi.ErrorResponse {
	if e == nil {
		return nil
	}
	switch body := e.Body.(type) {
	case *rozetkapayapi.ErrorResponse:
		return body
	case *rozetkapayapi.TooManyRequestsResponse: // the same members, whose code and type are plain texts there
		return &rozetkapayapi.ErrorResponse{
			Code: (*rozetkapayapi.ResponseCode)(body.Code), Type: (*rozetkapayapi.ErrorType)(body.Type),
			Message: body.Message, Param: body.Param, PaymentID: body.PaymentID, ErrorID: body.ErrorID,
		}
	}
	return nil
}
