package readme

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

func TestCheckout(t *testing.T) {
	fake := sandbox.New(t).Vertex
	client, err := vertex.New(fake.URL, fake.Token)
	if err != nil {
		t.Fatal(err)
	}
	paid := make(chan string, 1)
	handler, err := vertex.Handler(fake.WebhookSecret, func(_ context.Context, event *vertex.OrderEvent) error {
		if order := event.Value.Data; order.OrderStatus.Succeeded() {
			paid <- order.OrderNumber
		}
		return nil
	}, vertex.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	shop := httptest.NewServer(handler)
	defer shop.Close()
	fake.SetCallbacks(shop.URL, "") // where callbacks of orders go, and those of payouts

	_, err = client.CreateOrder(t.Context(),
		vertexapi.CreateOrderRequest{ShopID: fake.ShopID, Order: vertexapi.NewOrder{
			OrderNumber: "order-1", Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"),
				Currency: "EUR"},
		}})
	if err != nil {
		t.Fatal(err)
	}
	if err := fake.Pay("order-1"); err != nil { // what the payer does
		t.Fatal(err)
	}
	if number := <-paid; number != "order-1" {
		t.Errorf("%s was paid", number)
	}
}
