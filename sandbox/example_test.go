package sandbox_test

import (
	"context"
	"fmt"
	"log"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

// An order is created, paid by the payer, and asked for. In a test, sandbox.New(t) starts and ends the sandbox.
func Example() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx, shop := context.Background(), box.Vertex
	client, err := vertex.New(shop.URL, shop.Token)
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.CreateOrder(ctx, vertexapi.CreateOrderRequest{ShopID: shop.ShopID, Order: vertexapi.NewOrder{
		OrderNumber: "order-1",
		Cost:        vertexapi.NewOrderCost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"},
	}})
	if err != nil {
		log.Fatal(err)
	}
	if err := shop.Pay("order-1"); err != nil {
		log.Fatal(err)
	}
	order, err := client.RetrieveOrderDetails(ctx, shop.ShopID, "order-1")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Data.OrderStatus, order.Data.Cost.Amount)
	// Output: completed 56.99
}
