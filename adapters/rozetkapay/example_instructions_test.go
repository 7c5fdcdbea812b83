package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A payment instruction: it is made for an order, and declined before anybody pays by it. That answers with a redirect,
// which the client does not follow.
func Example_paymentInstruction() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	made, err := client.CreatePaymentInstructions(ctx, rozetkapayapi.CreatePaymentInstructionsRequest{
		ProcessingType: rozetkapayapi.PaymentInstructionProcessingTypeCardpay,
		Method:         rozetkapayapi.PaymentInstructionMethodPurchase,
		Currency:       "UAH",
		Orders: []rozetkapayapi.PaymentInstructionOrder{{
			APIKey: "3f2a8f4e-6c1b-4a1e-9d3c-0d2b7a5e9c11", Amount: strictpay.MustDecimal("100.50"),
			ExternalID: "order-1",
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	instruction := made.Instructions[0]
	fmt.Println("instruction for", *instruction.ExternalID)
	if instruction.ProjectID == nil || instruction.ID == nil {
		fmt.Println("nothing to decline it with")
		return
	}
	var info strictpay.Info
	if _, err := client.DeclinePaymentInstruction(ctx, *instruction.ProjectID, *instruction.ID,
		strictpay.WithInfo(&info)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("declined, a browser would go on:", info.Header().Get("Location") != "")
	// Output:
	// instruction for order-1
	// declined, a browser would go on: true
}
