package xpayments

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// PaymentOf is the payment in an answer to PaymentGetInfo, in whichever shape it came: flat up to API 1.8, in an
// element of its own from 1.9. Values are as they came; see [ChargedTotal] for the one amount whose meaning differs
// between the versions. It is nil for nil.
func PaymentOf(from *xpaymentsapi.PaymentInfo) *xpaymentsapi.Payment {
	if from == nil {
		return nil
	}
	if from.Payment != nil {
		return from.Payment
	}
	return &xpaymentsapi.Payment{ // a test sees to it that no field is left out
		Status: from.Status, Message: from.Message, IsFraudStatus: from.IsFraudStatus, Currency: from.Currency,
		Amount: from.Amount, Authorized: from.Authorized, ChargedAmount: from.ChargedAmount,
		CapturedAmount: from.CapturedAmount, CapturedAmountAvail: from.CapturedAmountAvail,
		VoidedAmount: from.VoidedAmount, VoidedAmountAvail: from.VoidedAmountAvail,
		RefundedAmount: from.RefundedAmount, RefundedAmountAvail: from.RefundedAmountAvail,
		FraudAuthorized: from.FraudAuthorized, FraudCharged: from.FraudCharged,
		AuthorizeInProgress: from.AuthorizeInProgress, ChargeInProgress: from.ChargeInProgress,
		TransactionInProgress: from.TransactionInProgress, CapturedAmountAvailMin: from.CapturedAmountAvailMin,
		CapturedAmountAvailGateway:    from.CapturedAmountAvailGateway,
		CapturedAmountAvailMinGateway: from.CapturedAmountAvailMinGateway,
		VoidedAmountAvailGateway:      from.VoidedAmountAvailGateway,
		RefundedAmountAvailGateway:    from.RefundedAmountAvailGateway, TxnID: from.TxnID,
		LastMessage: from.LastMessage, CardValidation: from.CardValidation, MaskedCardData: from.MaskedCardData,
		SaveCard: from.SaveCard, Advinfo: from.Advinfo, ThreeDSecure: from.ThreeDSecure,
		FraudCheckData: from.FraudCheckData,
	}
}

// CallbackPaymentOf is [PaymentOf] for the data of a callback, of which nobody but the sender knows how true it is.
func CallbackPaymentOf(from *xpaymentsapi.CallbackData) *xpaymentsapi.Payment {
	if from == nil {
		return nil
	}
	if from.Payment != nil {
		return from.Payment
	}
	return &xpaymentsapi.Payment{ // a test sees to it that no field is left out
		Status: from.Status, Message: from.Message, IsFraudStatus: from.IsFraudStatus, Currency: from.Currency,
		Amount: from.Amount, Authorized: from.Authorized, ChargedAmount: from.ChargedAmount,
		CapturedAmount: from.CapturedAmount, CapturedAmountAvail: from.CapturedAmountAvail,
		VoidedAmount: from.VoidedAmount, VoidedAmountAvail: from.VoidedAmountAvail,
		RefundedAmount: from.RefundedAmount, RefundedAmountAvail: from.RefundedAmountAvail,
		FraudAuthorized: from.FraudAuthorized, FraudCharged: from.FraudCharged,
		AuthorizeInProgress: from.AuthorizeInProgress, ChargeInProgress: from.ChargeInProgress,
		TransactionInProgress: from.TransactionInProgress, CapturedAmountAvailMin: from.CapturedAmountAvailMin,
		CapturedAmountAvailGateway:    from.CapturedAmountAvailGateway,
		CapturedAmountAvailMinGateway: from.CapturedAmountAvailMinGateway,
		VoidedAmountAvailGateway:      from.VoidedAmountAvailGateway,
		RefundedAmountAvailGateway:    from.RefundedAmountAvailGateway, TxnID: from.TxnID,
		LastMessage: from.LastMessage, CardValidation: from.CardValidation, MaskedCardData: from.MaskedCardData,
		SaveCard: from.SaveCard, Advinfo: from.Advinfo, ThreeDSecure: from.ThreeDSecure,
		FraudCheckData: from.FraudCheckData,
	}
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
