package rig

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// xpaymentsFlow: a payment, authorized on the card page, captured in part, the rest voided, refunded. Unknown outcomes are resolved by Client.Resolve.
func xpaymentsFlow(f *flow) {
	s := f.rig.Sandbox.XPayments
	var client *xpayments.Client
	dial := func() {
		var err error
		if client, err = xpaymentsClient(f, s); err != nil {
			f.fail("%v", err)
		}
	}
	dial()
	f.books = func() book {
		b := s.Books(f.id)
		return book{b.Charges, b.Refunds, b.Charged.Decimal().Shift(2).IntPart(), b.Refunded.Decimal().Shift(2).IntPart(), b.Held.Decimal().Shift(2).IntPart()}
	}
	amount := 1000 + f.rng.Int64N(50_000)
	txn := ""
	// A repeat of paymentInit makes a further payment. Nothing moves until a buyer pays, so the one whose answer was lost is left alone.
	if !f.read(dial, func(ctx context.Context) error {
		started, err := client.PaymentInit(ctx, xpaymentsOrder(f.id, f.rig.merchant.url+"/xpayments", money(amount)))
		if err == nil {
			txn = *started.TxnID
		}
		return err
	}) || !f.must(s.Pay(txn)) {
		return
	}
	f.credited = true
	// did makes one operation and compares the amount that tells of it with that before.
	did := func(sum int64, operation func(context.Context, *strictpay.Decimal) (*xpaymentsapi.OperationResult, error), tells func(*xpaymentsapi.Payment) *strictpay.Decimal, before int64) bool {
		return f.once(dial, func(ctx context.Context) error {
			result, err := operation(ctx, new(money(sum)))
			if err == nil && result.Refusal() != nil {
				return result.Refusal()
			}
			return err
		}, func(ctx context.Context, unknown error) (bool, error) {
			payment, err := client.Resolve(ctx, unknown)
			if err != nil {
				return false, err
			}
			return cents(tells(payment)) > before, nil
		})
	}
	capture := amount - f.rng.Int64N(amount/2)
	if !did(capture, func(ctx context.Context, sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
		return client.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{TxnID: txn, Amount: sum})
	}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.CapturedAmount }, 0) {
		return
	}
	f.believes = book{charges: 1, charged: capture, held: amount - capture}
	if f.believes.held > 0 && f.rng.IntN(2) == 0 {
		if !did(amount-capture, func(ctx context.Context, sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
			return client.PaymentVoid(ctx, xpaymentsapi.PaymentVoidRequest{TxnID: txn, Amount: sum})
		}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.VoidedAmount }, 0) {
			return
		}
		f.believes.held = 0
	}
	for _, part := range f.parts(capture) {
		if !did(part, func(ctx context.Context, sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
			return client.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{TxnID: txn, Amount: sum})
		}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.RefundedAmount }, f.believes.refunded) {
			return
		}
		f.believes.refunds++
		f.believes.refunded += part
	}
}

func xpaymentsClient(f *flow, s *xpaymentsfake.Server) (*xpayments.Client, error) {
	config, err := xpayments.ConfigFromBundle(s.Bundle)
	if err != nil {
		return nil, err
	}
	config.URL = f.rig.through(config.URL, f.refused())
	// Opening an answer is part of the call, and takes some hundred milliseconds where many calls share a processor.
	patience := 8 * f.rig.patience()
	options := append(f.rig.options(f.agent()), strictpay.WithAttemptTimeout(patience), strictpay.WithTimeout(4*patience))
	return config.New(options...)
}

func xpaymentsOrder(refID, callbackURL string, total strictpay.Decimal) xpaymentsapi.PaymentInitRequest {
	address := xpaymentsapi.Address{
		Firstname: buyerName, Address: "12 St James Square", City: "London", State: "London", Country: "GB", Zipcode: "SW1Y 4JH", Email: buyerEmail, Phone: "02079460000",
	}
	return xpaymentsapi.PaymentInitRequest{ConfID: 1, RefID: refID, ReturnURL: "https://shop.example/return", CallbackURL: callbackURL, Cart: xpaymentsapi.Cart{
		BillingAddress: address, ShippingAddress: address, Currency: new("USD"), TotalCost: &total, ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize),
	}}
}

// xpaymentsDoor takes callbacks: an order is credited once it is authorized. The payments are read again over a line without faults.
func (m *merchant) xpaymentsDoor(s *xpaymentsfake.Server) error {
	client, err := xpayments.NewFromBundle(s.Bundle)
	if err != nil {
		return err
	}
	take := func(_ context.Context, event *xpayments.Event) error {
		if event.Payment == nil || event.Payment.TxnID == nil {
			return errors.New("no payment")
		}
		payment, _ := s.GetPayment(event.TxnID)
		told := xpayments.CallbackPayment(event.Told)
		m.took(event.Key, payment.RefID, *told.Status == xpaymentsapi.PaymentStatusAuthorized)
		return nil
	}
	failed := func(_ context.Context, err error) { m.refused("xpayments", err) }
	handler, err := client.Handler(
		xpayments.SenderByConnection(), take, xpayments.RejectViolations, xpayments.OnFailure(failed))
	if err != nil {
		return err
	}
	m.mux.Handle("POST /xpayments", handler)
	return nil
}
