package xpayments_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// What the administrator and the gateway do reaches the store as a callback each, in the order it happened.
func TestWhatOthersDoIsCalledBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		pay  func(x *xpaymentsfake.Server, id string) error
		then func(x *xpaymentsfake.Server, id string) error
		want xpaymentsapi.PaymentStatus
		held bool
	}{
		{"void", (*xpaymentsfake.Server).Pay, func(x *xpaymentsfake.Server, id string) error {
			return x.AdminVoid(id, strictpay.Decimal{})
		}, xpaymentsapi.PaymentStatusDeclined, false},
		{"capture", (*xpaymentsfake.Server).Pay, func(x *xpaymentsfake.Server, id string) error {
			return x.AdminCapture(id, strictpay.Decimal{})
		}, xpaymentsapi.PaymentStatusCharged, false},
		{"accept", (*xpaymentsfake.Server).PayHeld, (*xpaymentsfake.Server).AdminAccept,
			xpaymentsapi.PaymentStatusAuthorized, true},
		{"decline", (*xpaymentsfake.Server).PayHeld, (*xpaymentsfake.Server).AdminDecline,
			xpaymentsapi.PaymentStatusDeclined, true},
		{"settle", (*xpaymentsfake.Server).PayPending, (*xpaymentsfake.Server).Settle,
			xpaymentsapi.PaymentStatusAuthorized, false},
		{"declined, then paid", (*xpaymentsfake.Server).Decline, (*xpaymentsfake.Server).Pay,
			xpaymentsapi.PaymentStatusAuthorized, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x, client := open(t)
			s := &store{}
			id := begin(t, client, "order-7", s.listen(t, client, xpayments.WithoutReading()))
			x.Hold()
			if err := c.pay(x, id); err != nil {
				t.Fatal(err)
			}
			if err := c.then(x, id); err != nil {
				t.Fatal(err)
			}
			if err := c.then(x, id); err == nil {
				t.Error("it happened twice")
			}
			x.Release(false)
			x.Deliveries()
			if len(s.events) != 2 {
				t.Fatalf("%d events", len(s.events))
			}
			if first, last := s.events[0].Payment, s.events[1].Payment; *first.IsFraudStatus != c.held ||
				*last.IsFraudStatus || *last.Status != c.want {
				t.Errorf("first %v, last %v", first, last)
			}
		})
	}
	x, _ := open(t)
	for name, err := range map[string]error{
		"capture": x.AdminCapture("none", strictpay.Decimal{}), "settle": x.Settle("none"), "pay": x.Pay("none"),
		"recharge": second(x.AdminRecharge("none", strictpay.MustDecimal("1"))),
	} {
		if !errors.Is(err, fake.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	paid := xpaymentsfake.TxnID("status-4") // without a card that was saved
	for name, err := range map[string]error{
		"pay what is paid":        x.Pay(paid),
		"recharge without a card": second(x.AdminRecharge(paid, strictpay.MustDecimal("1"))),
	} {
		if !errors.Is(err, fake.ErrState) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The second configuration charges at once, unless the cart says otherwise.
func TestSaleAndForcedTypes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		conf  int32
		force *xpaymentsapi.ForceTransactionType
		want  xpaymentsapi.PaymentStatus
	}{
		{1, nil, xpaymentsapi.PaymentStatusAuthorized},
		{1, new(xpaymentsapi.ForceTransactionTypeSale), xpaymentsapi.PaymentStatusCharged},
		{1, new(xpaymentsapi.ForceTransactionTypeAsConfigured), xpaymentsapi.PaymentStatusAuthorized},
		{2, nil, xpaymentsapi.PaymentStatusCharged},
		{2, new(xpaymentsapi.ForceTransactionTypeAuthorize), xpaymentsapi.PaymentStatusAuthorized},
	} {
		x, client := open(t)
		request := order("order-7", "https://shop.example/callback")
		request.ConfID, request.Cart.ForceTransactionType, request.Cart.Currency = c.conf, c.force, nil
		made, err := client.PaymentInit(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Pay(*made.TxnID); err != nil {
			t.Fatal(err)
		}
		if p := info(t, client, *made.TxnID); *p.Status != c.want {
			t.Errorf("configuration %d, %v: status %d", c.conf, c.force, *p.Status)
		}
	}
}

// The page opens with a token only, and does only what it offers.
func TestCardPageRefuses(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	made, err := client.PaymentInit(t.Context(), order("order-7", "https://shop.example/callback"))
	if err != nil {
		t.Fatal(err)
	}
	token := made.Token.Reveal()
	for name, c := range map[string]struct {
		form   url.Values
		status int
	}{
		"no target": {url.Values{"action": {"start"}, "token": {token}}, 400},
		"another token": {url.Values{"target": {"main"}, "action": {"start"}, "token": {strings.Repeat("0", 32)}},
			400},
		"another action": {url.Values{"target": {"main"}, "action": {"steal"}, "token": {token}}, 400},
		"declined":       {url.Values{"target": {"main"}, "action": {"decline"}, "token": {token}}, 200},
		"the page of it all": {url.Values{"target": {"main"}, "action": {"start"}, "token": {token},
			"allow_save_card": {"Y"}}, 200},
	} {
		rsp, err := http.PostForm(x.URL+"/payment.php", c.form)
		if err != nil {
			t.Fatal(err)
		}
		_ = rsp.Body.Close()
		if rsp.StatusCode != c.status {
			t.Errorf("%s: %s", name, rsp.Status)
		}
	}
	if p, _ := x.GetPayment(*made.TxnID); !p.Declined {
		t.Error("not declined")
	}
}

func TestSlogShowsNoSecrets(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	config, err := xpayments.ConfigFromBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	form, err := client.CardForm(strictpay.NewSecret("SECRET-5f4dcc3b5aa765d61d8327deb"), "")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(handler).LogAttrs(context.Background(), slog.LevelInfo, "all", slog.Any("client", client),
			slog.Any("config", config), slog.Any("credentials", config.Credentials),
			slog.Any("form", form), slog.Any("return", xpayments.Return{Card: &xpayments.ReturnCard{Last4: "SECRET"}}))
	}
	if strings.Contains(out.String(), "SECRET") || strings.Contains(out.String(), x.Password) ||
		strings.Contains(out.String(), x.PrivateKey[40:80]) {
		t.Error("a secret is logged")
	}
}

// What is put in anew under another reference leaves the books of the first one, and a recharge is in its own.
func TestBooksFollowTheReference(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	for _, reference := range []string{"a", "b"} {
		x.PutPayment(xpaymentsfake.Payment{
			TxnID: "one", RefID: reference, Sold: amount("10.00").Decimal(), CardSaved: true,
		})
	}
	if x.Books("a").Payments != 0 || x.Books("b").Payments != 1 {
		t.Errorf("%+v, %+v", x.Books("a"), x.Books("b"))
	}
	must(client.PaymentRecharge(t.Context(), xpaymentsapi.PaymentRechargeRequest{
		TxnID: "one", Amount: *amount("7.00"), Description: "Again", RefID: new("c"),
	}))(t)
	if x.Books("b").Charges != 1 || x.Books("c").Payments != 1 {
		t.Errorf("%+v, %+v", x.Books("b"), x.Books("c"))
	}
}
