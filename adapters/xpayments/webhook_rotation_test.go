package xpayments_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// While one pair of keys replaces the other, callbacks that were sealed for either are taken, and one said twice has
// one key. What was sealed for a third is refused like all else that does not open.
func TestTwoPrivateKeysAtOnce(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	id := xpaymentsfake.TxnID("status-2")
	own, err := client.NewCallback(id, &xpaymentsapi.CallbackData{Status: new(xpaymentsapi.PaymentStatusAuthorized)})
	if err != nil {
		t.Fatal(err)
	}
	const text = "<data><status>2</status></data>"
	old, third := newKey(t), newKey(t)
	form := func(key *rsa.PrivateKey) url.Values {
		message, err := seal.Seal(&key.PublicKey, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return url.Values{"action": {"callback"}, "txnId": {id}, "updateData": {string(message)}}
	}
	s := &store{}
	h := s.handler(t, client, xpayments.WithoutReading(), xpayments.AlsoAccept(inPEM(t, old), "not used"),
		xpayments.AlsoAccept("", ""))
	for name, try := range map[string]struct {
		form   url.Values
		status int
	}{"the client's own": {own, 200}, "the old": {form(old), 200}, "a third": {form(third), 400}} {
		if status := post(h, try.form); status != try.status {
			t.Errorf("%s: status %d, %v", name, status, s.failed)
		}
	}
	if status := post(h, form(old)); status != http.StatusOK || len(s.events) != 3 || s.events[2].TxnID != id {
		t.Errorf("status %d, %d events", status, len(s.events))
	}
	again := s.events[2].Key
	if !slices.ContainsFunc(s.events[:2], func(e *xpayments.Event) bool { return e.Key == again }) {
		t.Error("the same text has another key")
	}
	if len(s.failed) != 1 || !errors.Is(s.failed[0], xpayments.ErrSealBroken) {
		t.Errorf("reported %v", s.failed)
	}
	// Without the option the old key opens nothing.
	if status := post(s.handler(t, client, xpayments.WithoutReading()), form(old)); status != http.StatusBadRequest {
		t.Errorf("without the option: status %d", status)
	}
}

// What a handler cannot do without is asked for when it is made.
func TestHandlersAreMadeWhole(t *testing.T) {
	t.Parallel()
	_, client := open(t)
	s := &store{}
	from := xpayments.AnySender()
	if _, err := client.Handler(from, nil, s.violated); err == nil {
		t.Error("no function for events")
	}
	if _, err := client.Handler(from, s.handle, nil); err == nil {
		t.Error("no function for violations")
	}
	if _, err := new(xpayments.Client).Handler(from, s.handle, s.violated); err == nil {
		t.Error("no client")
	}
	if _, err := client.Handler(from, s.handle, s.violated, nil); err != nil {
		t.Error(err)
	}
	protected := readKey(t, "TEST-KEY-alpha-xp-to-store.private.enc-pkcs8-aes256-hmacsha256.pem")
	for want, also := range map[error]xpayments.WebhookOption{
		xpayments.ErrKey:      xpayments.AlsoAccept("no key", ""),
		xpayments.ErrPassword: xpayments.AlsoAccept(protected, ""),
	} {
		_, err := client.Handler(from, s.handle, s.violated, also)
		if !errors.Is(err, want) || strings.Contains(err.Error(), "no key") {
			t.Errorf("want %v, got %v", want, err)
		}
	}
}

func newKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func inPEM(t *testing.T, key *rsa.PrivateKey) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}
