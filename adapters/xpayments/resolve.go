package xpayments

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

var (
	// ErrOutcomeKnown is returned by [Client.Resolve] for an error that is no unknown outcome.
	ErrOutcomeKnown = errors.New("xpayments: the error is no unknown outcome")

	// ErrRechargeUnresolved is returned by [Client.Resolve] for a recharge. It made a new payment, or did not, and
	// X-Payments has no request that finds that one: not by the earlier payment, which does not change, and not by
	// the store's reference. What can tell is the callback of the new payment, whose ParentID is the earlier one's
	// txnId, and the administrator's pages of X-Payments. So give recharges a refId and a callbackUrl, wait for the
	// callback, and do not recharge again before it is clear.
	ErrRechargeUnresolved = errors.New("xpayments: no request tells whether the recharge was made; " +
		"wait for a callback with its parentId, or look it up in X-Payments, before charging again")
)

// Resolve is the way out of an unknown outcome: it reads the payment that err is about, and has X-Payments fetch it
// fresh from the gateway. Compare the amounts (capturedAmount, voidedAmount, refundedAmount) and isFraudStatus with
// those before the call; only then decide on repeating it.
func (c *Client) Resolve(ctx context.Context, err error, opts ...strictpay.CallOption) (*xpaymentsapi.Payment, error) {
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || unknown.API != xpaymentsapi.Name {
		return nil, ErrOutcomeKnown
	}
	if unknown.Operation == "paymentRecharge" {
		return nil, ErrRechargeUnresolved
	}
	txnID, _ := unknown.StatusQuery.Get("txnId")
	refresh := true
	info, err := c.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txnID, Refresh: &refresh}, opts...)
	if err != nil {
		return nil, err
	}
	return Payment(info), nil
}
