package vertex_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// The answer to a capture is lost on its way. It is not repeated: the order is asked what became of it.
func Example_outcomeUnknown() {
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
	box.Vertex.FaultNext(fake.FaultHTML)
	_, err = client.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: 115, OrderNumber: "example-capture"})
	var unknown *strictpay.OutcomeUnknown
	if errors.As(err, &unknown) {
		number, _ := unknown.StatusQuery.Get("orderNumber")
		fmt.Println("ask with", unknown.StatusQuery.Operation)
		now, err := client.RetrieveOrderDetails(ctx, 115, number)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(now.Data.OrderStatus)
	}
	// Output:
	// ask with retrieveOrderDetails
	// completed
}

// Callbacks are verified over the raw bytes and come more than once.
func ExampleHandler() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	seen := map[string]bool{} // a table with a unique key, in a service
	callbacks, err := vertex.Handler(box.Vertex.WebhookSecret, func(_ context.Context, event *vertex.OrderEvent) error {
		if seen[event.Key] {
			fmt.Println("once more:", event.Value.Data.OrderStatus)
			return nil
		}
		seen[event.Key] = true
		fmt.Println(event.Value.Data.OrderNumber, event.Value.Data.OrderStatus)
		return nil
	}, vertex.RejectViolations)
	if err != nil {
		log.Fatal(err)
	}
	door := httptest.NewServer(callbacks)
	defer door.Close()
	box.Vertex.SetCallbacks(door.URL, "")
	box.Vertex.Repeat(1)
	if err := box.Vertex.Pay("status-in-progress"); err != nil {
		log.Fatal(err)
	}
	for _, d := range box.Vertex.Deliveries() { // waits for those under way
		fmt.Println("answered with HTTP", d.Status)
	}
	// Output:
	// status-in-progress completed
	// once more: completed
	// answered with HTTP 200
	// answered with HTTP 200
}

func ExampleParseStatusCode() {
	code, err := vertex.ParseStatusCode("2-07-04")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(code.Origin, "|", code.Area, "|", code.Number, "|", code.Text())
	// Output:
	// provider | payment processing | 4 | amount or currency mismatch, needs action
}
