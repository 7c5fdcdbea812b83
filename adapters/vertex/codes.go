package vertex

import (
	"github.com/strictpay/strictpay/adapters/wire"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Lookup finds a row of one of the gateway's code tables: order_status, payment_status, payment_type, instrument, transfer_type, card_brand.
// Values that are typed have it as a method: brand.Row().
func Lookup(table, code string) (wire.Row, bool) {
	t := vertexapi.API.LookupTable(table)
	if t == nil {
		return wire.Row{}, false
	}
	return t.Lookup(code, "")
}
