package vertexfake

import (
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Refusal is the error that a client gives where the gateway refuses an operation with a status and the code of its
// body, for a service's own test double: return nil, vertexfake.Refusal("retrieveOrderDetails", 404, "404").
func Refusal(operation string, status int, code string) error {
	return fake.Refusal(vertexapi.API, operation, status, "", code)
}
