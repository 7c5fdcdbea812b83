package koshelek_test

//lint:file-ignore SA1019 the deprecated mode is tested as well

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// What the tests buy and where. The token is the made-up fingerprint of a desk.
const (
	store = koshelekfake.StoreID
	desk  = "desk-07"
	total = 36230 // kopecks
)

var token = strictpay.NewSecret("RklOR0VSUFJJTlQ7REVTSy0wNzs=482913")

// start gives a fresh sandbox and a client of it.
func start(t testing.TB, opts ...strictpay.Option) (*koshelekfake.Server, *koshelek.Client) {
	t.Helper()
	s := sandbox.New(t)
	return s.Koshelek, connect(t, s.Koshelek, opts...)
}

func connect(t testing.TB, s *koshelekfake.Server, opts ...strictpay.Option) *koshelek.Client {
	t.Helper()
	c, err := koshelek.New(s.URL, s.Login, s.Password, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func items() []koshelekapi.Item {
	gram := koshelekapi.MeasureGram
	return []koshelekapi.Item{
		{Name: "Milk 1 l", Article: "460001", Price: 8740, Quantity: 2, TotalAmount: 17480, Tax: koshelekapi.TaxVAT10},
		{Name: "Apples", Article: "460002", Price: 15, Quantity: 1250, Measure: &gram, TotalAmount: 18750,
			Tax: koshelekapi.TaxVAT20},
	}
}

func bill(orderID string, amount int64) koshelekapi.CheckoutInvoice {
	return koshelekapi.CheckoutInvoice{OrderID: orderID, TotalAmount: amount, Items: items()}
}

func checkout(session, orderID string) koshelekapi.CheckoutRequest {
	terminal := desk
	return koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(session), StoreID: store, TerminalID: &terminal,
		CheckoutInvoice: bill(orderID, total),
		User:            koshelekapi.User{LoyaltyID: "9000000000017"},
		PaymentMethods:  []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	}
}

func refund(transactionID string, amount int64) koshelekapi.RefundRequest {
	return koshelekapi.RefundRequest{TransactionID: transactionID, StoreID: store, RefundAmount: amount, Items: items()}
}

func cancel(transactionID string) koshelekapi.CancelRequest {
	return koshelekapi.CancelRequest{TransactionID: transactionID, StoreID: store}
}

func question(transactionID string) koshelekapi.TransactionStatusRequest {
	return koshelekapi.TransactionStatusRequest{TransactionID: &transactionID}
}

func receipt(t testing.TB, transactionID string) koshelekapi.ReceiptRequest {
	t.Helper()
	request, _, err := koshelekapi.DecodeReceiptRequest(example(t, "sendReceipt.request.json"))
	if err != nil {
		t.Fatal(err)
	}
	request.RequestID, request.TransactionID = "", transactionID
	return *request
}

// example is a body from the specification's folder.
func example(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../specs/koshelek/examples/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// paid starts a payment and lets its customer pay.
func paid(t testing.TB, s *koshelekfake.Server, c *koshelek.Client, session, orderID string) string {
	t.Helper()
	started := must(c.Checkout(t.Context(), token, checkout(session, orderID)))(t)
	if err := s.Pay(started.TransactionID); err != nil {
		t.Fatal(err)
	}
	return started.TransactionID
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refusalOf is the provider's no in an error.
func refusalOf(t testing.TB, err error) *koshelek.Error {
	t.Helper()
	var refusal *koshelek.Error
	if !errors.As(err, &refusal) {
		t.Fatalf("no *koshelek.Error in %v", err)
	}
	return refusal
}

// calls makes every operation once with an identifier in the place where the sandbox looks for faults.
func calls(t testing.TB, c *koshelek.Client, id string) map[string]func(context.Context,
	...strictpay.CallOption) error {
	return map[string]func(context.Context, ...strictpay.CallOption) error{
		"createAvailabilityTask": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.CreateAvailabilityTask(ctx, token,
				koshelekapi.AvailabilityTaskRequest{CardSession: strictpay.NewSecret("K7Q2ZD"), StoreID: store,
					CheckoutInvoice: bill(id, total), User: koshelekapi.User{LoyaltyID: "1"}}, opts...)
			return err
		},
		"getAvailability": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.GetAvailability(ctx, id, opts...)
			return err
		},
		"checkout": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.Checkout(ctx, token, checkout("K7Q2ZD", id), opts...)
			return err
		},
		"transactionStatus": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.TransactionStatus(ctx, question(id), opts...)
			return err
		},
		"sendReceipt": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.SendReceipt(ctx, receipt(t, id), opts...)
			return err
		},
		"cancelTransaction": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.CancelTransaction(ctx, cancel(id), opts...)
			return err
		},
		"refundTransaction": func(ctx context.Context, opts ...strictpay.CallOption) error {
			_, err := c.RefundTransaction(ctx, token, refund(id, 100), opts...)
			return err
		},
	}
}

// kinds of the deviations an error tells of, joined.
func kinds(err error) string {
	var list []string
	for _, d := range strictpay.DeviationsOf(err) {
		list = append(list, string(d.Kind))
	}
	return strings.Join(list, " ")
}
