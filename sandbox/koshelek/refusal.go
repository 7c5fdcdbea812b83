package koshelekfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Refusal is the error that a client gives where Koshelek Pay refuses an operation with HTTP 422 and a code, for a
// service's own test double: return nil, koshelekfake.Refusal("checkout", koshelekapi.ErrorCodeUnknownSessionID).
func Refusal(operation string, code koshelekapi.ErrorCode) error {
	return fake.Refusal(koshelekapi.API, operation, http.StatusUnprocessableEntity, "error", string(code))
}
