package main

import (
	"context"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// vertexProvider sells by the Vertex Gateway: the payer pays on a page behind a link.
type vertexProvider struct {
	client *vertex.Client
	shopID int64
	secret string // of webhooks
}

func newVertex(s *Settings, opts ...strictpay.Option) (Provider, error) {
	secret, err := s.file("STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE")
	if err != nil {
		return nil, err
	}
	client, err := vertex.New(s.Get("STRICTPAY_VERTEX_URL"), s.Get("STRICTPAY_VERTEX_TOKEN"), opts...)
	return &vertexProvider{client, 115, secret}, err
}

func (p *vertexProvider) Create(ctx context.Context, o Order) (Begun, error) {
	created, err := p.client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
		ShopID: p.shopID,
		Order: vertexapi.NewOrder{
			OrderNumber: o.ID, Cost: vertexapi.NewOrderCost{Amount: o.Amount, Currency: o.Currency},
		},
		Customer: &vertexapi.NewCustomer{
			FirstName: o.Customer.FirstName, LastName: o.Customer.LastName, Email: &o.Customer.Email,
		},
	})
	if err != nil {
		return Begun{}, err
	}
	begun := Begun{}
	if link := created.Data.PaymentLink; link != nil {
		begun.Link = *link
	}
	return begun, nil
}

func (p *vertexProvider) Follow(ctx context.Context, o Order) (State, error) {
	now, err := p.client.FollowOrder(ctx, p.shopID, o.ID)
	if err != nil {
		return State{}, err
	}
	return vertexState(&now.Data), nil
}

func (p *vertexProvider) Refund(ctx context.Context, o Order, amount strictpay.Decimal) error {
	// A refund has no number of its own: only the difference to the order before tells what became of it.
	before, err := p.client.RetrieveOrderDetails(ctx, p.shopID, o.ID)
	if err != nil {
		return err
	}
	_, err = p.client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
		ShopID: p.shopID, OrderNumber: o.ID, Cost: vertexapi.RefundCost{Amount: &amount, Currency: &o.Currency},
	})
	if !isUnknown(err) {
		return err
	}
	now, asking := p.client.Resolve(ctx, err, &before.Data)
	if asking != nil {
		return err
	}
	return settled(err, now.Finding, nil)
}

func (p *vertexProvider) Callbacks(take func(context.Context, Notice) error) (http.Handler, error) {
	return vertex.Handler(p.secret, func(ctx context.Context, event *vertex.OrderEvent) error {
		order := &event.Value.Data
		return take(ctx, Notice{Provider: "vertex", Key: event.Key, OrderID: order.OrderNumber,
			State: vertexState(order)})
	}, vertex.RejectViolations)
}

func vertexState(order *vertexapi.Order) State {
	state := State{Status: statusOf(order.OrderStatus), Refunded: zero}
	for _, payment := range order.Payments {
		status := payment.PaymentStatus.Status
		if payment.PaymentType == nil || *payment.PaymentType != vertexapi.PaymentTypeRefund ||
			status == nil || !status.Succeeded() {
			continue
		}
		state.Refunded = plus(state.Refunded, payment.Cost.Amount)
	}
	return state
}

// statusOf is where an order stands, by the questions that the statuses of all APIs answer. A refunded order was paid:
// whether it is still paid in part does not count here.
func statusOf(status interface {
	Final() bool
	Succeeded() bool
}) Status {
	switch {
	case status.Succeeded():
		return StatusPaid
	case status.Final():
		return StatusNotPaid
	}
	return StatusPending
}
