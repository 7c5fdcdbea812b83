package xpayments_test

import (
	"errors"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Every operation against every version: the call succeeds, and the answer has what the version has and nothing else.
func TestEveryOperationInEveryVersion(t *testing.T) {
	t.Parallel()
	id := xpaymentsfake.TxnID
	operations := []struct {
		name string
		call func(t *testing.T, c *xpayments.Client, v string) error
	}{
		{"connectTest", func(t *testing.T, c *xpayments.Client, v string) error {
			_, err := c.ConnectTest(t.Context(), xpaymentsapi.ConnectTestRequest{TestCode: "123"})
			return err
		}},
		{"paymentConfigurationsGet", func(t *testing.T, c *xpayments.Client, v string) error {
			list, err := c.PaymentConfigurationsGet(t.Context())
			if err == nil {
				has(t, "currency", list.PaymentModule[0].Currency != nil, v >= "1.2")
				has(t, "canSaveCards", list.PaymentModule[0].CanSaveCards != nil, v >= "1.2")
			}
			return err
		}},
		{"paymentInit", func(t *testing.T, c *xpayments.Client, v string) error {
			made, err := c.PaymentInit(t.Context(), order("v", "https://shop.example/callback"))
			if err == nil {
				has(t, "token", made.Token.IsSet(), true)
			}
			return err
		}},
		{"paymentGetInfo", func(t *testing.T, c *xpayments.Client, v string) error {
			got, err := c.PaymentGetInfo(t.Context(),
				xpaymentsapi.PaymentGetInfoRequest{TxnID: id("status-6"), Refresh: new(true)})
			if err != nil {
				return err
			}
			has(t, "payment", got.Payment != nil, v >= "1.9")
			has(t, "transactions", got.Transactions != nil, v >= "1.9")
			has(t, "flat fields", got.Status != nil, v < "1.9")
			p := xpayments.PaymentOf(got)
			if *p.Status != xpaymentsapi.PaymentStatusPartiallyRefunded {
				t.Errorf("status %d", *p.Status)
			}
			has(t, "maskedCardData", p.MaskedCardData != nil, v >= "1.5")
			has(t, "cardValidation", p.CardValidation != nil, v >= "1.5")
			has(t, "saveCard", p.SaveCard != nil, v >= "1.6")
			total, ok := xpayments.ChargedTotal(p, v)
			if !ok || !total.Equal(strictpay.MustDecimal("59.90")) {
				t.Errorf("ChargedTotal = %s, %v", total, ok)
			}
			return nil
		}},
		{"paymentGetAdditionalInfo", func(t *testing.T, c *xpayments.Client, v string) error {
			got, err := c.PaymentGetAdditionalInfo(t.Context(),
				xpaymentsapi.PaymentGetAdditionalInfoRequest{TxnID: id("example-accept")})
			if err != nil {
				return err
			}
			has(t, "payment", got.Payment != nil, true)
			has(t, "transactions", len(got.Transactions) == 1, true)
			has(t, "attempts", got.Transactions[0].Attempts != nil, v >= "1.9")
			has(t, "fields of Kount", got.Transactions[0].Fields != nil, v < "1.7")
			has(t, "fraudCheckData", got.Payment.FraudCheckData != nil, v >= "1.7")
			if v >= "1.7" {
				has(t, "module", got.Payment.FraudCheckData[0].Module != nil, v >= "1.8")
			}
			return nil
		}},
		{"paymentCapture", func(t *testing.T, c *xpayments.Client, v string) error {
			return operated(t, v)(c.PaymentCapture(t.Context(),
				xpaymentsapi.PaymentCaptureRequest{TxnID: id("example-capture"), Amount: amount("20.00")}))
		}},
		{"paymentVoid", func(t *testing.T, c *xpayments.Client, v string) error {
			return operated(t, v)(c.PaymentVoid(t.Context(),
				xpaymentsapi.PaymentVoidRequest{TxnID: id("example-void")}))
		}},
		{"paymentRefund", func(t *testing.T, c *xpayments.Client, v string) error {
			return operated(t, v)(c.PaymentRefund(t.Context(),
				xpaymentsapi.PaymentRefundRequest{TxnID: id("example-refund"), Amount: amount("9.90")}))
		}},
		{"paymentAccept", func(t *testing.T, c *xpayments.Client, v string) error {
			return operated(t, v)(c.PaymentAccept(t.Context(),
				xpaymentsapi.PaymentAcceptRequest{TxnID: id("example-accept")}))
		}},
		{"paymentDecline", func(t *testing.T, c *xpayments.Client, v string) error {
			return operated(t, v)(c.PaymentDecline(t.Context(),
				xpaymentsapi.PaymentDeclineRequest{TxnID: id("example-decline")}))
		}},
		{"paymentRecharge", func(t *testing.T, c *xpayments.Client, v string) error {
			made, err := c.PaymentRecharge(t.Context(),
				xpaymentsapi.PaymentRechargeRequest{TxnID: id("example-recharge"), Amount: strictpay.MustDecimal("5"),
					Description: "x"})
			if err == nil {
				has(t, "payment", made.Payment != nil, v >= "1.9")
				has(t, "transaction_id", made.TransactionID != nil, true)
			}
			return err
		}},
	}
	if len(operations) != len(xpaymentsapi.API.Operations) {
		t.Errorf("%d operations of %d", len(operations), len(xpaymentsapi.API.Operations))
	}
	for _, version := range versions() {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			_, client := open(t, strictpay.WithExact())
			if err := client.SetAPIVersion(version); err != nil {
				t.Fatal(err)
			}
			for _, operation := range operations {
				t.Run(operation.name, func(t *testing.T) {
					if err := operation.call(t, client, version); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

// versions are those to try: in a short run the first, one in the middle, and the last two, which differ most.
func versions() []string {
	if testing.Short() {
		return []string{"1.1", "1.5", "1.8", "1.9"}
	}
	return xpayments.Versions()
}

func has(t *testing.T, what string, got, want bool) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func operated(t *testing.T, version string) func(*xpaymentsapi.OperationResult, error) error {
	return func(result *xpaymentsapi.OperationResult, err error) error {
		if err == nil {
			has(t, "done", *result.Status == xpaymentsapi.OperationStatusDone, true)
			has(t, "payment", result.Payment != nil, version >= "1.9")
		}
		return err
	}
}

// What a version lacks is refused before anything is sent.
func TestWhatAVersionLacksIsNotSent(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	with := func(change func(r *xpaymentsapi.PaymentInitRequest)) func(v string) error {
		return func(v string) error {
			r := order("gates", "https://shop.example/callback")
			change(&r)
			return second(client.PaymentInit(t.Context(), r, xpayments.WithVersion(v)))
		}
	}
	for _, gate := range []struct {
		pointer, since, until string
		call                  func(version string) error
	}{
		{"/saveCard", "1.3", "1.5", with(func(r *xpaymentsapi.PaymentInitRequest) {
			r.SaveCard = new(xpaymentsapi.YesNoYes)
		})},
		{"/template", "1.3", "1.9", with(func(r *xpaymentsapi.PaymentInitRequest) {
			r.Template = new(xpaymentsapi.PageTemplateLite)
		})},
		{"/cart/kountCustomerUniq", "1.6", "1.9", with(func(r *xpaymentsapi.PaymentInitRequest) {
			r.Cart.KountCustomerUniq = new("k")
		})},
		{"/refresh", "1.9", "1.9", func(v string) error {
			return second(client.PaymentGetAdditionalInfo(t.Context(),
				xpaymentsapi.PaymentGetAdditionalInfoRequest{TxnID: xpaymentsfake.TxnID("status-2"),
					Refresh: new(true)}, xpayments.WithVersion(v)))
		}},
		{"/refId", "1.4", "1.9", func(v string) error {
			return second(client.PaymentRecharge(t.Context(), xpaymentsapi.PaymentRechargeRequest{
				TxnID: xpaymentsfake.TxnID("example-recharge"), Amount: strictpay.MustDecimal("1"), Description: "x",
				RefID: new("r"),
			}, xpayments.WithVersion(v)))
		}},
	} {
		for _, version := range xpayments.Versions() {
			err := gate.call(version)
			if version >= gate.since && version <= gate.until {
				if err != nil {
					t.Errorf("%s in %s: %v", gate.pointer, version, err)
				}
				continue
			}
			var found *strictpay.NotSent
			if !errors.As(err, &found) || !errors.Is(err, strictpay.ErrNotSent) ||
				found.Deviations[0].Pointer != gate.pointer || found.Deviations[0].Kind != strictpay.KindUnknownMember {
				t.Errorf("%s in %s: %v", gate.pointer, version, err)
			}
		}
	}
}

func TestNegotiate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spoken []string
		want   string
	}{
		{[]string{"1.1", "1.2", "1.9"}, "1.9"},
		{[]string{"1.6", "1.5"}, "1.6"},
		{[]string{"1.1"}, "1.1"},
	} {
		x, client := open(t)
		x.SetVersions(c.spoken...)
		got, err := client.Negotiate(t.Context())
		if err != nil || got != c.want || client.APIVersion() != c.want {
			t.Errorf("%q: Negotiate = %q, %v", c.spoken, got, err)
		}
		if _, err := client.PaymentGetInfo(t.Context(),
			xpaymentsapi.PaymentGetInfoRequest{TxnID: xpaymentsfake.TxnID("status-2")}); err != nil {
			t.Errorf("%q: the call after it: %v", c.spoken, err)
		}
	}
	x, client := open(t)
	x.SetVersions("2.0")
	if _, err := client.Negotiate(t.Context()); !errors.Is(err, xpayments.ErrNoVersion) || code(err) != "506" {
		t.Errorf("no version in common: %v", err)
	}
	if client.APIVersion() != xpayments.DefaultAPIVersion {
		t.Errorf("the version is now %s", client.APIVersion())
	}
	if err := client.SetAPIVersion("1.10"); !errors.Is(err, xpayments.ErrVersion) {
		t.Errorf("version 1.10: %v", err)
	}
}
