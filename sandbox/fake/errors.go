package fake

import "errors"

// Errors of the methods with which a test moves an order or a payment as its payer, its bank or its administrator
// would.
var (
	ErrNotFound = errors.New("sandbox: no such order, payment or payout")
	ErrState    = errors.New("sandbox: its state does not allow that")
)
