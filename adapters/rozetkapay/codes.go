package rozetkapay

import (
	"github.com/strictpay/strictpay/adapters/wire"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// Lookup finds a row of one of the provider's code tables: status, fiscalization, response. Values that are typed have it as a method: code.Row().
func Lookup(table, code string) (wire.Row, bool) {
	return rozetkapayapi.API.Lookup(table, code, "")
}

// Status finds the row of a status code. It has a text for the 27 codes of the provider's table; three more stand in the texts of single operations only.
func Status(code rozetkapayapi.StatusCode) (wire.Row, bool) { return code.Row() }

// Fiscalization finds the row of a fiscalization code, 1000 to 7002.
func Fiscalization(code int32) (wire.Row, bool) {
	return rozetkapayapi.FiscalizationStatusCode(code).Row()
}

// Response finds the row of an error's code. The provider lists 184 of them without a meaning, so the text is empty; the group is our reading of the name.
func Response(code rozetkapayapi.ResponseCode) (wire.Row, bool) { return code.Row() }
