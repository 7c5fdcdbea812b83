package strictpay

import (
	"errors"
)

// Sentinels for errors.Is, one for each outcome but Done. An error of a call is exactly one of them.
var (
	// ErrRefused: the provider understood the request and said no. It is a *Refusal.
	ErrRefused = errors.New("refused")
	// ErrContradicted: the answer is not what the specification says, or is about something else. It is a
	// *Contradiction.
	ErrContradicted = errors.New("contradicts the specification")
	// ErrNotSent: the request provably never left this machine, so nothing can have happened. It is a *NotSent.
	ErrNotSent = errors.New("not sent")
	// ErrUnavailable: there is no whole answer, or it says that the provider cannot answer. It is an *Unavailable.
	ErrUnavailable = errors.New("unavailable")
	// ErrOutcomeUnknown: the request may have moved money, and nothing tells whether it did. It is an *OutcomeUnknown.
	ErrOutcomeUnknown = errors.New("outcome unknown")
)

// Sentinels of refusals that programs branch on. Each is ErrRefused as well.
var (
	// ErrNotFound: the provider says, by a code of its own, that it knows no such order or payment.
	ErrNotFound = errors.New("no such order or payment")
	// ErrUnauthorized: the provider does not accept the credentials, or not for this call.
	ErrUnauthorized = errors.New("credentials not accepted")
	// ErrRateLimited: too many calls; the refusal's headers may say when to come back.
	ErrRateLimited = errors.New("too many calls")
)

// ErrTooLarge is an answer over the response limit. It is a contradiction of kind size as well.
var ErrTooLarge = errors.New("answer over the response limit")
