package xpayments_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/jsonread"
	"github.com/strictpay/strictpay/sandbox"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// open starts a sandbox and a client for it.
func open(t testing.TB, opts ...strictpay.Option) (*xpaymentsfake.Server, *xpayments.Client) {
	t.Helper()
	x := sandbox.New(t).XPayments
	client, err := xpayments.NewFromBundle(x.Bundle, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return x, client
}

func address() xpaymentsapi.Address {
	return xpaymentsapi.Address{
		Firstname: "Ada", Lastname: new("Lovelace"), Address: "12 St James Square", City: "London", State: "N/A",
		Country: "GB", Zipcode: "SW1Y 4JH",
		Email: "ada@shop.example", Phone: "02079460000",
	}
}

// order is a PaymentInit of 59.90 USD.
func order(refID, callbackURL string) xpaymentsapi.PaymentInitRequest {
	return xpaymentsapi.PaymentInitRequest{
		ConfID: 1, RefID: refID, ReturnURL: "https://shop.example/return?order=7", CallbackURL: callbackURL,
		Language: new("en"),
		Cart: xpaymentsapi.Cart{
			Login: new("ada@shop.example (User ID #7)"), BillingAddress: address(), ShippingAddress: address(),
			Currency: new("USD"),
			Items: []xpaymentsapi.CartItem{
				{Sku: new("SKU-1"), Name: new("Gear wheel & <axle>"), Price: new(strictpay.MustDecimal("19.95")),
					Quantity: new(int32(2))},
				{Sku: new("SKU-2"), Name: new("Punched card"), Price: new(strictpay.MustDecimal("20.00")),
					Quantity: new(int32(1))},
			},
			TotalCost: new(strictpay.MustDecimal("59.90")), Description: new("Order #7"),
		},
	}
}

// paid makes a payment and has the buyer pay it; its txnId.
func paid(t testing.TB, x *xpaymentsfake.Server, client *xpayments.Client, refID string,
	pay func(txnID string) error) string {
	t.Helper()
	made, err := client.PaymentInit(t.Context(), order(refID, "https://shop.example/callback"))
	if err != nil {
		t.Fatal(err)
	}
	if err := pay(*made.TxnID); err != nil {
		t.Fatal(err)
	}
	return *made.TxnID
}

func info(t testing.TB, client *xpayments.Client, txnID string) *xpaymentsapi.Payment {
	t.Helper()
	got, err := client.PaymentGetInfo(t.Context(), xpaymentsapi.PaymentGetInfoRequest{TxnID: txnID})
	if err != nil {
		t.Fatal(err)
	}
	return xpayments.PaymentOf(got)
}

func must[T any](v *T, err error) func(testing.TB) *T {
	return func(t testing.TB) *T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func mustBe(t testing.TB, what string, got *strictpay.Decimal, want string) {
	t.Helper()
	if got == nil || !got.Equal(strictpay.MustDecimal(want)) {
		t.Errorf("%s = %v, want %s", what, got, want)
	}
}

func amount(text string) *strictpay.Decimal { return new(strictpay.MustDecimal(text)) }

func list[T any](v ...T) []T { return v }

func statuses(v ...xpaymentsapi.OperationStatus) []xpaymentsapi.OperationStatus { return v }

// code is the code of a refusal, "" for another error.
func code(err error) string {
	var refusal *xpayments.Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func second[T any](_ T, err error) error { return err }

// arguments gives a call its body by the members' names, as the command line does.
type arguments map[string]string

func (a arguments) Argument(string, any) error { return nil }

func (a arguments) Body(dst jsonread.Readable) error {
	text := []byte("{")
	for name, value := range a {
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = strconv.AppendQuote(text, name)
		text = append(text, ':')
		if value[0] == '{' || name == "confId" {
			text = append(text, value...)
		} else {
			text = strconv.AppendQuote(text, value)
		}
	}
	devs := jsonread.ReadInto(append(text, '}'), dst)
	return devs.Err()
}
