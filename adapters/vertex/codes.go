package vertex

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Lookup finds a row of one of the code tables: order_status, payment_status, payment_type, instrument, transfer_type, card_brand. context picks a meaning where a code has several.
// Values that are typed have it as a method: code.Row().
func Lookup(table, code string, context ...string) (strictpay.Row, bool) {
	return vertexapi.API.Lookup(table, code, context...)
}
