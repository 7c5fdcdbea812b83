package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A payment by przelewy24: the payer goes to a page, then the payment is refunded in part.
func Example_alternativePayment() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	country := "PL"
	created, err := client.CreateAlternativePayment(ctx, rozetkapayapi.CreateAlternativePayment{
		Provider: rozetkapayapi.AlternativePaymentProviderPrzelewy24, ExternalID: "order-1004",
		Amount: strictpay.MustDecimal("120.50"), Currency: "PLN", Description: "Order 1004",
		Products: []rozetkapayapi.AlternativePaymentProduct{}, // santander alone needs some
		Customer: rozetkapayapi.AlternativePaymentCustomerDetails{Country: &country},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("created:", *created.Details.Status, "send the payer to a page:", *created.Details.ActionRequired)
	if err := s.RozetkaPay.PayAlternativePayment("order-1004"); err != nil { // what the payer does there
		fmt.Println(err)
		return
	}
	part := strictpay.MustDecimal("20.50")
	if _, err := client.AlternativePaymentRefund(ctx, rozetkapayapi.RefundPPayRequest{
		ExternalID: "order-1004", Amount: &part,
	}); err != nil {
		fmt.Println(err)
		return
	}
	payment, err := client.FollowAlternativePayment(ctx, "order-1004")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("paid:", *payment.Purchased, "refunded:", payment.AmountRefunded, "of", payment.Amount)
	// Output:
	// created: pending send the payer to a page: true
	// paid: true refunded: 20.5 of 120.50
}
