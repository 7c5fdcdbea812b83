package rozetkapay_test

import (
	"context"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/askcheck"
)

// What is kept of a call about an order in parts tells another process later what became of it.
func TestAskingLaterAboutOrders(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	another, err := rozetkapay.New(s.URL, s.Login, s.Password)
	if err != nil {
		t.Fatal(err)
	}
	create := func(id string) func(context.Context, ...strictpay.CallOption) error {
		return func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsCreateOrder(ctx, order(id, "+380930000001"), opts...)
			return err
		}
	}
	sign := func(id string) func() error { return func() error { return s.CustomerSigns(id) } }
	amount := order("", "").Amount.String()
	askcheck.Run(t, rozetkapayapi.API, client, another, s, []askcheck.Case{
		{Operation: "payPartsCreateOrder", Call: create("open"), Want: strictpay.ProgressPending,
			Reference: "order open", Amount: amount, Currency: "UAH"},
		{Operation: "payPartsCreateOrder", Call: create("parts"), Then: sign("parts"), Want: strictpay.ProgressDone,
			Reference: "order parts", Amount: amount, Currency: "UAH"},
		{Operation: "payPartsConfirmOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "parts"},
				opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "order parts"},
		{Operation: "payPartsRefund", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{
				ExternalID: "parts", Amount: new(strictpay.MustDecimal("100.00")),
			}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "order parts", Amount: "100.00"},
		{Operation: "payPartsRefund", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			s.SetBalance(strictpay.MustDecimal("0"))
			_, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{
				ExternalID: "parts", Amount: new(strictpay.MustDecimal("200.00")),
			}, opts...)
			return err
		}, Want: strictpay.ProgressPending, Reference: "order parts", Amount: "200.00"},
		{Operation: "payPartsRetryRefund", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsRetryRefund(ctx, rozetkapayapi.RetryRefundPPayRequest{ExternalID: "parts"},
				opts...)
			return err
		}, Want: strictpay.ProgressUnclear, Reference: "order parts"},
		{Operation: "payPartsCancelRefund", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsCancelRefund(ctx, rozetkapayapi.CancelRefundPPayRequest{ExternalID: "parts"},
				opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "order parts"},
		{Operation: "payPartsCreateOrder", Call: create("void"), Then: sign("void"), Want: strictpay.ProgressDone,
			Reference: "order void", Amount: amount, Currency: "UAH"},
		{Operation: "payPartsCancelOrder", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PayPartsCancelOrder(ctx, rozetkapayapi.CancelPayPartsRequest{ExternalID: "void"},
				opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "order void"},
	},
		// all that are not orders in parts have tests of their own
		"createPayment", "createRecurrentPayment", "confirmPayment", "cancelPayment", "refundPayment", "retryRefund",
		"cancelRefund", "cardLookup", "createPayout", "cancelCashPayout", "createBatchPayment", "confirmBatchPayment",
		"cancelBatchPayment", "addCustomerPayment", "createAlternativePayment", "alternativePaymentRefund",
		"createInStorePayment", "confirmInStorePayment", "refundInStorePayment",
		"createPaymentInstructions",
		"createSubscription", "giftSubscription", "deactivateSubscription", "cancelCustomerSubscription",
		"updateSubscriptionPaymentMethod")
}
