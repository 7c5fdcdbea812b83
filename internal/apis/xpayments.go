package apis

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// xpaymentsAPI is X-Payments: cards behind a page of its own, messages sealed.
func xpaymentsAPI() API {
	return API{
		API: xpaymentsapi.API, Title: "X-Payments",
		Credentials: []Credential{
			{Name: "STORE_ID"}, {Name: "CERTIFICATE_FILE"}, {Name: "PRIVATE_KEY_FILE"},
			{Name: "PASSWORD_FILE", Optional: true},
			{Name: BundleFile, Optional: true, Note: "in place of all the others"},
		},
		Connect:     xpaymentsConnect,
		CallOptions: map[string]func(string) strictpay.CallOption{"api_version": xpayments.WithVersion},
		Fake: func(s *sandbox.Sandbox) Fake {
			x := s.XPayments
			return Fake{
				Server: x, URL: x.URL,
				Credentials: map[string]string{
					"STORE_ID": x.StoreID, "CERTIFICATE_FILE": x.Certificate, "PRIVATE_KEY_FILE": x.PrivateKey,
					"PASSWORD_FILE": x.Password, BundleFile: x.Bundle,
				},
				Files: map[string]string{
					"bundle_php_file": x.BundlePHP, // the oldest shops read no other form
					// A real store never has it; with it strictpay har and strictpay proxy check requests as well.
					"gateway_key_file": x.Opener,
				},
				// A line of each file is enough to find it.
				Secrets: []string{x.Password, strings.Split(x.PrivateKey, "\n")[2],
					strings.Split(x.Certificate, "\n")[2]},
			}
		},
		Callbacks: xpaymentsCallbacks(), Sealing: xpaymentsSealing(),
		DemoTitle: "X-Payments: authorize, capture in part, refund", Demo: xpaymentsDemo,
		Program: func(s *sandbox.Sandbox) Program {
			x := s.XPayments
			return Program{map[string]string{
				"STRICTPAY_XPAYMENTS_BUNDLE_FILE": x.Bundle, "TXN_ID": xpaymentsfake.TxnID("status-2"),
			}, "API 1.9 authorized 59.90 USD"}
		},
		Soak: rig.Kind{
			// Opening an answer is part of the call, and takes some hundred milliseconds where many calls share a
			// processor.
			Weight: 1, Slowness: 8,
			Retryable: func(err error) bool { return errors.Is(err, xpayments.ErrSealBroken) },
			Receive:   xpaymentsReceive, Pay: xpaymentsPay,
		},
	}
}

// xpaymentsConnect takes a configuration bundle, or the single files.
func xpaymentsConnect(s Settings, opts ...strictpay.Option) (Client, error) {
	bundle, err := s.get(BundleFile)
	if err != nil {
		return nil, err
	}
	if bundle != "" {
		config, err := xpayments.ConfigFromBundle(strings.TrimSpace(bundle))
		if err != nil {
			return nil, err
		}
		if s.URL != "" {
			config.URL = s.URL
		}
		return client(config.New(opts...))
	}
	values, err := s.need("CERTIFICATE_FILE", "PRIVATE_KEY_FILE", "STORE_ID")
	if err != nil {
		return nil, err
	}
	password, err := s.get("PASSWORD_FILE") // a key may need none
	if err != nil {
		return nil, err
	}
	return client(xpayments.New(s.URL, xpayments.Credentials{
		StoreID: values[2], Certificate: values[0], PrivateKey: values[1],
		Password: strings.TrimRight(password, "\r\n"),
	}, opts...))
}

// xpaymentsDemo shows the calls of the title.
func xpaymentsDemo(ctx context.Context, r *Report, s *sandbox.Sandbox) error {
	client, err := xpayments.NewFromBundle(s.XPayments.Bundle)
	if err != nil {
		return err
	}
	version, err := client.Negotiate(ctx)
	if err != nil {
		return err
	}
	r.Step("connectTest", "both sides speak API %s", version)
	address := xpaymentsapi.Address{
		Firstname: "Ada", Address: "12 St James Square", City: "London", State: "London", Country: "GB",
		Zipcode: "SW1Y 4JH",
		Email:   "ada@example.com", Phone: "02079460000",
	}
	started, err := client.PaymentInit(ctx, xpaymentsapi.PaymentInitRequest{
		ConfID: 1, RefID: "demo-1", ReturnURL: "https://shop.example.com/return",
		CallbackURL: "https://shop.example.com/callback",
		Cart: xpaymentsapi.Cart{BillingAddress: address, ShippingAddress: address, Currency: new("USD"),
			TotalCost:            new(strictpay.MustDecimal("414.99")),
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize)},
	})
	if err != nil {
		return err
	}
	txn := *started.TxnID
	r.Step("paymentInit", "a token for the card form: %v", *started.Token)
	if err := s.XPayments.Pay(txn); err != nil {
		return err
	}
	captured, err := client.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{
		TxnID: txn, Amount: new(strictpay.MustDecimal("400.00")),
	})
	if err != nil {
		return err
	}
	row, _ := captured.Status.Row()
	r.Step("paymentCapture", "%d (%s)", *captured.Status, row.Text)
	if _, err := client.PaymentRefund(ctx,
		xpaymentsapi.PaymentRefundRequest{TxnID: txn, Amount: new(strictpay.MustDecimal("100.00"))}); err != nil {
		return err
	}
	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: txn})
	if err != nil {
		return err
	}
	payment := xpayments.PaymentOf(info)
	row, _ = payment.Status.Row()
	r.Step(
		"paymentGetInfo", "%s: captured %s, refunded %s of %s %s", row.Text, payment.CapturedAmount,
		payment.RefundedAmount,
		payment.Amount, *payment.Currency,
	)
	return nil
}

