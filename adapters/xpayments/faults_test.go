package xpayments_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/internal/giveup"
	"github.com/strictpay/strictpay/sandbox/fake"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// Every fault on a call that only reads and on one that moves money: the kind of error, what is known of the answer,
// and whether the outcome is.
func TestFaults(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	for _, c := range []struct {
		fault, kind string
		is          error
		status      int
	}{
		{fake.FaultHTML, "media-type", nil, 200},
		{fake.FaultDamaged, "format", nil, 200},
		{fake.FaultLarge, "size", strictpay.ErrTooLarge, 200},
		{fake.FaultSlow, "", context.Canceled, 0},
		{fake.FaultCut, "", nil, 200},
	} {
		t.Run(c.fault, func(t *testing.T) {
			t.Parallel()
			during := func() context.Context {
				if c.fault == fake.FaultSlow {
					return giveup.OnceSent(t.Context())
				}
				return t.Context()
			}
			var reported strictpay.Info
			_, err := client.PaymentGetInfo(during(), xpaymentsapi.PaymentGetInfoRequest{TxnID: c.fault},
				strictpay.WithInfo(&reported))
			judge(t, err, c.kind, c.is)
			if errors.Is(err, strictpay.ErrOutcomeUnknown) {
				t.Errorf("reading moves no money: %v", err)
			}
			if reported.Status != c.status || reported.Operation != "paymentGetInfo" || c.kind != "" &&
				c.kind != "size" &&
				len(reported.Body()) == 0 {
				t.Errorf("info: status %d, %d bytes", reported.Status, len(reported.Body()))
			}
			_, err = client.PaymentCapture(during(), xpaymentsapi.PaymentCaptureRequest{TxnID: c.fault})
			judge(t, err, c.kind, c.is)
			var unknown *strictpay.OutcomeUnknown
			if !errors.As(err, &unknown) || !errors.Is(err, strictpay.ErrOutcomeUnknown) ||
				errors.Is(err, strictpay.ErrNotSent) {
				t.Fatalf("capture: %v", err)
			}
			if id, _ := unknown.StatusQuery.Get("txnId"); unknown.StatusQuery.Operation != "paymentGetInfo" ||
				id != c.fault {
				t.Errorf("reference %v", unknown.StatusQuery)
			}
		})
	}
}

func judge(t *testing.T, err error, kind string, is error) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	if is != nil && !errors.Is(err, is) {
		t.Errorf("%v is not %v", err, is)
	}
	found := strictpay.DeviationsOf(err)
	if kind == "" {
		if len(found) > 0 {
			t.Errorf("a deviation without an answer: %v", err)
		}
		return
	}
	if len(found) == 0 || string(found[0].Kind) != kind {
		t.Errorf("%v; want %s", err, kind)
	}
}

func TestDamagedAnswerIsReportedByPointer(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	var found *strictpay.Contradiction
	_, err := client.PaymentGetInfo(t.Context(), xpaymentsapi.PaymentGetInfoRequest{TxnID: fake.FaultDamaged})
	if !errors.As(err, &found) {
		t.Fatal(err)
	}
	kinds := map[string]strictpay.Kind{}
	for _, d := range found.Deviations {
		kinds[d.Pointer] = d.Kind
	}
	for pointer, kind := range map[string]strictpay.Kind{"/data/status": strictpay.KindFormat,
		"/data/amount": strictpay.KindFormat, "/data/error_message": strictpay.KindMissing,
		"/data/currency": strictpay.KindMissing} {
		if kinds[pointer] != kind {
			t.Errorf("%s: %q, want %q", pointer, kinds[pointer], kind)
		}
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "59,90") {
		t.Error("the error shows a value")
	}
}

