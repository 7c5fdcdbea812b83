package rig

import (
	"context"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// vertexFlow: an order, paid, captured or cancelled where it has two stages, refunded.
func vertexFlow(f *flow) {
	s := f.rig.Sandbox.Vertex
	shop := s.ShopID
	var client *vertex.Client
	dial := func() {
		var err error
		if client, err = vertex.New(f.rig.through(s.URL, f.refused()), s.Token, f.rig.options(f.agent())...); err != nil {
			f.fail("%v", err)
		}
	}
	dial()
	f.books = func() book {
		b := s.Books(f.id)
		return book{b.Charges, b.Refunds, cents(&b.Charged), cents(&b.Refunded), cents(&b.Held)}
	}
	// ask is the question that every unknown outcome names: retrieveOrderDetails.
	ask := func(ctx context.Context) (*vertexapi.Order, error) {
		answer, err := client.RetrieveOrderDetails(ctx, fmt.Sprint(shop), f.id)
		if err != nil {
			return nil, err
		}
		return &answer.Data, nil
	}
	amount, twoStage := 1000+f.rng.Int64N(100_000), f.rng.IntN(2) == 0
	created := f.once(dial, func(ctx context.Context) error {
		_, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
			ShopID: shop, Order: vertexapi.NewOrder{OrderNumber: f.id, Cost: vertexapi.NewOrderCost{Amount: money(amount), Currency: "EUR"}},
			PaymentSettings: &vertexapi.PaymentSettings{AutoCapture: new(!twoStage)},
			Customer:        &vertexapi.NewCustomer{FirstName: buyerName, LastName: buyerName, Email: new(buyerEmail)},
		})
		return err
	}, func(ctx context.Context, _ error) (bool, error) {
		_, err := ask(ctx)
		if errors.Is(err, vertex.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if !created || !f.must(s.Pay(f.id)) {
		return
	}
	operation := vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: f.id}
	over := func(ctx context.Context, _ error) (bool, error) {
		order, err := ask(ctx)
		return err == nil && order.OrderStatus.Final(), err
	}
	if twoStage && f.rng.IntN(4) == 0 {
		f.once(dial, func(ctx context.Context) error {
			_, err := client.CancelOrder(ctx, operation)
			return err
		}, over)
		return
	}
	if twoStage && !f.once(dial, func(ctx context.Context) error {
		_, err := client.CaptureOrder(ctx, operation)
		return err
	}, over) {
		return
	}
	f.believes.charges, f.believes.charged, f.credited = 1, amount, true
	for _, part := range f.parts(amount) {
		refunded := f.once(dial, func(ctx context.Context) error {
			_, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{ShopID: shop, OrderNumber: f.id, Cost: vertexapi.RefundCost{Amount: new(money(part)), Currency: new("EUR")}})
			return err
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := ask(ctx)
			return err == nil && vertexRefunds(order) > f.believes.refunded, err
		})
		if !refunded {
			return
		}
		f.believes.refunds++
		f.believes.refunded += part
	}
}

// vertexRefunds adds up what went back.
func vertexRefunds(order *vertexapi.Order) int64 {
	var sum int64
	for i := range order.Payments {
		if p := &order.Payments[i]; p.PaymentType != nil && *p.PaymentType == vertexapi.PaymentTypeRefund {
			sum += cents(&p.Cost.Amount)
		}
	}
	return sum
}

// vertexDoor takes callbacks: an order is credited once it is completed, and once only.
func (m *merchant) vertexDoor(secret string) {
	m.mux.Handle("POST /vertex", vertex.OrderHandler(secret, func(_ context.Context, event *vertex.OrderEvent) error {
		order := &event.Value.Data
		m.took(event.Key, order.OrderNumber, order.OrderStatus == vertexapi.OrderStatusCompleted)
		return nil
	}, vertex.OnFailure(func(_ context.Context, err error) { m.refused("vertex", err) })))
	m.rig.Sandbox.Vertex.SetWebhooks(m.url+"/vertex", "")
}
