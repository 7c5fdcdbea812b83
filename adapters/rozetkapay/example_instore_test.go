package rozetkapay_test

import (
	"context"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// A payment at a terminal: it is announced, the terminal takes the card, and what came of it is reported.
func Example_inStorePayment() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	amount, err := rozetkapay.MinorUnits(strictpay.MustDecimal("100.50"))
	if err != nil {
		fmt.Println(err)
		return
	}
	created, err := client.CreateInStorePayment(ctx, rozetkapayapi.CreateInStorePaymentRequest{
		ExternalID: "till-1", POSTerminalID: "pos-1", TerminalSn: "sn-1", Amount: amount,
		Currency: rozetkapayapi.InStoreCurrencyUAH,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("announced:", created.Amount, "kopecks")
	if _, err := client.ConfirmInStorePayment(ctx, rozetkapayapi.ConfirmInStorePaymentRequest{
		ExternalID: "till-1", POSTerminalID: "pos-1", Amount: amount, POSPaymentStatus: "success",
	}); err != nil {
		fmt.Println(err)
		return
	}
	info, err := client.GetInStorePaymentInfo(ctx, "till-1")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the provider says:", *info.TransactionStatus) // its words are not documented
	// Output:
	// announced: 10050 kopecks
	// the provider says: confirmed
}
