package main

import (
	"context"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/settle"
)

var rozetkapayFlow = apiFlow{
	api: rozetkapayapi.Name, pay: flow.rozetkapayPays,
	fake: func(in *sandbox.Sandbox) fake.Server { return in.RozetkaPay },
	carriedOut: map[string]func(fake.Books) int{
		"payPartsCreateOrder": payments, "payPartsConfirmOrder": charges, "payPartsRefund": refunds,
	},
	created: "payPartsCreateOrder",
	payer:   func(in *sandbox.Sandbox, id string) error { return in.RozetkaPay.CustomerSigns(id) },
}

type rozetkapayCall = func(context.Context, strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error)

// rozetkapayPays orders in parts, confirms, and gives a part back. The customer signs at the parent's.
func (f flow) rozetkapayPays(ctx context.Context) {
	hook := f.Front + "/rozetkapay"
	for _, call := range []rozetkapayCall{
		func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return f.rozetkapay.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
				BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: f.id,
				Amount: strictpay.MustDecimal(orderAmount), Currency: "UAH", PartsCount: 3, Description: "Kettle",
				CallbackURL: &hook, Customer: rozetkapayapi.PayPartsCustomer{
					FirstName: "A", LastName: "B", Phone: new("+380930000001"), Email: new("a@example.com"),
					PaymentMethod: &rozetkapayapi.PayPartsPaymentMethod{
						Type: rozetkapayapi.PayPartsPaymentMethodTypeCcToken,
						CcToken: &rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
							Token: strictpay.NewSecret("card"),
						},
					},
				},
			}, opt)
		},
		func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return f.rozetkapay.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: f.id}, opt)
		},
		func(ctx context.Context, opt strictpay.CallOption) (*rozetkapayapi.PayPartsOperationResult, error) {
			return f.rozetkapay.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{
				ExternalID: f.id, Amount: new(strictpay.MustDecimal(refundAmount)),
			}, opt)
		},
	} {
		if !f.settled(ctx, f.id, func(ctx context.Context, key string) (settle.State, error) {
			return do(ctx, f.settle, key, call)
		}) {
			return
		}
	}
}
