package xpayments

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// Error is a refusal by X-Payments: an error in the answer with its code, text and the code table's row, or an
// operation that failed (status 0). No code is known for an unknown payment, for refused credentials or for too many
// calls, so it is none of the sentinels below unless the HTTP status says so.
type Error = xpaymentsapi.Error

// Sentinels for errors.Is.
var (
	ErrNotFound     = strictpay.ErrNotFound     // no such payment
	ErrUnauthorized = strictpay.ErrUnauthorized // the store is not accepted
	ErrRateLimited  = strictpay.ErrRateLimited  // too many calls; no limit is documented
)