// xpaymentsPay: a payment, authorized on the card page, captured in part, the rest voided, refunded. Unknown outcomes
// are resolved by Client.Resolve.
func xpaymentsPay(f *rig.Flow) {
	s := f.Sandbox.XPayments
	var client *xpayments.Client
	dial := func() {
		var err error
		if client, err = xpaymentsClient(f, s); err != nil {
			f.Fail("%v", err)
		}
	}
	dial()
	amount := 1000 + f.Rand.Int64N(50_000)
	txn := ""
	// A repeat of paymentInit makes a further payment. Nothing moves until a buyer pays, so the one whose answer was
	// lost is left alone.
	if !f.Read(dial, func(ctx context.Context) error {
		started, err := client.PaymentInit(ctx, xpaymentsOrder(f.ID, f.Callback, rig.Money(amount)))
		if err == nil {
			txn = *started.TxnID
		}
		return err
	}) || !f.Must(s.Pay(txn)) {
		return
	}
	f.Credited = true
	// did makes one operation and compares the amount that tells of it with that before.
	did := func(sum int64, claimed rig.Moved,
		operation func(context.Context, *strictpay.Decimal) (*xpaymentsapi.OperationResult, error),
		tells func(*xpaymentsapi.Payment) *strictpay.Decimal, before int64) bool {
		return f.Once(dial, claimed, func(ctx context.Context) error {
			result, err := operation(ctx, new(rig.Money(sum)))
			if err == nil && result.Refusal() != nil {
				return result.Refusal()
			}
			return err
		}, func(ctx context.Context, unknown error) (bool, error) {
			now, err := client.Resolve(ctx, unknown)
			if err != nil {
				return false, err
			}
			return rig.Cents(tells(now.Payment)) > before, nil
		})
	}
	capture := amount - f.Rand.Int64N(amount/2)
	taken := rig.Moved{Book: rig.Book{Charges: 1, Charged: capture, Held: -capture}}
	if !did(capture, taken, func(ctx context.Context, sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
		return client.PaymentCapture(ctx, xpaymentsapi.PaymentCaptureRequest{TxnID: txn, Amount: sum})
	}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.CapturedAmount }, 0) {
		return
	}
	f.Believes = rig.Book{Charges: 1, Charged: capture, Held: amount - capture}
	if f.Believes.Held > 0 && f.Rand.IntN(2) == 0 {
		if !did(amount-capture, rig.Moved{Book: rig.Book{Held: capture - amount}, Cancels: 1}, func(ctx context.Context,
			sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
			return client.PaymentVoid(ctx, xpaymentsapi.PaymentVoidRequest{TxnID: txn, Amount: sum})
		}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.VoidedAmount }, 0) {
			return
		}
		f.Believes.Held = 0
	}
	for _, part := range f.Parts(capture) {
		claimed := rig.Moved{Book: rig.Book{Refunds: 1, Refunded: part}}
		if !did(part, claimed, func(ctx context.Context,
			sum *strictpay.Decimal) (*xpaymentsapi.OperationResult, error) {
			return client.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{TxnID: txn, Amount: sum})
		}, func(p *xpaymentsapi.Payment) *strictpay.Decimal { return p.RefundedAmount }, f.Believes.Refunded) {
			return
		}
		f.Believes.Refunds++
		f.Believes.Refunded += part
	}
}

func xpaymentsClient(f *rig.Flow, s *xpaymentsfake.Server) (*xpayments.Client, error) {
	config, err := xpayments.ConfigFromBundle(s.Bundle)
	if err != nil {
		return nil, err
	}
	config.URL = f.URL(config.URL)
	return config.New(f.Options()...)
}

func xpaymentsOrder(refID, callbackURL string, total strictpay.Decimal) xpaymentsapi.PaymentInitRequest {
	address := xpaymentsapi.Address{
		Firstname: rig.BuyerName, Address: "12 St James Square", City: "London", State: "London", Country: "GB",
		Zipcode: "SW1Y 4JH", Email: rig.BuyerEmail, Phone: "02079460000",
	}
	return xpaymentsapi.PaymentInitRequest{ConfID: 1, RefID: refID, ReturnURL: "https://shop.example/return",
		CallbackURL: callbackURL, Cart: xpaymentsapi.Cart{
			BillingAddress: address, ShippingAddress: address, Currency: new("USD"), TotalCost: &total,
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeAuthorize),
		}}
}

// xpaymentsReceive takes callbacks: an order is credited once it is authorized. The payments are read again without
// faults.
func xpaymentsReceive(m *rig.Merchant, s *sandbox.Sandbox) (http.Handler, error) {
	client, err := xpayments.NewFromBundle(s.XPayments.Bundle)
	if err != nil {
		return nil, err
	}
	take := func(_ context.Context, event *xpayments.Event) error {
		if event.Payment == nil || event.Payment.TxnID == nil {
			return errors.New("no payment")
		}
		payment, _ := s.XPayments.GetPayment(event.TxnID)
		claimed := xpayments.CallbackPaymentOf(event.Data)
		m.Took(event.Key, payment.RefID, *claimed.Status == xpaymentsapi.PaymentStatusAuthorized)
		return nil
	}
	failed := func(_ context.Context, err error) { m.Refused("xpayments", err) }
	return client.Handler(
		xpayments.SenderByConnection(), take, xpayments.RejectViolations, xpayments.OnFailure(failed))
}
