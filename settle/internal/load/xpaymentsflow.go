package main

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	"github.com/strictpay/strictpay/settle"
)

var xpaymentsFlow = apiFlow{
	api: xpaymentsapi.Name, pay: flow.xpaymentsPays,
	fake: func(in *sandbox.Sandbox) fake.Server { return in.XPayments },
	carriedOut: map[string]func(fake.Books) int{
		"paymentCapture": charges, "paymentRefund": refunds, "paymentRecharge": charges,
	},
}

type xpaymentsCall = func(context.Context, strictpay.CallOption) (*xpaymentsapi.OperationResult, error)

// xpaymentsPays has a buyer authorize, captures, gives a part back, and charges the card once more.
func (f flow) xpaymentsPays(ctx context.Context) {
	txn := f.paymentOf(ctx)
	if txn == "" {
		return
	}
	for _, call := range []xpaymentsCall{
		func(ctx context.Context, opt strictpay.CallOption) (*xpaymentsapi.OperationResult, error) {
			return f.xpayments.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{
				TxnID: txn, Amount: new(strictpay.MustDecimal(orderAmount)),
			}, opt)
		},
		func(ctx context.Context, opt strictpay.CallOption) (*xpaymentsapi.OperationResult, error) {
			return f.xpayments.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{
				TxnID: txn, Amount: new(strictpay.MustDecimal(refundAmount)),
			}, opt)
		},
	} {
		if !f.settled(ctx, f.id, func(ctx context.Context, key string) (settle.State, error) {
			return do(ctx, f.settle, key, call)
		}) {
			return
		}
	}
	hook := f.Front + "/xpayments"
	f.settled(ctx, f.id+"-again", func(ctx context.Context, key string) (settle.State, error) {
		return do(ctx, f.settle, key, func(
			ctx context.Context, opt strictpay.CallOption,
		) (*xpaymentsapi.RechargeResult, error) {
			return f.xpayments.PaymentRecharge(ctx, xpaymentsapi.PaymentRechargeRequest{
				TxnID: txn, Amount: strictpay.MustDecimal(orderAmount), Description: "Further", RefID: &key,
				CallbackURL: &hook,
			}, opt)
		})
	})
}

// paymentOf is the authorized payment of a flow: of an earlier life, or a new one. Nothing moves until the buyer pays,
// so one whose answer was lost is left alone.
func (f flow) paymentOf(ctx context.Context) string {
	for end := time.Now().Add(flowPatience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(flowPause) {
		txn, err := f.books.payment(f.id)
		if err != nil {
			continue
		}
		if txn == "" {
			started, err := f.xpayments.PaymentInit(ctx, f.newPayment())
			if err != nil || started.TxnID == nil || f.books.notePayment(f.id, *started.TxnID) != nil {
				continue
			}
			txn = *started.TxnID
		}
		answer, err := http.Post(f.Front+"/pay/"+txn, "", nil)
		if err != nil {
			continue
		}
		_ = answer.Body.Close()
		return txn // where it was refused, the buyer has paid in an earlier life
	}
	return ""
}

func (f flow) newPayment() xpaymentsapi.PaymentInitRequest {
	address := xpaymentsapi.Address{
		Firstname: "A", Address: "12 St James Square", City: "London", State: "London", Country: "GB",
		Zipcode: "SW1Y 4JH", Email: "a@example.com", Phone: "02079460000",
	}
	return xpaymentsapi.PaymentInitRequest{
		ConfID: 1, RefID: f.id, ReturnURL: "https://shop.example/return", CallbackURL: f.Front + "/xpayments",
		Cart: xpaymentsapi.Cart{
			BillingAddress: address, ShippingAddress: address, Currency: new("USD"),
			TotalCost:            new(strictpay.MustDecimal(orderAmount)),
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize),
		},
	}
}
