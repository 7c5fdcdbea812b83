package vertex

import (
	"context"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/ask"
)

// FollowOrder asks for an order until its status is final. No page says how often to ask; the intervals in the
// specification are our choice. An order that is not final when it returns ran out of time: it waits for the payer, the
// merchant or the gateway.
func (c *Client) FollowOrder(
	ctx context.Context, shopID vertexapi.ShopID, orderNumber string,
) (*vertexapi.OrderResponse, error) {
	return ask.Follow(ctx, *vertexapi.API.Operation("retrieveOrderDetails").Polling,
		func(ctx context.Context) (*vertexapi.OrderResponse, error) {
			return c.RetrieveOrderDetails(ctx, shopID, orderNumber)
		},
		func(order *vertexapi.OrderResponse) bool { return order.Data.OrderStatus.Final() })
}

// FollowPayout asks for a payout until its status is final. A payout that failed is not: a result that comes late can
// still change it.
func (c *Client) FollowPayout(
	ctx context.Context, shopID vertexapi.ShopID, payoutNumber string,
) (*vertexapi.PayoutResponse, error) {
	return ask.Follow(ctx, *vertexapi.API.Operation("retrievePayoutStatus").Polling,
		func(ctx context.Context) (*vertexapi.PayoutResponse, error) {
			return c.RetrievePayoutStatus(ctx, shopID, payoutNumber)
		},
		func(payout *vertexapi.PayoutResponse) bool { return payout.Data.PayoutStatus.Final() })
}
