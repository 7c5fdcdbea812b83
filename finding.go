package strictpay

import "errors"

// A Finding is what the state of a payment says of a call whose outcome was unknown. Resolve of the adapters gives it.
type Finding string

const (
	// CarriedOut: the provider has carried the call out; the state says with which result.
	CarriedOut Finding = "carried out"
	// NotSeen: the state shows nothing of the call. A request that is still on its way can arrive later, so ask again
	// after a while before the call is repeated.
	NotSeen Finding = "not seen"
	// Unclear: the state cannot tell. Without the state before, for example, nobody knows which refund a refund is.
	Unclear Finding = "unclear"
)

var (
	// ErrOutcomeKnown: Resolve was given an error that is no unknown outcome of its API.
	ErrOutcomeKnown = errors.New("the error is no unknown outcome of this API")
	// ErrNothingToAsk: no question tells what became of the operation, such as a recharge, which makes a payment that
	// nothing leads to.
	ErrNothingToAsk = errors.New("no question tells what became of this operation")
)
