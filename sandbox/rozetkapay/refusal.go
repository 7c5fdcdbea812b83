package rozetkapayfake

import (
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Refusal is the error that a client gives where RozetkaPay refuses an operation with a status and a code, for a
// service's own test double: return nil, rozetkapayfake.Refusal("payPartsRequestInfo", 404,
// rozetkapayapi.ResponseCodeDataNotFound).
func Refusal(operation string, status int, code rozetkapayapi.ResponseCode) error {
	return fake.Refusal(rozetkapayapi.API, operation, status, "response", string(code))
}
