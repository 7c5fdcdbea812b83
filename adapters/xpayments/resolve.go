package xpayments

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

var (
	// ErrOutcomeKnown is returned by [Client.Resolve] for an error that is no unknown outcome.
	ErrOutcomeKnown = strictpay.ErrOutcomeKnown

	// ErrRechargeUnresolved is returned by [Client.Resolve] for a recharge. It made a new payment, or did not, and
	// X-Payments has no request that finds that one: not by the earlier payment, which does not change, and not by
	// the store's reference. What can tell is the callback of the new payment, whose ParentID is the earlier one's
	// txnId, and the administrator's pages of X-Payments. So give recharges a refId and a callbackUrl, wait for the
	// callback, and do not recharge again before it is clear.
	ErrRechargeUnresolved = errors.New("xpayments: no request tells whether the recharge was made; " +
		"wait for a callback with its parentId, or look it up in X-Payments, before charging again")
)

// A Resolution is what asking found out about a call whose outcome was unknown. Payment is the payment now, fresh from
// the gateway.
type Resolution struct {
	Finding strictpay.Finding
	Payment *xpaymentsapi.Payment
}

// Resolve asks what became of a call whose outcome is unknown: it reads the payment, and has X-Payments fetch it fresh
// from the gateway. Captures, voids and refunds have no identifier of their own, so what became of them shows only in
// the difference to the payment before: give that as before; without it the answer is unclear. An error means that
// asking failed, so that the outcome is as unknown as it was.
func (c *Client) Resolve(ctx context.Context, err error, before ...*xpaymentsapi.Payment) (*Resolution, error) {
	unknown, err := ask.Unknown(xpaymentsapi.Name, err)
	if err != nil {
		return nil, err
	}
	if unknown.Operation == "paymentRecharge" {
		return nil, ErrRechargeUnresolved
	}
	txnID, _ := unknown.StatusQuery.Get("txnId")
	refresh := true
	info, err := c.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txnID, Refresh: &refresh})
	if err != nil {
		return nil, err
	}
	var was *xpaymentsapi.Payment
	if len(before) > 0 {
		was = before[0]
	}
	now := PaymentOf(info)
	return &Resolution{Finding: findingOf(unknown.Operation, was, now), Payment: now}, nil
}

func findingOf(operation string, before, now *xpaymentsapi.Payment) strictpay.Finding {
	amounts := map[string]func(*xpaymentsapi.Payment) *strictpay.Decimal{
		"paymentCapture": func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.CapturedAmount },
		"paymentVoid":    func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.VoidedAmount },
		"paymentRefund":  func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.RefundedAmount },
	}
	amount := amounts[operation]
	declined := now != nil && now.Status != nil && *now.Status == xpaymentsapi.PaymentStatusDeclined
	switch {
	case now == nil:
		return strictpay.Unclear
	case amount != nil && before != nil:
		answer := ask.MoreMoney(true, amount(before), amount(now))
		if answer == strictpay.NotSeen && isTrue(now.TransactionInProgress) {
			return strictpay.Unclear // the gateway still works on it
		}
		return answer
	case operation == "paymentAccept":
		return ask.If(!isTrue(now.IsFraudStatus) && !declined)
	case operation == "paymentDecline":
		return ask.If(!isTrue(now.IsFraudStatus) && declined)
	}
	return strictpay.Unclear
}
