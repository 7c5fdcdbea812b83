package xpayments

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// Lookup finds the row of a code in a table, such as [xpaymentsapi.TablePaymentStatus]. context picks a meaning where
// a code has several. Values that are typed have it as a method: code.Row().
func Lookup(table xpaymentsapi.Table, code string, context ...string) (strictpay.Row, bool) {
	return table.Lookup(code, context...)
}
