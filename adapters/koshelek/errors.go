package koshelek

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Error is a refusal by Koshelek: HTTP status, code, text, the code table's row with the tip for the operator. A request that was not processed (HTTP 422)
// gives it as the error of the call. A payment or refund that was processed and rejected (HTTP 200 with errorCode) gives it as the value's Refusal.
// It satisfies errors.Is for the sentinels below.
type Error = koshelekapi.Error

// Sentinels for the first branch everybody writes.
var (
	// ErrNotFound: there is no such transaction, told by UNKNOWN_TRANSACTION_ID or by an empty status.
	ErrNotFound = strictpay.ErrNotFound
	// ErrUnauthorized: HTTP 401 or 403. Neither is documented, so the error is a *strictpay.Contradiction of kind status as well.
	ErrUnauthorized = strictpay.ErrUnauthorized
	// ErrRateLimited: HTTP 429, which is not documented either, nor is any limit beside that of polling.
	ErrRateLimited = strictpay.ErrRateLimited
)
