package apis

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// rozetkapayCardDemo is a card payment with 3-D Secure and a partial refund.
func rozetkapayCardDemo(ctx context.Context, r *Report, s *sandbox.Sandbox, client *rozetkapay.Client) error {
	paid, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("999.90"), Currency: "UAH", ExternalID: "demo-card",
		Mode: rozetkapayapi.PaymentModeDirect,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenThreeDSecure),
			}),
		},
	})
	if err != nil {
		return err
	}
	action, err := rozetkapay.ActionOf(rozetkapayapi.PaymentModeDirect, paid.Action)
	if err != nil {
		return err
	}
	if _, asks := action.(rozetkapay.ThreeDSecure); !asks {
		return fmt.Errorf("3-D Secure was expected, got %T", action)
	}
	r.Step("createPayment", "%s, the payer passes through 3-D Secure", *paid.Details.Status)
	if err := s.RozetkaPay.PayerConfirmsPayment("demo-card"); err != nil {
		return err
	}
	if _, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{
		ExternalID: "demo-card", Amount: new(strictpay.MustDecimal("99.90")),
	}); err != nil {
		return err
	}
	payment, err := client.FollowPayment(ctx, "demo-card")
	if err != nil {
		return err
	}
	r.Step("paymentInfo, followed", "taken %s, refunded %s %s", payment.AmountConfirmed, payment.AmountRefunded,
		*payment.Currency)
	return nil
}

// rozetkapayPayoutDemo is a payout to a card.
func rozetkapayPayoutDemo(ctx context.Context, r *Report, _ *sandbox.Sandbox, client *rozetkapay.Client) error {
	payout, err := client.CreatePayout(ctx, rozetkapayapi.RequestPayoutRequest{
		Order: rozetkapayapi.PayoutRequestOrder{
			ExternalID: "demo-payout", Currency: "UAH", Description: "Winnings",
			OriginalAmount: strictpay.MustDecimal("250.75"),
		},
		Payer: rozetkapayapi.PayoutRequestPayer{EntityID: "demo-entity"},
		Recipient: rozetkapayapi.PayoutRecipient{
			PayoutType: rozetkapayapi.PayoutTypeCard,
			Card: &rozetkapayapi.CardRecipient{
				FirstName: "Olena", LastName: "Example",
				CardData: &rozetkapayapi.CardData{Token: new(strictpay.NewSecret(rozetkapayfake.TokenSuccess))},
			},
		},
	})
	if err != nil {
		return err
	}
	r.Step("createPayout", "%s, %s %s to a card", *payout.Status, payout.OriginalAmount, *payout.Currency)
	return nil
}
