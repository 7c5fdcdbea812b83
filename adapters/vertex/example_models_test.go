package vertex_test

import (
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// A document is read strictly; what is new in it is drift and no error.
func Example_decode() {
	cost, deviations, err := vertexapi.DecodeCost([]byte(`{"amount": "56.99", "currency": "EUR", "fee": "1.00"}`))
	fmt.Println(cost.Amount, cost.Currency, err)
	for _, d := range deviations {
		fmt.Println(d.Severity, d)
	}
	_, _, err = vertexapi.DecodeCost([]byte(`{"amount": 56.99}`))
	for _, d := range strictpay.DeviationsOf(err) {
		fmt.Println(d.Severity, d)
	}
	// Output:
	// 56.99 EUR <nil>
	// drift unknown-member at "/fee": not in the specification
	// drift type at "/amount": a number; expected a text
	// violation missing at "/currency": required
}

// What a state means.
func Example_states() {
	for _, status := range []vertexapi.OrderStatus{vertexapi.OrderStatusInProgress, "completed", "new_status"} {
		fmt.Printf("%s: listed %t, pending %t, final %t, succeeded %t\n",
			status, status.Valid(), status.Pending(), status.Final(), status.Succeeded())
	}
	// Output:
	// in_progress: listed true, pending true, final false, succeeded false
	// completed: listed true, pending false, final true, succeeded true
	// new_status: listed false, pending false, final false, succeeded false
}
