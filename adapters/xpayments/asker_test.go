package xpayments_test

import (
	"context"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/askcheck"
)

// What is kept of a call tells another process later what became of it, but for a recharge: the payment that it has
// made is known by its callback alone.
func TestAskingLater(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	another, err := xpayments.NewFromBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	id := paid(t, x, client, "later", x.PaySaving)
	held, suspect := paid(t, x, client, "held", x.PayHeld), paid(t, x, client, "suspect", x.PayHeld)
	askcheck.Run(t, xpaymentsapi.API, client, another, x, []askcheck.Case{
		{Operation: "paymentCapture", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentCapture(ctx,
				xpaymentsapi.PaymentCaptureRequest{TxnID: id, Amount: amount("50.00")}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "payment " + id, Amount: "50.00"},
		{Operation: "paymentVoid", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentVoid(ctx, xpaymentsapi.PaymentVoidRequest{TxnID: id}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "payment " + id},
		{Operation: "paymentRefund", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentRefund(ctx,
				xpaymentsapi.PaymentRefundRequest{TxnID: id, Amount: amount("5.00")}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "payment " + id, Amount: "5.00"},
		{Operation: "paymentAccept", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentAccept(ctx, xpaymentsapi.PaymentAcceptRequest{TxnID: held}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "payment " + held},
		{Operation: "paymentDecline", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentDecline(ctx, xpaymentsapi.PaymentDeclineRequest{TxnID: suspect}, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "payment " + suspect},
		{Operation: "paymentRecharge", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := client.PaymentRecharge(ctx, xpaymentsapi.PaymentRechargeRequest{
				TxnID: id, Amount: *amount("7.00"), Description: "Further", RefID: new("further"),
			}, opts...)
			return err
		}, Want: strictpay.ProgressUnclear, Reference: "recharge of " + id, Amount: "7.00"},
	})
}

// The callback of the payment that a recharge has made names the recharge, and how to ask about it.
func TestWhatCallbacksTell(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "reported", x.PaySaving)
	q := strictpay.Question{Operation: "paymentRecharge", Reference: "recharge of " + id}
	child, err := x.AdminRecharge(id, *amount("7.00"))
	if err != nil {
		t.Fatal(err)
	}
	reported, ok := client.Notice(&xpayments.Event{Key: "key", TxnID: child, ParentID: id})
	if !ok || reported.Key != "key" || len(reported.Concerns) != 2 ||
		reported.Concerns[0].Reference != "payment "+child ||
		reported.Concerns[1].Reference != q.Reference {
		t.Fatalf("%v %+v", ok, reported)
	}
	q.StatusQuery, q.Amount = reported.Concerns[1].StatusQuery, *amount("7.00")
	if standing, err := client.Ask(t.Context(), askcheck.Kept(t, q)); err != nil ||
		standing.Progress != strictpay.ProgressDone {
		t.Errorf("%+v, %v", standing, err)
	}
	q.Amount = *amount("8.00")
	if standing, err := client.Ask(t.Context(), q); err != nil || standing.Progress != strictpay.ProgressUnclear {
		t.Errorf("another recharge of the same payment: %+v, %v", standing, err)
	}
}
