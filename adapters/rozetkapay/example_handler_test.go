package rozetkapay_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
)

// Callbacks come more than once, and one that contradicts the specification has a function of its own. While the
// password is changed, both are accepted.
func ExampleHandler() {
	seen := map[string]bool{} // a table with a unique key, in a service
	handle := func(_ context.Context, event *rozetkapay.OrderEvent) error {
		if seen[event.Key] {
			fmt.Println("once more:", *event.Value.ExternalID)
			return nil
		}
		seen[event.Key] = true
		fmt.Println(*event.Value.ExternalID, *event.Value.Details.Status)
		return nil
	}
	violated := func(_ context.Context, event *rozetkapay.OrderEvent, violation error) error {
		var found *strictpay.Contradiction
		if errors.As(violation, &found) {
			fmt.Println("ask about", *event.Value.ExternalID, "because of", found.Deviations[0].Pointer)
		}
		return violation // answered with 500, and delivered again
	}
	handler, err := rozetkapay.Handler("new password", handle, violated, rozetkapay.AlsoAccept("old password"))
	if err != nil {
		fmt.Println(err)
		return
	}
	deliver := func(password, body string) {
		r := httptest.NewRequest(http.MethodPost, "/callbacks", strings.NewReader(body))
		rozetkapay.Sign(r.Header, password, []byte(body))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		fmt.Println("HTTP", w.Code)
	}
	deliver("new password", `{"external_id":"order-1","is_success":true,"details":{"status":"success"}}`)
	deliver("old password", `{"is_success":true,"external_id":"order-1","details":{"status":"success"}}`)
	deliver("new password", `{"external_id":"order-2","is_success":true,"details":{"status":"success","amount":"1,5"}}`)
	deliver("a guess", `{"external_id":"order-3"}`)
	// Output:
	// order-1 success
	// HTTP 200
	// once more: order-1
	// HTTP 200
	// ask about order-2 because of /details/amount
	// HTTP 500
	// HTTP 401
}
