package apis

import (
	"context"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// rozetkapaySubscriptionDemo is a subscription that is charged twice.
func rozetkapaySubscriptionDemo(
	ctx context.Context, r *Report, s *sandbox.Sandbox, client *rozetkapay.Client,
) error {
	reader := "demo-reader"
	made, err := client.CreateSubscription(ctx, rozetkapayapi.CreateSubscriptionRequest{
		PlanID: rozetkapayfake.PlanMonthly, StartDate: time.Now(), ResultURL: "https://shop.example/return",
		Customer: rozetkapayapi.CustomerRequestUserDetails{
			ExternalID: &reader,
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
			}),
		},
	})
	if err != nil {
		return err
	}
	r.Step("createSubscription", "%s, %s %s a month", *made.Subscription.State, made.Subscription.Price,
		*made.Subscription.Currency)
	s.RozetkaPay.Advance(31 * 24 * time.Hour)
	payments, err := client.GetSubscriptionPayments(ctx, *made.Subscription.ID,
		&rozetkapayapi.GetSubscriptionPaymentsParams{ExternalID: &reader})
	if err != nil {
		return err
	}
	for i, payment := range *payments {
		r.Step("getSubscriptionPayments", "charge %d: %s, %s", i+1, *payment.Details.Status, payment.Details.Amount)
	}
	return nil
}
