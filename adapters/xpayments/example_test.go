package xpayments_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// startFake starts an X-Payments on this machine, for the examples. In a test it is sandbox.New(t).
func startFake() (*sandbox.Sandbox, *xpaymentsfake.Server) {
	s, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	return s, s.XPayments
}

// From the bundle that the X-Payments administrator copied to the store, to the first answer.
func Example() {
	s, x := startFake()
	defer s.Close()
	x.SetVersions("1.5", "1.6", "1.7") // an older one

	client, err := xpayments.NewFromBundle(x.Bundle)
	if err != nil {
		log.Fatal(err)
	}
	version, err := client.Negotiate(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	result, err := client.ConnectTest(context.Background(), xpaymentsapi.ConnectTestRequest{TestCode: "123"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("API", version, "of X-Payments", *result.Version)
	// Output:
	// API 1.7 of X-Payments 3.1.2
}

// Authorize, capture what is shipped, refund what comes back.
func Example_capture() {
	s, x := startFake()
	defer s.Close()
	client, err := xpayments.NewFromBundle(x.Bundle)
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()

	made, err := client.PaymentInit(ctx, order("order-7", "https://shop.example/callback"))
	var refusal *xpayments.Error
	if errors.As(err, &refusal) {
		log.Fatal(refusal.Code, refusal.Row.Text) // such as 504, currency not allowed
	}
	if err != nil {
		log.Fatal(err)
	}
	form, err := client.CardForm(*made.Token, xpayments.SaveCardOptional)
	if err != nil {
		log.Fatal(err)
	}
	_ = form.HTML("Pay") // goes to the buyer's browser

	if err := x.Pay(*made.TxnID); err != nil { // what the buyer does there
		log.Fatal(err)
	}
	info, err := client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: *made.TxnID})
	if err != nil {
		log.Fatal(err)
	}
	payment := xpayments.PaymentOf(info)
	fmt.Println(*payment.Message, payment.Authorized, *payment.Currency)

	captured, err := client.PaymentCapture(ctx,
		xpaymentsapi.PaymentCaptureRequest{TxnID: *made.TxnID, Amount: amount("39.90")})
	if err != nil {
		log.Fatal(err)
	}
	if refusal := captured.Refusal(); refusal != nil { // accepted, and failed
		log.Fatal(refusal)
	}
	refunded, err := client.PaymentRefund(ctx,
		xpaymentsapi.PaymentRefundRequest{TxnID: *made.TxnID, Amount: amount("19.95")})
	if err != nil {
		log.Fatal(err)
	}
	payment = refunded.Payment
	fmt.Println(*payment.Message, payment.CapturedAmount, payment.RefundedAmount)
	// Output:
	// Payment is authorized 59.90 USD
	// Payment is partially refunded 39.90 19.95
}

// An answer got lost. Whether the money moved is asked for before anything is tried again.
func ExampleClient_Resolve() {
	s, x := startFake()
	defer s.Close()
	client, err := xpayments.NewFromBundle(x.Bundle)
	if err != nil {
		log.Fatal(err)
	}
	id := xpaymentsfake.TxnID("status-2")
	info, err := client.PaymentGetInfo(context.Background(), xpaymentsapi.PaymentGetInfoRequest{TxnID: id})
	if err != nil {
		log.Fatal(err)
	}
	x.FaultNext(fake.FaultCut)

	_, err = client.PaymentCapture(context.Background(), xpaymentsapi.PaymentCaptureRequest{TxnID: id})
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		log.Fatal(err)
	}
	now, err := client.Resolve(context.Background(), err, xpayments.PaymentOf(info))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(now.Finding, now.Payment.CapturedAmount)
	// Output:
	// carried out 59.90
}

// The store's side of callbackUrl: whether the cart is still the same, and what became of the payment.
func ExampleClient_Handler() {
	s, x := startFake()
	defer s.Close()
	client, err := xpayments.NewFromBundle(x.Bundle)
	if err != nil {
		log.Fatal(err)
	}
	take := func(_ context.Context, event *xpayments.Event) error {
		// event.Payment was read from X-Payments again; event.Key tells repeats.
		fmt.Println(*event.Payment.Message, event.Payment.CapturedAmount)
		return nil
	}
	check := func(_ context.Context, check xpayments.CheckCart) (*xpaymentsapi.CheckCartAnswer, error) {
		fmt.Println("asked about", check.RefID)
		return &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusNotChanged}, nil
	}
	// The bundle names the addresses of X-Payments; there is no proxy between it and this server.
	handler, err := client.Handler(
		xpayments.SenderByConnection(), take, xpayments.RejectViolations, xpayments.OnCheckCart(check))
	if err != nil {
		log.Fatal(err)
	}
	shop := httptest.NewServer(handler)
	defer shop.Close()

	made, err := client.PaymentInit(context.Background(), order("order-7", shop.URL))
	if err != nil {
		log.Fatal(err)
	}
	if err := x.Pay(*made.TxnID); err != nil { // the buyer
		log.Fatal(err)
	}
	x.Deliveries()                                                                      // waits for the callback
	if err := x.AdminCapture(*made.TxnID, strictpay.MustDecimal("20.00")); err != nil { // the administrator
		log.Fatal(err)
	}
	x.Deliveries()
	// Output:
	// asked about order-7
	// Payment is authorized 0.00
	// Payment is charged 20.00
}
