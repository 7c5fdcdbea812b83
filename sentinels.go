package strictpay

import (
	"errors"
)

// Sentinels for errors.Is. Adapters and the transport name them again for their users.
var (
	// ErrNotFound: the provider knows no such order or payment, in whichever way it says so.
	ErrNotFound = errors.New("no such order or payment")
	// ErrUnauthorized: the provider does not accept the credentials, or not for this call.
	ErrUnauthorized = errors.New("credentials not accepted")
	// ErrRateLimited: too many calls; the refusal's headers may say when to come back.
	ErrRateLimited = errors.New("too many calls")
	// ErrNotSent: no byte of the request left this machine, so nothing can have happened.
	ErrNotSent = errors.New("not sent")
	// ErrOutcomeUnknown: the request may have moved money and its outcome is not known; ask with the reference before trying again.
	ErrOutcomeUnknown = errors.New("outcome unknown")
	// ErrTooLarge: an answer over the response limit.
	ErrTooLarge = errors.New("answer over the response limit")
)
