package xpayments

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// Lookup finds a row of one of the code tables: payment_status, operation_status, error. context picks a meaning where a code has several.
// Values that are typed have it as a method: code.Row().
func Lookup(table, code string, context ...string) (strictpay.Row, bool) {
	return xpaymentsapi.API.Lookup(table, code, context...)
}
