package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// Two orders of a marketplace are paid at once and held. When their money is taken, the bank has let go of one hold:
// the call goes well, and the order tells that it failed.
func ExampleBatchFailures() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	hold := false
	batch, err := client.CreateBatchPayment(ctx, rozetkapayapi.CreateBatchPaymentRequest{
		BatchExternalID: "basket-77", Currency: "UAH", Mode: rozetkapayapi.BatchPaymentModeDirect, Confirm: &hold,
		Customer: &rozetkapayapi.BatchCustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
				Token: strictpay.NewSecret(rozetkapayfake.TokenSuccess),
			}),
		},
		Orders: []rozetkapayapi.BatchOrder{
			{APIKey: "seller-1", ExternalID: "book", Description: "Book", Amount: strictpay.MustDecimal("250.50")},
			{APIKey: "seller-2", ExternalID: "lamp", Description: "Lamp", Amount: strictpay.MustDecimal("999")},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("held:", batch.BatchDetails.Amount)
	s.RozetkaPay.FailNextOfBatch("lamp", rozetkapayapi.ResponseCodeHoldCancelledByBank)
	confirmed, err := client.ConfirmBatchPayment(ctx, rozetkapayapi.ConfirmBatchPaymentRequest{
		BatchExternalID: "basket-77", Currency: "UAH",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("taken:", confirmed.BatchDetails.Amount)
	for _, order := range rozetkapay.BatchFailures(confirmed) {
		fmt.Println("failed:", *order.ExternalID, *order.StatusCode)
	}
	// Output:
	// held: 1249.5
	// taken: 250.5
	// failed: lamp hold_cancelled_by_bank
}
