package xpayments

import (
	"context"

	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// Follow asks for a payment until its status is final and the gateway works on none of its transactions. No document
// says how often to ask; the intervals in the specification are our choice. A payment that is not final when it returns
// ran out of time: it is new and waits for the buyer, or authorized and waits for capture or void.
func (c *Client) Follow(ctx context.Context, txnID string) (*xpaymentsapi.Payment, error) {
	return ask.Follow(ctx, *xpaymentsapi.API.Operation("paymentGetInfo").Polling,
		func(ctx context.Context) (*xpaymentsapi.Payment, error) {
			info, err := c.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txnID})
			if err != nil {
				return nil, err
			}
			return PaymentOf(info), nil
		},
		func(p *xpaymentsapi.Payment) bool {
			return p != nil && p.Status != nil && p.Status.Final() && !isTrue(p.TransactionInProgress)
		})
}

func isTrue(b *bool) bool { return b != nil && *b }
