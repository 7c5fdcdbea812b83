package main

import (
	"context"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
	"github.com/strictpay/strictpay/settle"
)

const kopecks = 90_000

var koshelekFlow = apiFlow{
	api: koshelekapi.Name, pay: flow.koshelekPays,
	fake:       func(in *sandbox.Sandbox) fake.Server { return in.Koshelek },
	carriedOut: map[string]func(fake.Books) int{"checkout": charges, "refundTransaction": refunds},
}

// koshelekPays checks out and gives everything back.
func (f flow) koshelekPays(ctx context.Context) {
	desk := strictpay.NewSecret("fingerprint of the desk")
	item := koshelekapi.Item{
		Name: "Tea", Article: "T-1", Price: kopecks, Quantity: 1, TotalAmount: kopecks, Tax: koshelekapi.TaxVAT20,
	}
	paid := f.settled(ctx, f.id, func(ctx context.Context, key string) (settle.State, error) {
		return do(ctx, f.settle, key, func(
			ctx context.Context, opt strictpay.CallOption,
		) (*koshelekapi.CheckoutResult, error) {
			return f.koshelek.Checkout(ctx, desk, koshelekapi.CheckoutRequest{
				CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID,
				User: koshelekapi.User{LoyaltyID: "9000000000017"},
				CheckoutInvoice: koshelekapi.CheckoutInvoice{
					OrderID: key, TotalAmount: kopecks, Items: []koshelekapi.Item{item},
				},
				PaymentMethods: []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
			}, opt)
		})
	})
	if !paid {
		return
	}
	id, err := f.books.identifier("checkout", f.id, "transactionId")
	if err != nil {
		return
	}
	f.settled(ctx, f.id, func(ctx context.Context, key string) (settle.State, error) {
		return do(ctx, f.settle, key, func(
			ctx context.Context, opt strictpay.CallOption,
		) (*koshelekapi.RefundResult, error) {
			return f.koshelek.RefundTransaction(ctx, desk, koshelekapi.RefundRequest{
				StoreID: koshelekfake.StoreID, TransactionID: id, RefundAmount: kopecks,
				Items: []koshelekapi.Item{item},
			}, opt)
		})
	})
}
