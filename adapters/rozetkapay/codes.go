package rozetkapay

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Lookup finds the row of a code in a table, such as [rozetkapayapi.TableResponse]. context picks a meaning where a
// code has several. Values that are typed have it as a method: code.Row().
func Lookup(table rozetkapayapi.Table, code string, context ...string) (strictpay.Row, bool) {
	return table.Lookup(code, context...)
}

// Fiscalization finds the row of a fiscalization code, 1000 to 7002.
func Fiscalization(code int32) (strictpay.Row, bool) {
	return rozetkapayapi.FiscalizationStatusCode(code).Row()
}
