package xpaymentsfake

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// What the X-Payments administrator does goes out to the store as a callback, in every API version. An amount that is
// no Decimal ("") is all there is.

// AdminCapture captures as the administrator.
func (x *Server) AdminCapture(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *Payment) outcome { return x.capture(p, optionalAmount(amount)) })
}

// AdminVoid voids as the administrator.
func (x *Server) AdminVoid(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *Payment) outcome { return x.void(p, optionalAmount(amount)) })
}

// AdminRefund refunds as the administrator.
func (x *Server) AdminRefund(txnID string, amount strictpay.Decimal) error {
	return x.administer(txnID, func(p *Payment) outcome { return x.refund(p, optionalAmount(amount)) })
}

// AdminAccept accepts a held payment as the administrator.
func (x *Server) AdminAccept(txnID string) error { return x.administer(txnID, x.accept) }

// AdminDecline declines a held payment as the administrator.
func (x *Server) AdminDecline(txnID string) error { return x.administer(txnID, x.decline) }

func optionalAmount(amount strictpay.Decimal) *strictpay.Decimal {
	if !amount.IsSet() {
		return nil
	}
	return &amount
}

func (x *Server) administer(txnID string, do func(p *Payment) outcome) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[txnID]
	if p == nil {
		return fake.ErrNotFound
	}
	if do(p).status != xpaymentsapi.OperationStatusDone {
		return fake.ErrState
	}
	x.callBack(p)
	return nil
}

// AdminRecharge charges a saved card again as the administrator and gives the txnId of the new payment. Its callback
// names the original as parentId.
func (x *Server) AdminRecharge(txnID string, amount strictpay.Decimal) (string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	earlier := x.payments[txnID]
	if earlier == nil {
		return "", fake.ErrNotFound
	}
	p, wrong := x.recharge(earlier, amount.Decimal())
	if wrong != "" {
		return "", fake.ErrState
	}
	x.callBack(p)
	return p.TxnID, nil
}
