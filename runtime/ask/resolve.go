package ask

import (
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
)

// Unknown finds the unknown outcome of an API in an error.
func Unknown(api string, err error) (*strictpay.OutcomeUnknown, error) {
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || unknown.API != api {
		return nil, fmt.Errorf("%s: %w", api, strictpay.ErrOutcomeKnown)
	}
	return unknown, nil
}

// If is CarriedOut where something holds, NotSeen where it does not.
func If(done bool) strictpay.Finding {
	if done {
		return strictpay.CarriedOut
	}
	return strictpay.NotSeen
}

// More compares how much there was before and is now: Unclear without the state before, and where there is less than
// there was, since such a state is older or leaves something out.
func More(known bool, before, now int) strictpay.Finding {
	if !known || now < before {
		return strictpay.Unclear
	}
	return If(now > before)
}

// MoreMoney compares amounts; one that is not there is none.
func MoreMoney(known bool, before, now *strictpay.Decimal) strictpay.Finding {
	if !known {
		return strictpay.Unclear
	}
	return If(amount(now).Cmp(amount(before)) > 0)
}

func amount(d *strictpay.Decimal) strictpay.Decimal {
	if d == nil || !d.IsSet() {
		return strictpay.MustDecimal("0")
	}
	return *d
}
