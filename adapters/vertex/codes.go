package vertex

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Lookup finds the row of a code in a table, such as [vertexapi.TableOrderStatus]. context picks a meaning where a code
// has several. Values that are typed have it as a method: code.Row().
func Lookup(table vertexapi.Table, code string, context ...string) (strictpay.Row, bool) {
	return table.Lookup(code, context...)
}
