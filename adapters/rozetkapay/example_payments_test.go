package rozetkapay_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A card whose bank asks the payer: they are sent to the page of 3-D Secure, and the payment goes on when they come
// back.
func ExampleActionOf() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	mode := rozetkapayapi.PaymentModeDirect
	payment, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("999.90"), Currency: "UAH", ExternalID: "order-1", Mode: mode,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByCard(rozetkapayapi.CustomerCCRequestPaymentMethod{
				Number: strictpay.NewSecret(rozetkapayfake.CardThreeDSecure), CVV: strictpay.NewSecret("123"),
				ExpMonth: 12, ExpYear: 2030,
			}),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	action, err := rozetkapay.ActionOf(mode, payment.Action)
	if err != nil {
		fmt.Println(err)
		return
	}
	if page, asks := action.(rozetkapay.ThreeDSecure); asks {
		fmt.Println("send the payer to a page of 3-D Secure:", strings.Contains(page.Address().Path, "/page/"))
	}
	if err := s.RozetkaPay.PayerConfirmsPayment("order-1"); err != nil { // what they do there
		fmt.Println(err)
		return
	}
	paid, err := client.FollowPayment(ctx, "order-1")
	if err != nil {
		fmt.Println(err) // the end is not known: ask again later
		return
	}
	card, way := rozetkapay.PaidWith(paid.Customer.PaymentMethod)
	fmt.Println("taken:", paid.AmountConfirmed, "by", way, "of", *card.PaymentSystem)
	// Output:
	// send the payer to a page of 3-D Secure: true
	// taken: 999.90 by cc_token of visa
}

// The money is held, a part of it is taken when the goods leave, and the rest is released; later a part comes back.
func ExampleClient_ConfirmPayment() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	hold := false
	if _, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		Amount: strictpay.MustDecimal("1000"), Currency: "UAH", ExternalID: "order-2", Confirm: &hold,
		Mode: rozetkapayapi.PaymentModeDirect,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
			}),
		},
	}); err != nil {
		fmt.Println(err)
		return
	}
	part, back := strictpay.MustDecimal("700"), strictpay.MustDecimal("49.90")
	if _, err := client.ConfirmPayment(ctx, rozetkapayapi.ConfirmPaymentRequest{
		ExternalID: "order-2", Amount: &part,
	}); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "order-2"}); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{
		ExternalID: "order-2", Amount: &back,
	}); err != nil {
		fmt.Println(err)
		return
	}
	payment, err := client.PaymentInfo(ctx, "order-2")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("taken:", payment.AmountConfirmed)
	fmt.Println("released:", payment.AmountCanceled)
	fmt.Println("refunded:", payment.AmountRefunded)
	// Output:
	// taken: 700
	// released: 300
	// refunded: 49.90
}

// A winner collects money in cash; the payout waits for them.
func ExampleClient_CreatePayout() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	payout, err := client.CreatePayout(ctx, rozetkapayapi.RequestPayoutRequest{
		Order: rozetkapayapi.PayoutRequestOrder{
			ExternalID: "winnings-7", Currency: "UAH", Description: "Winnings",
			OriginalAmount: strictpay.MustDecimal("250.75"),
		},
		Payer: rozetkapayapi.PayoutRequestPayer{EntityID: rozetkapayfake.EntityID},
		Recipient: rozetkapayapi.PayoutRecipient{
			PayoutType: rozetkapayapi.PayoutTypeCash,
			Cash:       &rozetkapayapi.CashRecipient{FirstName: "Olena", LastName: "Example"},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*payout.Status, "final:", rozetkapay.PayoutFinal(payout))
	if err := s.RozetkaPay.SettlePayout("winnings-7"); err != nil { // Olena collects it
		fmt.Println(err)
		return
	}
	paid, err := client.FollowPayout(ctx, "winnings-7")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*paid.Status, "paid out:", paid.OriginalAmount)
	// Output:
	// pending final: false
	// success paid out: 250.75
}
