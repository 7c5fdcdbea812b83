package ask

import (
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
)

// An Answer is what a state tells of a call whose outcome was unknown.
type Answer string

const (
	// Yes: the provider has carried the call out; the state says with which result.
	Yes Answer = "yes"
	// No: the state shows nothing of the call. A request that is still on its way can arrive later, so ask again after a while before the call is repeated.
	No Answer = "no"
	// Unclear: the state cannot tell. It never says more than it shows: without the state before, nobody knows which refund a refund is.
	Unclear Answer = "unclear"
)

// ErrOutcomeKnown is returned for an error that is no unknown outcome of the API that is asked.
var ErrOutcomeKnown = errors.New("the error is no unknown outcome of this API")

// ErrNothingToAsk is returned for an operation of which no question tells, such as a recharge, which makes a new payment that nothing leads to.
var ErrNothingToAsk = errors.New("no question tells what became of this operation")

// Unknown finds the unknown outcome of an API in an error.
func Unknown(api string, err error) (*strictpay.OutcomeUnknown, error) {
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || unknown.API != api {
		return nil, fmt.Errorf("%s: %w", api, ErrOutcomeKnown)
	}
	return unknown, nil
}

// If is Yes where something holds, No where it does not.
func If(done bool) Answer {
	if done {
		return Yes
	}
	return No
}

// More compares how much there was before and is now: Unclear without the state before.
func More(known bool, before, now int) Answer {
	if !known {
		return Unclear
	}
	return If(now > before)
}

// MoreMoney compares amounts; one that is not there is none.
func MoreMoney(known bool, before, now *strictpay.Decimal) Answer {
	if !known {
		return Unclear
	}
	return If(amount(now).Cmp(amount(before)) > 0)
}

func amount(d *strictpay.Decimal) strictpay.Decimal {
	if d == nil || !d.IsSet() {
		return strictpay.MustDecimal("0")
	}
	return *d
}
