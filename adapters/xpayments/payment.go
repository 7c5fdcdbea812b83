package xpayments

import (
	"reflect"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// PaymentOf is the payment in an answer to PaymentGetInfo, in whichever shape it came: flat up to API 1.8, in an
// element of its own from 1.9. Values are as they came; see [ChargedTotal] for the one amount whose meaning differs
// between the versions. It is nil for nil.
func PaymentOf(info *xpaymentsapi.PaymentInfo) *xpaymentsapi.Payment {
	if info == nil || info.Payment != nil {
		return nested(info, func(i *xpaymentsapi.PaymentInfo) *xpaymentsapi.Payment { return i.Payment })
	}
	return flat(info)
}

// CallbackPaymentOf is [PaymentOf] for the data of a callback, of which nobody but the sender knows how true it is.
func CallbackPaymentOf(data *xpaymentsapi.CallbackData) *xpaymentsapi.Payment {
	if data == nil || data.Payment != nil {
		return nested(data, func(d *xpaymentsapi.CallbackData) *xpaymentsapi.Payment { return d.Payment })
	}
	return flat(data)
}

func nested[T any](from *T, payment func(*T) *xpaymentsapi.Payment) *xpaymentsapi.Payment {
	if from == nil {
		return nil
	}
	return payment(from)
}

// flat copies the fields of a payment that stand in from under the same names. A test sees to it that all of them do.
func flat[T any](from *T) *xpaymentsapi.Payment {
	payment := new(xpaymentsapi.Payment)
	to, source := reflect.ValueOf(payment).Elem(), reflect.ValueOf(from).Elem()
	for i := range to.NumField() {
		if field := source.FieldByName(to.Type().Field(i).Name); field.IsValid() {
			to.Field(i).Set(field)
		}
	}
	return payment
}

// ChargedTotal is all that was ever charged, in main units of the payment's currency. Before API 1.9 refunds are
// taken off chargedAmount, from 1.9 they are not; version is the API version of the answer. False: the answer lacks
// an amount that is needed for it.
func ChargedTotal(payment *xpaymentsapi.Payment, version string) (strictpay.Decimal, bool) {
	if payment == nil || payment.ChargedAmount == nil || !payment.ChargedAmount.IsSet() {
		return strictpay.Decimal{}, false
	}
	if !versionBefore(version, "1.9") {
		return *payment.ChargedAmount, true
	}
	if payment.RefundedAmount == nil || !payment.RefundedAmount.IsSet() {
		return strictpay.Decimal{}, false
	}
	sum, err := strictpay.NewDecimal(payment.ChargedAmount.Decimal().Add(payment.RefundedAmount.Decimal()))
	return sum, err == nil
}
