package fake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
)

// Books are what really happened to the money of one order, payout or reference, whatever the answers said: proof that
// nothing was charged or refunded twice. Amounts are in the unit of the API, which is the main unit of the currency;
// Koshelek Pay counts kopecks. What an API does not have stays 0.
type Books struct {
	Payments int // started, whatever became of them
	Charges  int // how often the payer was charged
	Refunds  int
	Cancels  int
	Payouts  int

	Held     strictpay.Decimal // authorized, neither captured nor released
	Charged  strictpay.Decimal
	Refunded strictpay.Decimal
	Canceled strictpay.Decimal
	PaidOut  strictpay.Decimal
}

// Amount is a sum of amounts as an amount; it is unset where the sum has more digits than an amount may.
func Amount(sum decimal.Decimal) strictpay.Decimal {
	amount, err := strictpay.NewDecimal(sum)
	if err != nil {
		return strictpay.Decimal{}
	}
	return amount
}
