package strictpay_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// What an error of a call means for the payment.
func ExampleOutcomeOf() {
	box, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer box.Close()
	client, err := vertex.New(box.Vertex.URL, box.Vertex.Token)
	if err != nil {
		log.Fatal(err)
	}
	for _, number := range []string{"example-capture", "no-such-order", fake.FaultCut, ""} {
		_, err := client.CaptureOrder(context.Background(),
			vertexapi.OrderOperationRequest{ShopID: box.Vertex.ShopID, OrderNumber: number})
		switch strictpay.OutcomeOf(err) {
		case strictpay.Done:
			fmt.Println("captured")
		case strictpay.Refused:
			fmt.Println("not captured: the gateway said no")
		case strictpay.Unsent:
			fmt.Println("not captured: nothing left this machine")
		case strictpay.Unknown:
			fmt.Println("ask before calling again")
		default:
			fmt.Println("for calls that move no money")
		}
	}
	// Output:
	// captured
	// not captured: the gateway said no
	// ask before calling again
	// not captured: nothing left this machine
}

// A contradicted answer still gives what could be read of it.
func ExampleValueIn() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"data": {"orderNumber": "order-1", "orderStatus": "completed"}}`)
	}))
	defer server.Close()
	client, err := vertex.New(server.URL, "token")
	if err != nil {
		log.Fatal(err)
	}
	_, err = client.RetrieveOrderDetails(context.Background(), 115, "order-1")
	fmt.Println(strictpay.OutcomeOf(err))
	if order, ok := strictpay.ValueIn[vertexapi.OrderResponse](err); ok {
		fmt.Println("read:", order.Data.OrderNumber, order.Data.OrderStatus)
	}
	// Output:
	// contradicted
	// read: order-1 completed
}

// Amounts are exact, and minor units follow the currency.
func ExampleDecimal() {
	price := strictpay.MustDecimal("56.90")
	cents, err := price.MinorUnits("EUR")
	fmt.Println(price, cents, err)
	_, err = strictpay.MustDecimal("56.999").MinorUnits("EUR")
	fmt.Println(err != nil)
	yen, err := strictpay.FromMinorUnits(1500, "JPY")
	fmt.Println(yen, err)
	// Output:
	// 56.90 5690 <nil>
	// true
	// 1500 <nil>
}

// A secret shows in no print verb and no log.
func ExampleSecret() {
	token := strictpay.NewSecret("82988aeb-2051")
	fmt.Println(token)
	fmt.Printf("%#v\n", struct{ Token strictpay.Secret }{token})
	// Output:
	// [redacted]
	// struct { Token strictpay.Secret }{Token:[redacted]}
}