// A captured payment whose answer got lost: the outcome is unknown, one call resolves it, and nothing was captured
// twice.
func TestResolve(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	id := paid(t, x, client, "lost", x.Pay)
	before := xpayments.PaymentOf(must(client.PaymentGetInfo(t.Context(),
		xpaymentsapi.PaymentGetInfoRequest{TxnID: id}))(t))
	x.FaultNext(fake.FaultCut)
	_, lost := client.PaymentCapture(t.Context(),
		xpaymentsapi.PaymentCaptureRequest{TxnID: id, Amount: amount("20.00")})
	if !errors.Is(lost, strictpay.ErrOutcomeUnknown) {
		t.Fatal(lost)
	}
	now := must(client.Resolve(t.Context(), fmt.Errorf("while shipping: %w", lost)))(t)
	mustBe(t, "capturedAmount", now.Payment.CapturedAmount, "20.00")
	if now.Finding != strictpay.Unclear {
		t.Errorf("without the payment before: %s", now.Finding)
	}
	if got := must(client.Resolve(t.Context(), lost, before))(t).Finding; got != strictpay.CarriedOut {
		t.Errorf("with the payment before: %s", got)
	}
	if got := must(client.Resolve(t.Context(), lost, now.Payment))(t).Finding; got != strictpay.NotSeen {
		t.Errorf("with the payment as it is: %s", got)
	}
	if books := x.Books("lost"); books.Charges != 1 {
		t.Errorf("books %+v", books)
	}
	if _, err := client.Resolve(t.Context(), errors.New("else")); !errors.Is(err, xpayments.ErrOutcomeKnown) {
		t.Errorf("another error: %v", err)
	}
	x.FaultNext(fake.FaultCut)
	_, lost = client.PaymentRecharge(t.Context(),
		xpaymentsapi.PaymentRechargeRequest{TxnID: xpaymentsfake.TxnID("example-recharge"),
			Amount: strictpay.MustDecimal("1"), Description: "x"})
	if _, err := client.Resolve(t.Context(), lost); !errors.Is(lost, strictpay.ErrOutcomeUnknown) ||
		!errors.Is(err, xpayments.ErrRechargeUnresolved) {
		t.Errorf("recharge: %v, %v", lost, err)
	}
}

func TestNothingIsSentToAClosedPort(t *testing.T) {
	t.Parallel()
	x, _ := open(t)
	client, err := xpayments.New("http://127.0.0.1:1",
		xpayments.Credentials{StoreID: x.StoreID, Certificate: x.Certificate, PrivateKey: x.PrivateKey,
			Password: x.Password}, strictpay.WithRetries(0))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.PaymentRefund(t.Context(), xpaymentsapi.PaymentRefundRequest{TxnID: "1"})
	if !errors.Is(err, strictpay.ErrNotSent) || errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Error(err)
	}
}

// A store that X-Payments does not know, keys that do not fit and versions it does not speak.
func TestWrongStoresKeysAndVersions(t *testing.T) {
	t.Parallel()
	x, _ := open(t)
	other := readKey(t, "TEST-KEY-alpha-store-to-xp.cert.pem")
	foreign := readKey(t, "TEST-KEY-alpha-xp-to-store.private.pkcs8.pem")
	good := xpayments.Credentials{StoreID: x.StoreID, Certificate: x.Certificate, PrivateKey: x.PrivateKey,
		Password: x.Password}
	for _, c := range []struct {
		name   string
		change func(c *xpayments.Credentials)
		is     error
		kind   string
	}{
		{"another store", func(c *xpayments.Credentials) { c.StoreID = strings.Repeat("0", 32) }, nil, "media-type"},
		{"another certificate", func(c *xpayments.Credentials) { c.Certificate = other }, nil, "media-type"},
		{"another private key", func(c *xpayments.Credentials) {
			c.PrivateKey = foreign
		}, xpayments.ErrSealBroken, "syntax"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			credentials := good
			c.change(&credentials)
			client, err := xpayments.New(x.URL, credentials)
			if err != nil {
				t.Fatal(err)
			}
			var reported strictpay.Info
			_, err = client.PaymentCapture(t.Context(),
				xpaymentsapi.PaymentCaptureRequest{TxnID: xpaymentsfake.TxnID("status-2")},
				strictpay.WithInfo(&reported))
			judge(t, err, c.kind, c.is)
			if !errors.Is(err, strictpay.ErrOutcomeUnknown) || reported.Status != 200 || len(reported.Body()) == 0 {
				t.Errorf("%v; status %d, %d bytes", err, reported.Status, len(reported.Body()))
			}
		})
	}
	client, err := xpayments.Config{URL: x.URL, Credentials: good, APIVersion: "1.4"}.New()
	if err != nil {
		t.Fatal(err)
	}
	x.SetVersions("1.9", "1.8")
	_, err = client.PaymentCapture(t.Context(),
		xpaymentsapi.PaymentCaptureRequest{TxnID: xpaymentsfake.TxnID("status-2")})
	var refusal *xpayments.Error
	if !errors.As(err, &refusal) || refusal.Code != "506" || !strings.Contains(refusal.Text(), `"1.9", "1.8"`) ||
		errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("version: %v", err)
	}
}

