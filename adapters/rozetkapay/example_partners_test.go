package rozetkapay_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// A service tries its credentials when it starts: the call moves nothing.
func ExampleClient_ValidateMerchantKeys() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	keys, err := client.ValidateMerchantKeys(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*keys.Status)
	wrong, err := rozetkapay.New(s.RozetkaPay.URL, s.RozetkaPay.Login, "mistyped")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = wrong.ValidateMerchantKeys(ctx)
	fmt.Println("to be mended before anything is sold:", errors.Is(err, rozetkapay.ErrUnauthorized))
	// Output:
	// activated
	// to be mended before anything is sold: true
}

// A partner looks at a merchant, and at what became of an order there.
func ExampleClient_TransactionDetails() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ctx := context.Background()
	project, order := rozetkapayfake.ProjectID, "payment-paid"
	merchant, err := client.MerchantStatus(ctx, &rozetkapayapi.MerchantStatusParams{MerchantProjectID: &project})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(*merchant.Project.Name, *merchant.Status)
	list, err := client.TransactionDetails(ctx, &rozetkapayapi.TransactionDetailsParams{
		MerchantEntityID: *merchant.Entity.ID, MerchantOrderID: &order,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, transaction := range list.Transactions {
		fmt.Println(*transaction.Method, *transaction.PaymentAmount, *transaction.Status)
	}
	// Output:
	// Sandbox project activated
	// purchase 1500.50 Success
}

// What a person may still get from other persons.
func ExampleClient_GetP2PLimits() {
	s, client, err := start()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	ipn := int64(3228412933)
	left, err := client.GetP2PLimits(context.Background(), &rozetkapayapi.GetP2PLimitsParams{RecipientIPN: &ipn})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(left.AmountLeft, "in", *left.TotalCountLeft, "payments,", *left.CardOnlyCountLeft, "of them to a card")
	// Output:
	// 150000 in 200 payments, 30 of them to a card
}
