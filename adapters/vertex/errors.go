package vertex

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Error is a refusal by the gateway: HTTP status, code, text. Code is what the body says and can differ from the HTTP
// status: a documented 400 has code 401. Both of the gateway's shapes are read, code, title and detail as well as
// message and a numeric code. It satisfies errors.Is for the sentinels below.
type Error = vertexapi.Error

// Sentinels for errors.Is.
var (
	ErrNotFound = strictpay.ErrNotFound // no such order, payout or shop: HTTP 404 with code 404
	// the token is not accepted (HTTP 401), or not for this shop or operation (403)
	ErrUnauthorized = strictpay.ErrUnauthorized
	ErrRateLimited  = strictpay.ErrRateLimited // too many calls (HTTP 429); no limit is documented
	ErrSignature    = strictpay.ErrSignature   // a callback that cannot be trusted; it never says why
)

// Details gives the body of a refusal as the gateway sent it; nil where it could not be read.
func Details(e *Error) *vertexapi.ErrorResponse {
	if e == nil {
		return nil
	}
	body, _ := e.Body.(*vertexapi.ErrorResponse)
	return body
}
