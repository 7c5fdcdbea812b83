package main

import (
	"context"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/settle"
)

// Amounts of all flows.
const (
	orderAmount  = "900.00"
	refundAmount = "100.00"
)

var vertexFlow = apiFlow{
	api: vertexapi.Name, pay: flow.vertexPays,
	fake:       func(in *sandbox.Sandbox) fake.Server { return in.Vertex },
	carriedOut: map[string]func(fake.Books) int{"createOrder": charges, "refundOrder": refunds},
	created:    "createOrder",
	payer:      func(in *sandbox.Sandbox, id string) error { return in.Vertex.Pay(id) },
}

// vertexPays orders and gives a part back. The payer is the parent's.
func (f flow) vertexPays(ctx context.Context) {
	if f.settled(ctx, f.id, f.createOrder) {
		f.settled(ctx, f.id, f.refundOrder)
	}
}

func (sh *shop) createOrder(ctx context.Context, number string) (settle.State, error) {
	return do(ctx, sh.settle, number, func(
		ctx context.Context, opt strictpay.CallOption,
	) (*vertexapi.CreateOrderResponse, error) {
		return sh.vertex.CreateOrder(ctx, sh.newOrder(number), opt)
	})
}

func (sh *shop) newOrder(number string) vertexapi.CreateOrderRequest {
	return vertexapi.CreateOrderRequest{ShopID: sh.Access.ShopID, Order: vertexapi.NewOrder{
		OrderNumber: number, Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal(orderAmount), Currency: "EUR"},
	}}
}

func (sh *shop) refundOrder(ctx context.Context, number string) (settle.State, error) {
	return do(ctx, sh.settle, number, func(
		ctx context.Context, opt strictpay.CallOption,
	) (*vertexapi.OrderOperationResponse, error) {
		return sh.vertex.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: sh.Access.ShopID, OrderNumber: number,
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal(refundAmount)), Currency: new("EUR")},
		}, opt)
	})
}
