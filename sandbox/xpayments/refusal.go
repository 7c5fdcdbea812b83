package xpaymentsfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Refusal is the error that a client gives where X-Payments refuses an operation with a code, always with HTTP 200,
// for a service's own test double: return nil, xpaymentsfake.Refusal("paymentInit",
// xpaymentsapi.ErrorCodeTemplatesNotApproved).
func Refusal(operation string, code xpaymentsapi.ErrorCode) error {
	return fake.Refusal(xpaymentsapi.API, operation, http.StatusOK, "error", string(code))
}
