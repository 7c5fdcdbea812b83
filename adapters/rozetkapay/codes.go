package rozetkapay

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Lookup finds a row of one of the code tables: status, fiscalization, response. context picks a meaning where a code has several.
// Values that are typed have it as a method: code.Row().
func Lookup(table, code string, context ...string) (strictpay.Row, bool) {
	return rozetkapayapi.API.Lookup(table, code, context...)
}

// Fiscalization finds the row of a fiscalization code, 1000 to 7002.
func Fiscalization(code int32) (strictpay.Row, bool) {
	return rozetkapayapi.FiscalizationStatusCode(code).Row()
}
