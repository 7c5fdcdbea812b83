package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// The order is asked for until nothing more is expected of anyone: one that the customer has signed waits for the
// merchant's confirmation.
func ExampleClient_FollowOrder() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	signed, err := client.PayPartsRequestInfo(ctx, "example-signed")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("signed, final:", rozetkapay.OrderFinal(signed))
	if _, err := client.PayPartsConfirmOrder(ctx,
		rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "example-signed"}); err != nil {
		fmt.Println(err)
		return
	}
	order, err := client.FollowOrder(ctx, "example-signed")
	if err != nil {
		fmt.Println(err) // the end is not known: ask again later
		return
	}
	fmt.Println("confirmed, final:", rozetkapay.OrderFinal(order), "taken:", order.AmountConfirmed)
	// Output:
	// signed, final: false
	// confirmed, final: true taken: 1500.50
}

// The answer to a refund is lost. Only the difference to the order before tells whether it was made.
func ExampleClient_Resolve() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	before, err := client.PayPartsRequestInfo(ctx, "example-refund")
	if err != nil {
		fmt.Println(err)
		return
	}
	amount := strictpay.MustDecimal("100")
	s.RozetkaPay.FaultNext(fake.FaultCut)
	_, lost := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "example-refund", Amount: &amount})
	fmt.Println("the refund is", strictpay.OutcomeOf(lost))

	without, err := client.Resolve(ctx, lost)
	if err != nil {
		fmt.Println(err) // asking failed: the outcome is as unknown as it was
		return
	}
	fmt.Println("without the order before:", without.Finding)
	found, err := client.Resolve(ctx, lost, before)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("with it:", found.Finding, "and", found.Order.AmountRefunded, "was given back")
	// Output:
	// the refund is unknown
	// without the order before: unclear
	// with it: carried out and 100 was given back
}
