package koshelek

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Error is a refusal by Koshelek: HTTP status, code, text, the code table's row with the tip for the operator. It is
// the error of a call that was not processed (HTTP 422), and of a change that was processed and rejected (HTTP 200).
// Of a question, which has its value whatever the state is, it is the value's Refusal. It satisfies errors.Is for the
// sentinels below.
type Error = koshelekapi.Error

// Sentinels for errors.Is.
var (
	// ErrNotFound: there is no such transaction, as reported by UNKNOWN_TRANSACTION_ID or by an empty status.
	ErrNotFound = strictpay.ErrNotFound
	// ErrUnauthorized: HTTP 401 or 403. Neither is documented, so a deviation of kind status is reported as well.
	ErrUnauthorized = strictpay.ErrUnauthorized
	// ErrRateLimited: HTTP 429, which is not documented either, nor is any limit beside that of polling.
	ErrRateLimited = strictpay.ErrRateLimited
)

// Details gives the body of a refusal with HTTP 422 as Koshelek sent it; nil for one with HTTP 200, and where the body
// could not be read.
func Details(e *Error) *koshelekapi.ErrorBody {
	if e == nil {
		return nil
	}
	body, _ := e.Body.(*koshelekapi.ErrorBody)
	return body
}
