package rozetkapay_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestCallbacksOfPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var mu sync.Mutex
	var reported []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.PaymentEvent) error {
		mu.Lock()
		defer mu.Unlock()
		reported = append(reported, string(*e.Value.Operation)+":"+string(*e.Value.Details.StatusCode))
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	ctx := context.Background()
	body := payment("reported", byToken(rozetkapayfake.TokenThreeDSecure))
	body.CallbackURL, body.Confirm = new(receiver.URL), new(false)
	if _, err := client.CreatePayment(ctx, body); err != nil {
		t.Fatal(err)
	}
	if err := s.PayerConfirmsPayment("reported"); err != nil {
		t.Fatal(err)
	}
	if _, err := client.ConfirmPayment(ctx, rozetkapayapi.ConfirmPaymentRequest{ExternalID: "reported"}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "reported"}); err != nil {
		t.Fatal(err)
	}
	resend := rozetkapayapi.ResendCallbackRequest{ExternalID: "reported",
		Operation: new(rozetkapayapi.OperationTypeConfirm)}
	if _, err := client.ResendCallback(ctx, resend); err != nil {
		t.Fatal(err)
	}
	s.Deliveries()
	mu.Lock()
	defer mu.Unlock()
	const want = "payment:waiting_for_redirect payment:amount_was_successfully_blocked " +
		"confirm:transaction_successful " +
		"refund:refund_successful confirm:transaction_successful"
	if got := strings.Join(reported, " "); got != want {
		t.Errorf("reported\n%s\nwant\n%s", got, want)
	}
}

// The page behind an action does what the payer does there.
func TestThePagesOfPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	hosted := payment("on-a-page", nil)
	hosted.Mode, hosted.Customer = rozetkapayapi.PaymentModeHosted, nil
	for _, body := range []rozetkapayapi.CreatePaymentRequest{
		hosted, payment("on-another", byToken(rozetkapayfake.TokenThreeDSecure)),
	} {
		result, err := client.CreatePayment(ctx, body)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []int{http.StatusOK, http.StatusNotFound} {
			response, err := http.PostForm(*result.Action.Value, nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != want {
				t.Errorf("%s: HTTP %d, want %d", body.ExternalID, response.StatusCode, want)
			}
		}
		if s.Books(body.ExternalID).Charges != 1 {
			t.Errorf("%s: %+v", body.ExternalID, s.Books(body.ExternalID))
		}
	}
}

// Plugins for shops know signatures in more forms than the documented one.
func TestAnyBase64(t *testing.T) {
	t.Parallel()
	const password = "example-password"
	body := []byte(`{"external_id":"order-1001?x","is_success":true,"details":{"status":"success"}}`)
	documented := rozetkapay.Signature(password, body)
	if documented != "6q7JxcryMFKmaKFATr6FLcFCSfM=" {
		t.Fatalf("documented: %s", documented)
	}
	for _, c := range []struct {
		signature string
		strict    bool // the default accepts it
	}{
		{documented, true},
		{strings.TrimRight(documented, "="), false},
		{"qr/2IKNA/u9vZGM1j0Ya5us8V+A=", false},
		{"qr/2IKNA/u9vZGM1j0Ya5us8V+A", false},
		{"1hBwLiGyVQhgUrJ_OECN_dfV8No", false}, // without padding in both places
		{"1hBwLiGyVQhgUrJ_OECN_dfV8No=", false},
	} {
		header := http.Header{}
		header.Set(rozetkapay.HeaderSignature, c.signature)
		if _, err := rozetkapay.Receive[rozetkapayapi.PaymentOperationResult](password, header,
			body); (err == nil) != c.strict {
			t.Errorf("%s: %v", c.signature, err)
		}
		_, err := rozetkapay.Receive[rozetkapayapi.PaymentOperationResult](password, header, body,
			rozetkapay.AnyBase64())
		if err != nil {
			t.Errorf("%s is not accepted: %v", c.signature, err)
		}
		_, err = rozetkapay.Receive[rozetkapayapi.PaymentOperationResult]("another", header, body,
			rozetkapay.AnyBase64())
		if !errors.Is(err, rozetkapay.ErrSignature) {
			t.Errorf("%s under another password: %v", c.signature, err)
		}
	}
	// The documented hash in a header of the other alphabet, which a plugin compares.
	plain := []byte(`{"external_id":"order-1001","is_success":true,"details":{"method":"create","status":"success",` +
		`"status_code":"transaction_successful","amount":1500}}`)
	for _, signature := range []string{
		"U3MUt7YrfyrAh3Ku0F6-N-ssmK0=", "U3MUt7YrfyrAh3Ku0F6+N+ssmK0=", "U3MUt7YrfyrAh3Ku0F6+N+ssmK0",
	} {
		header := http.Header{}
		header.Set(rozetkapay.HeaderSignature, signature)
		if err := rozetkapay.Verify(password, rozetkapay.AnyBase64())(header, plain); err != nil {
			t.Errorf("%s is not accepted: %v", signature, err)
		}
	}
	raw, _ := base64.URLEncoding.DecodeString(documented)
	raw[0] ^= 1
	wrong := http.Header{}
	wrong.Set(rozetkapay.HeaderSignature, base64.URLEncoding.EncodeToString(raw))
	if rozetkapay.Verify(password, rozetkapay.AnyBase64())(wrong, body) == nil {
		t.Error("one bit off is accepted")
	}
}

func TestWhereMoneyGoes(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	token := strictpay.NewSecret("token")
	for _, to := range []rozetkapayapi.RecipientRequestPaymentMethod{
		rozetkapay.SendToIBAN(rozetkapayapi.RecipientIBANRequestPaymentMethod{IBAN: "UA213223130000026007233566001"}),
		rozetkapay.SendToToken(rozetkapayapi.RecipientCCTokenRequestPaymentMethod{Token: token}),
		rozetkapay.SendToWallet(rozetkapayapi.RecipientWalletRequestPaymentMethod{OptionID: rozetkapayfake.WalletCard}),
		rozetkapay.SendToCard(rozetkapayapi.RecipientCCNumberRequestPaymentMethod{Number: token}),
	} {
		body := payment("to-"+string(to.Type), byToken(rozetkapayfake.TokenSuccess))
		body.Recipient = &rozetkapayapi.RecipientRequestUserDetails{PaymentMethod: to}
		if _, err := client.CreatePayment(t.Context(), body); err != nil {
			t.Errorf("%s: %v", to.Type, err)
		}
	}
}
