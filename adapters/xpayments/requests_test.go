package xpayments_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

func TestInitIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, code string
		change     func(r *xpaymentsapi.PaymentInitRequest)
	}{
		{"no such configuration", "502", func(r *xpaymentsapi.PaymentInitRequest) { r.ConfID = 99 }},
		{"nothing to pay", "503", func(r *xpaymentsapi.PaymentInitRequest) { r.Cart.TotalCost = amount("0.00") }},
		{"another currency", "504", func(r *xpaymentsapi.PaymentInitRequest) { r.Cart.Currency = new("EUR") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x, client := open(t)
			request := order(c.name, "https://shop.example/callback")
			c.change(&request)
			made, err := client.PaymentInit(t.Context(), request)
			var refusal *xpayments.Error
			if !errors.As(err, &refusal) || refusal.Code != c.code || !refusal.Known || refusal.Row.Text == "" ||
				refusal.Text() == "" || made != nil {
				t.Errorf("PaymentInit = %v, %v", made, err)
			}
			if x.Books(c.name).Payments != 0 {
				t.Error("a payment was made")
			}
		})
	}
	t.Run("templates", func(t *testing.T) {
		t.Parallel()
		x, client := open(t)
		x.HoldTemplates(true)
		if _, err := client.PaymentInit(t.Context(), order("x", "https://shop.example/callback")); code(err) != "505" {
			t.Error(err)
		}
	})
}

// A request that contradicts the specification is refused here, with the pointer, and never sent.
func TestRequestsAreChecked(t *testing.T) {
	t.Parallel()
	long := string(make([]byte, 33))
	_, client := open(t)
	for _, c := range []struct {
		name    string
		call    func() error
		kind    strictpay.Kind
		pointer string
	}{
		{"no payment", func() error {
			return second(client.PaymentGetInfo(t.Context(), xpaymentsapi.PaymentGetInfoRequest{}))
		}, strictpay.KindMissing, "/txnId"},
		{"payment too long", func() error {
			return second(client.PaymentCapture(t.Context(), xpaymentsapi.PaymentCaptureRequest{TxnID: long}))
		}, strictpay.KindFormat, "/txnId"},
		{"an amount that is none", func() error {
			return second(client.PaymentRefund(t.Context(),
				xpaymentsapi.PaymentRefundRequest{TxnID: "1", Amount: new(strictpay.Decimal)}))
		}, strictpay.KindFormat, "/amount"},
		{"no amount for a recharge", func() error {
			return second(client.PaymentRecharge(t.Context(),
				xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Description: "x"}))
		}, strictpay.KindMissing, "/amount"},
		{"no state, though phone and city may be empty", func() error {
			r := order("1", "https://shop.example/")
			r.Cart.ShippingAddress.City, r.Cart.ShippingAddress.Phone, r.Cart.ShippingAddress.State = "", "", ""
			return second(client.PaymentInit(t.Context(), r))
		}, strictpay.KindMissing, "/cart/shippingAddress/state"},
		{"a capture of nothing", func() error {
			return second(client.PaymentCapture(t.Context(),
				xpaymentsapi.PaymentCaptureRequest{TxnID: "1", Amount: new(strictpay.MustDecimal("0.00"))}))
		}, strictpay.KindFormat, "/amount"},
		{"a recharge below nothing", func() error {
			return second(client.PaymentRecharge(t.Context(),
				xpaymentsapi.PaymentRechargeRequest{TxnID: "1", Description: "x", Amount: strictpay.MustDecimal("-1")}))
		}, strictpay.KindFormat, "/amount"},
		{"country by name", func() error {
			r := order("1", "https://shop.example/")
			r.Cart.BillingAddress.Country = "United Kingdom"
			return second(client.PaymentInit(t.Context(), r))
		}, strictpay.KindFormat, "/cart/billingAddress/country"},
		{"configuration 0", func() error {
			r := order("1", "https://shop.example/")
			r.ConfID = 0
			return second(client.PaymentInit(t.Context(), r))
		}, strictpay.KindFormat, "/confId"},
		{"a template that does not exist", func() error {
			r := order("1", "https://shop.example/")
			r.Template = new(xpaymentsapi.PageTemplate("wide"))
			return second(client.PaymentInit(t.Context(), r))
		}, strictpay.KindUnknownValue, "/template"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.call()
			var found *strictpay.NotSent
			if !errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &found) || len(found.Deviations) != 1 ||
				found.Deviations[0].Kind != c.kind || found.Deviations[0].Pointer != c.pointer {
				t.Errorf("%v", err)
			}
		})
	}
}