func TestConstructorRefuses(t *testing.T) {
	t.Parallel()
	x, _ := open(t)
	good := xpayments.Config{URL: x.URL,
		Credentials: xpayments.Credentials{StoreID: x.StoreID, Certificate: x.Certificate, PrivateKey: x.PrivateKey,
			Password: x.Password}}
	for _, c := range []struct {
		name   string
		change func(c *xpayments.Config)
		is     error
	}{
		{"store with another letter", func(c *xpayments.Config) {
			c.Credentials.StoreID = strings.Repeat("g", 32)
		}, xpayments.ErrStoreID},
		{"no store", func(c *xpayments.Config) { c.Credentials.StoreID = "" }, xpayments.ErrStoreID},
		{"no certificate", func(c *xpayments.Config) { c.Credentials.Certificate = "" }, xpayments.ErrKey},
		{"no private key", func(c *xpayments.Config) { c.Credentials.PrivateKey = "" }, xpayments.ErrKey},
		{"another password", func(c *xpayments.Config) { c.Credentials.Password = "SECRET" }, xpayments.ErrPassword},
		{"another version", func(c *xpayments.Config) { c.APIVersion = "2.0" }, xpayments.ErrVersion},
		{"plain http", func(c *xpayments.Config) { c.URL = "http://pay.example.com" }, nil},
		{"no URL", func(c *xpayments.Config) { c.URL = "" }, nil},
	} {
		config := good
		c.change(&config)
		if client, err := config.New(); client != nil || err == nil || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%s: %v, %v", c.name, client, err)
		}
	}
	if _, err := xpayments.NewFromBundle("no bundle"); !errors.Is(err, xpayments.ErrBundle) {
		t.Errorf("bundle: %v", err)
	}
}

// No secret of the client is in any print of it.
func TestNothingSecretIsPrinted(t *testing.T) {
	t.Parallel()
	x, client := open(t)
	config, err := xpayments.ConfigFromBundle(x.Bundle)
	if err != nil {
		t.Fatal(err)
	}
	made, err := client.PaymentInit(t.Context(), order("secrets", "https://shop.example/callback"))
	if err != nil {
		t.Fatal(err)
	}
	form, err := client.CardForm(*made.Token, "")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	back := xpayments.Return{Card: &xpayments.ReturnCard{Last4: "SECRET-1111", Type: "SECRET-VISA"}}
	for _, v := range []any{client, *client, config, &config, config.Credentials, &config.Credentials, form, *form,
		made, back, back.Card} {
		fmt.Fprintf(&out, "%v %+v %#v %s %q %x\n", v, v, v, v, v, v)
	}
	for _, verb := range []string{"%w", "%p"} { // fmt asks no method of a value under these
		fmt.Fprintf(&out, verb+verb+"\n", back, &back)
	}
	for name, secret := range map[string]string{
		"the password": x.Password, "the key": x.PrivateKey[40:80], "the certificate": x.Certificate[40:80],
		"the token": made.Token.Reveal(), "the card": "SECRET-",
	} {
		if strings.Contains(out.String(), secret) || strings.Contains(out.String(), fmt.Sprintf("%x", secret)) {
			t.Errorf("%s is printed", name)
		}
	}
	if !strings.Contains(out.String(), x.StoreID) {
		t.Error("the store is not named")
	}
}
