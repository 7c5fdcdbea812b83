package rozetkapay_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A subscription whose first payment is made at once and whose later ones are made by the provider: callbacks tell of
// them. It ends with the refund of the last payment.
func Example_subscription() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	events := make(chan string, 16)
	handler, err := rozetkapay.Handler(s.RozetkaPay.Password,
		func(_ context.Context, e *rozetkapay.SubscriptionEvent) error {
			events <- string(*e.Value.Event)
			return nil
		}, rozetkapay.RejectViolations)
	if err != nil {
		fmt.Println(err)
		return
	}
	callbacks := httptest.NewServer(handler)
	defer callbacks.Close()

	plan, err := client.CreatePlan(ctx, rozetkapayapi.CreatePlanRequest{
		Name: "Reader", Price: strictpay.MustDecimal("99.90"), Currency: "UAH", Frequency: 4,
		FrequencyType: rozetkapayapi.PlanFrequencyTypeWeekly, DurationPeriods: 24, StartDate: time.Now(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	reader := "reader-7"
	made, err := client.CreateSubscription(ctx, rozetkapayapi.CreateSubscriptionRequest{
		PlanID: *plan.ID, StartDate: time.Now(), CallbackURL: &callbacks.URL, ResultURL: "https://shop.example/return",
		Customer: rozetkapayapi.CustomerRequestUserDetails{
			ExternalID: &reader,
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
			}),
		},
	})
	if err != nil {
		fmt.Println(err) // also where the first payment failed
		return
	}
	fmt.Println(*made.Subscription.State, made.Payment.Details.Amount, <-events)

	s.RozetkaPay.Advance(4 * 7 * 24 * time.Hour) // four weeks later
	fmt.Println(<-events, <-events)

	_, err = client.CancelCustomerSubscription(ctx, *made.Subscription.ID,
		&rozetkapayapi.CancelCustomerSubscriptionParams{ExternalID: &reader, Refund: new(true)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(<-events, <-events)
	payments, err := client.GetSubscriptionPayments(ctx, *made.Subscription.ID,
		&rozetkapayapi.GetSubscriptionPaymentsParams{ExternalID: &reader})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(*payments), "payments")
	// Output:
	// active 99.90 payment.processed
	// payment.processed subscription.renewed
	// subscription.cancelled subscription.refunded
	// 2 payments
}
