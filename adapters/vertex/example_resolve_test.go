package vertex_test

import (
	"context"
	"fmt"
	"log"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// The order is asked for until nothing more is expected of anyone.
func ExampleClient_FollowOrder() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	if err := box.Vertex.Pay("status-in-progress"); err != nil { // the payer
		log.Fatal(err)
	}
	order, err := client.FollowOrder(context.Background(), 115, "status-in-progress")
	if err != nil {
		log.Fatal(err) // the end is not known: ask again later
	}
	fmt.Println(order.Data.OrderStatus, "paid:", order.Data.OrderStatus.Succeeded())
	// Output:
	// completed paid: true
}

// The answer to a refund is lost. Only the difference to the order before tells whether it was made.
func ExampleClient_Resolve() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	ctx := context.Background()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	before, err := client.RetrieveOrderDetails(ctx, 115, "example-refund")
	if err != nil {
		log.Fatal(err)
	}
	box.Vertex.FaultNext(fake.FaultCut)
	_, lost := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
		ShopID: 115, OrderNumber: "example-refund",
		Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("20.00")), Currency: new("EUR")},
	})
	fmt.Println("the refund is", strictpay.OutcomeOf(lost))

	without, err := client.Resolve(ctx, lost)
	if err != nil {
		log.Fatal(err) // asking failed: the outcome is as unknown as it was
	}
	fmt.Println("without the order before:", without.Finding)
	found, err := client.Resolve(ctx, lost, &before.Data)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("with it:", found.Finding, "and the order is", found.Order.OrderStatus)
	// Output:
	// the refund is unknown
	// without the order before: unclear
	// with it: carried out and the order is partially_refunded
}
