package fake

import "github.com/strictpay/strictpay/runtime/spec"

// Refusal is the error that a client gives where an operation is answered with a status and a code of a table. The
// packages of the fakes have it for their API; a service's own test double returns it in one line.
func Refusal(api *spec.API, operation string, status int, table, code string) error {
	refusal := api.Refuse(api.Operation(operation), status, spec.RefusalInfo{Table: table, Code: code})
	return &refusal
}
