package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A card is put into a customer's wallet, confirmed by 3-D Secure, and paid with.
func Example_wallet() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	customer := "customer-7"
	added, err := client.AddCustomerPayment(ctx, &rozetkapayapi.AddCustomerPaymentParams{ExternalID: &customer},
		rozetkapayapi.AddCustomerPaymentRequest{
			Mode: rozetkapayapi.PaymentModeDirect,
			PaymentMethod: rozetkapay.SaveByToken(rozetkapayapi.AddCustomerCCToken{ // from the card widget
				Token: strictpay.NewSecret(rozetkapayfake.TokenThreeDSecure), Mask: "424242******4242",
				ExpiresAt: "2030-12-31T23:59:59",
			}),
		})
	if err != nil {
		fmt.Println(err)
		return
	}
	card := *added.PaymentMethod.OptionID
	fmt.Println("added:", *added.Status, "send the customer to a page:", *added.ActionRequired)
	if err := s.RozetkaPay.PayerConfirmsCard(card); err != nil { // what the customer does there
		fmt.Println(err)
		return
	}
	confirmed, err := client.FollowCard(ctx, rozetkapayapi.GetCustomerWalletConfirmationStatusParams{
		ExternalID: &customer, OptionID: card,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("confirmed:", *confirmed.IsConfirmed)

	skip := false
	paid, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("499.50"), Currency: "UAH", ExternalID: "order-1003",
		Mode: rozetkapayapi.PaymentModeDirect,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			ExternalID: &customer,
			PaymentMethod: rozetkapay.PayByWallet(rozetkapayapi.CustomerWalletRequestPaymentMethod{
				OptionID: card, Use3DsFlow: &skip,
			}),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("paid:", paid.Details.Amount, *paid.Details.StatusCode)
	// Output:
	// added: pending send the customer to a page: true
	// confirmed: true
	// paid: 499.50 transaction_successful
}
