package vertex_test

import (
	"context"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/askcheck"
)

// What is kept of a call tells another process later what became of it.
func TestAskingLater(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	create := func(number string, autoCapture bool) func(context.Context, ...strictpay.CallOption) error {
		return func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.CreateOrder(ctx, vertexapi.CreateOrderRequest{
				ShopID: s.ShopID, Order: vertexapi.NewOrder{OrderNumber: number,
					Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"}},
				PaymentSettings: &vertexapi.PaymentSettings{AutoCapture: &autoCapture},
			}, opts...)
			return err
		}
	}
	operation := func(number string) vertexapi.OrderOperationRequest {
		return vertexapi.OrderOperationRequest{ShopID: s.ShopID, OrderNumber: number}
	}
	pay := func(number string) func() error { return func() error { return s.Pay(number) } }
	order := func(number string) string { return "order 115/" + number }
	askcheck.Run(t, vertexapi.API, client, dial(t, s.URL, s.Token), s, []askcheck.Case{
		{Operation: "createOrder", Call: create("open", true), Want: strictpay.ProgressPending,
			Reference: order("open"), Amount: "56.99", Currency: "EUR"},
		{Operation: "createOrder", Call: create("paid", true), Then: pay("paid"), Want: strictpay.ProgressDone,
			Reference: order("paid"), Amount: "56.99", Currency: "EUR"},
		{Operation: "createOrder", Call: create("expired", true), Then: func() error { return s.Expire("expired") },
			Want: strictpay.ProgressRefused, Reference: order("expired"), Amount: "56.99", Currency: "EUR"},
		{Operation: "createOrder", Call: create("held", false), Then: pay("held"), Want: strictpay.ProgressDone,
			Reference: order("held"), Amount: "56.99", Currency: "EUR"},
		{Operation: "captureOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.CaptureOrder(ctx, operation("held"), opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: order("held")},
		{Operation: "refundOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
				ShopID: s.ShopID, OrderNumber: "paid",
				Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("6.99")), Currency: new("EUR")},
			}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: order("paid"), Amount: "6.99", Currency: "EUR"},
		{Operation: "createOrder", Call: create("void", false), Then: pay("void"), Want: strictpay.ProgressDone,
			Reference: order("void"), Amount: "56.99", Currency: "EUR"},
		{Operation: "cancelOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.CancelOrder(ctx, operation("void"), opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: order("void")},
		{Operation: "createOrder", Call: create("reject", false), Then: func() error { return s.Begin("reject") },
			Want:      strictpay.ProgressPending,
			Reference: order("reject"), Amount: "56.99", Currency: "EUR"},
		{Operation: "rejectOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.RejectOrder(ctx, operation("reject"), opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: order("reject")},
		{Operation: "createPayout", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.CreatePayout(ctx, newPayout("salary"), opts...)
			return err
		}, Then: func() error { return s.CompletePayout("salary") }, Want: strictpay.ProgressDone,
			Reference: "payout 115/salary", Amount: "75.00", Currency: "EUR"},
	})
}

// Callbacks name the calls that they are about as their questions do.
func TestWhatCallbacksTell(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	if _, err := client.CreatePayout(t.Context(), newPayout("reported")); err != nil {
		t.Fatal(err)
	}
	payout, _ := s.GetPayout("reported")
	order, _ := s.GetOrder(s.Records()[0].ID)
	for _, c := range []struct {
		event any
		want  string
	}{
		{&vertex.OrderEvent{Key: "key", Value: &vertexapi.OrderResponse{Data: order}},
			"order 115/" + order.OrderNumber},
		{&vertex.PayoutEvent{Key: "key", Value: &vertexapi.PayoutResponse{Data: payout}},
			"payout 115/reported"},
	} {
		reported, ok := client.Notice(c.event)
		if !ok || reported.Key != "key" || len(reported.Concerns) != 1 || reported.Concerns[0].Reference != c.want {
			t.Errorf("%v %+v, want %s", ok, reported, c.want)
		}
	}
}
