package sandbox

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// What the X-Payments administrator does goes out to the store as a callback, in every API version. An amount that is no Decimal ("") is all there is.

// Capture captures as the administrator.
func (x *XPayments) Capture(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *XPaymentsPayment) xpaymentsDone { return x.capture(p, xpaymentsAll(amount)) })
}

// Void voids as the administrator.
func (x *XPayments) Void(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *XPaymentsPayment) xpaymentsDone { return x.void(p, xpaymentsAll(amount)) })
}

// Refund refunds as the administrator.
func (x *XPayments) Refund(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *XPaymentsPayment) xpaymentsDone { return x.refund(p, xpaymentsAll(amount)) })
}

// Accept accepts a held payment as the administrator.
func (x *XPayments) Accept(txnID string) error { return x.administer(txnID, x.accept) }

// Decline declines a held payment as the administrator.
func (x *XPayments) Decline(txnID string) error { return x.administer(txnID, x.decline) }

func xpaymentsAll(amount strictpay.Decimal) *strictpay.Decimal {
	if !amount.IsSet() {
		return nil
	}
	return &amount
}

func (x *XPayments) administer(txnID string, do func(p *XPaymentsPayment) xpaymentsDone) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil || do(p).status != xpaymentsapi.OperationStatusDone {
		return ErrXPaymentsState
	}
	x.callBack(p)
	return nil
}

// Recharge charges a saved card again as the administrator and gives the txnId of the new payment. Its callback names the original as parentId.
func (x *XPayments) Recharge(txnID string, amount strictpay.Decimal) (string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	earlier := x.payments[txnID]
	if earlier == nil {
		return "", ErrXPaymentsState
	}
	p, wrong := x.recharge(earlier, amount.Decimal())
	if wrong != "" {
		return "", ErrXPaymentsState
	}
	x.callBack(p)
	return p.TxnID, nil
}
