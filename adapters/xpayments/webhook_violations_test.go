package xpayments_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// The attack that once told good from bad padding, 40 times of 40: a callback for one's own payment, and one more
// block behind it. Now it opens in both cases, and the store gets the same event.
func TestABlockBehindACallbackTellsNothing(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	own, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusCharged)})
	if err != nil {
		t.Fatal(err)
	}
	padded, _, _ := strings.Cut(strings.TrimPrefix(foreign.Get("updateData"), "API"), "\n")
	s := &store{}
	h := s.handler(t, client, xpayments.WithoutReading())
	for try := range 20 {
		var keys []string
		unpadded := base64.StdEncoding.EncodeToString(append([]byte{0}, bytes.Repeat([]byte{byte(try + 1)}, 255)...))
		for name, block := range map[string]string{"good": padded, "bad": unpadded} {
			form := url.Values{"action": {"callback"}, "txnId": {id},
				"updateData": {own.Get("updateData") + "\n" + block}}
			s.events = nil
			if status := post(h, form); status != http.StatusOK || len(s.events) != 1 {
				t.Fatalf("try %d, %s padding: status %d, %v", try, name, status, s.failed)
			}
			keys = append(keys, s.events[0].Key)
		}
		if keys[0] != keys[1] {
			t.Fatalf("try %d: two different events", try)
		}
	}
}

// A callback that lacks what it must have goes to the function for violations, with what could be read.
func TestViolationsHaveAFunctionOfTheirOwn(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	key, err := seal.ParsePrivateKey([]byte(readKey(t, "TEST-KEY-alpha-xp-to-store.private.pkcs8.pem")), "")
	if err != nil {
		t.Fatal(err)
	}
	_, vectors := serve(t, xpayments.Config{}, done)
	for _, c := range []struct {
		name, text string
		status     int
		pointer    string
	}{
		{"a status that is no number", "<data><message>x</message><status>paid</status></data>", 500, "/data/status"},
		{"an error and no payment", "<data><error>1</error><error_message>gone</error_message></data>", 500,
			"/data/status"},
		{"no XML", "nothing", 500, ""},
	} {
		message, err := seal.Seal(&key.PublicKey, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		s := &store{}
		h := s.handler(t, vectors, xpayments.WithoutReading())
		form := url.Values{"action": {"callback"}, "txnId": {id}, "updateData": {string(message)}}
		if status := post(h, form); status != c.status || len(s.events) != 0 || len(s.violations) != 1 {
			t.Errorf("%s: status %d, %d events, %d violations", c.name, status, len(s.events), len(s.violations))
			continue
		}
		var found *strictpay.Contradiction
		if len(s.failed) != 1 || !errors.As(s.failed[0], &found) {
			t.Errorf("%s: reported %v", c.name, s.failed)
		} else if c.pointer != "" && found.Deviations[0].Pointer != c.pointer {
			t.Errorf("%s: reported %v", c.name, s.failed)
		}
		event := s.violations[0]
		if event.TxnID != id || event.Payment != nil || event.Data == nil || len(event.Deviations) == 0 {
			t.Errorf("%s: event %+v", c.name, event)
		}
	}
	// A store may take it on itself.
	accept := func(context.Context, *xpayments.Event, error) error { return nil }
	h, err := client.Handler(xpayments.AnySender(), (&store{}).handle, accept, xpayments.WithoutReading())
	if err != nil {
		t.Fatal(err)
	}
	form, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Error: new(xpaymentsapi.ErrorCode("1"))})
	if err != nil {
		t.Fatal(err)
	}
	if status := post(h, form); status != http.StatusOK {
		t.Errorf("accepted: status %d", status)
	}
}

// A store that reads the payment again learns of an error as well: the payment is there, and what was told.
func TestACallbackOfAnErrorIsAnEventOnceThePaymentIsRead(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	form, err := client.NewCallback(xpaymentsfake.TxnID("status-2"),
		&xpaymentsapi.CallbackData{Error: new(xpaymentsapi.ErrorCode("1")), ErrorMessage: new("gone")})
	if err != nil {
		t.Fatal(err)
	}
	s := &store{}
	if status := post(s.handler(t, client), form); status != http.StatusOK || len(s.events) != 1 {
		t.Fatalf("status %d, %v", status, s.failed)
	}
	if event := s.events[0]; *event.Payment.Status != xpaymentsapi.PaymentStatusAuthorized || *event.Data.Error != "1" {
		t.Errorf("event %v, %v", event.Payment, event.Data)
	}
}
