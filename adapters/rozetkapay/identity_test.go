package rozetkapay_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestForAChildAccount(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	if _, err := client.OnBehalfOf(s.ChildLogin).PayPartsCreateOrder(ctx,
		order("child", rozetkapayfake.PhoneNoPage)); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PayPartsCreateOrder(ctx, order("core", rozetkapayfake.PhoneNoPage)); err != nil {
		t.Fatal(err)
	}
	if s.Account("child") != s.ChildLogin || s.Account("core") != s.Login {
		t.Errorf("booked on %q and %q", s.Account("child"), s.Account("core"))
	}
	if _, err := client.PayPartsRequestInfo(ctx, "child"); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("the core account sees the child's order: %v", err)
	}
	if _, err := client.PayPartsRequestInfo(ctx, "child", rozetkapay.OnBehalfOf(s.ChildLogin)); err != nil {
		t.Errorf("one call for the child: %v", err)
	}
	if _, err := client.PayPartsRequestInfo(ctx, "core"); err != nil {
		t.Errorf("one call for the core account: %v", err)
	}
	_, err := client.PayPartsRequestInfo(ctx, "core", rozetkapay.OnBehalfOf("somebody"))
	refused(t, err, http.StatusForbidden, "access_not_allowed")
}

func TestWithTheCustomersToken(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	token := strictpay.NewSecret(s.CustomerToken)
	if _, err := client.CustomerAuth(token).OnBehalfOf(s.ChildLogin).PayPartsGetBanksInfo(ctx, nil); err != nil {
		t.Errorf("both headers: %v", err)
	}
	if _, err := client.PayPartsGetBanksInfo(ctx, nil, rozetkapay.CustomerAuth(token)); err != nil {
		t.Errorf("one call: %v", err)
	}
	_, err := client.CustomerAuth(strictpay.NewSecret("old")).PayPartsGetBanksInfo(ctx, nil)
	refused(t, err, http.StatusUnauthorized, "customer_auth_token_expired_or_invalid")
	if !errors.Is(err, rozetkapay.ErrUnauthorized) {
		t.Errorf("%v", err)
	}
	if _, err := client.CustomerAuth(strictpay.NewSecret("old")).PayPartsGetBanksInfo(ctx, nil,
		rozetkapay.CustomerAuth(strictpay.Secret{})); err != nil {
		t.Errorf("one call without: %v", err)
	}
}

func TestHeadersOnTheWire(t *testing.T) {
	t.Parallel()
	var got http.Header
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprint(w, "[]")
	}))
	t.Cleanup(s.Close)
	client, err := rozetkapay.New(s.URL, "login", "pass:word")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.PayPartsGetBanksInfo(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if got.Get("Authorization") != "Basic bG9naW46cGFzczp3b3Jk" || got.Get("Accept") != "application/json" ||
		got.Values("X-ON-BEHALF-OF") != nil || got.Values("X-CUSTOMER-AUTH") != nil {
		t.Errorf("%v", got)
	}
	client = client.OnBehalfOf("child").CustomerAuth(strictpay.NewSecret("jwt"))
	if _, err := client.PayPartsGetBanksInfo(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if len(got.Values("X-ON-BEHALF-OF")) != 1 || got.Get("X-ON-BEHALF-OF") != "child" ||
		got.Get("X-CUSTOMER-AUTH") != "jwt" {
		t.Errorf("%v", got)
	}
	for _, bad := range []string{"a\r\nX-Evil: 1", "a b", "дитина", "a\x00"} {
		got = nil
		_, err := client.PayPartsConfirmOrder(context.Background(),
			rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "o"}, rozetkapay.OnBehalfOf(bad))
		if !errors.Is(err, rozetkapay.ErrHeader) || !errors.Is(err, strictpay.ErrNotSent) ||
			errors.Is(err, strictpay.ErrOutcomeUnknown) || got != nil || strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestNothingSecretIsPrinted(t *testing.T) {
	t.Parallel()
	const password, token = "planted-password", "planted-token"
	s, _ := connect(t)
	client, err := rozetkapay.New(s.URL, s.Login, password)
	if err != nil {
		t.Fatal(err)
	}
	client = client.CustomerAuth(strictpay.NewSecret(token))
	o := fullOrder("order")
	o.Customer.PaymentMethod = &rozetkapayapi.PayPartsPaymentMethod{Type: rozetkapayapi.PayPartsPaymentMethodTypeCard,
		Card: &rozetkapayapi.PayPartsCardPaymentMethod{Number: strictpay.NewSecret("4111111111111111"), ExpMonth: 12,
			ExpYear: 2030, CVV: new(strictpay.NewSecret("987"))}}
	_, refusal := client.PayPartsCreateOrder(context.Background(), o)
	_, unsent := client.PayPartsCreateOrder(context.Background(),
		rozetkapayapi.CreatePayPartsOrder{Customer: o.Customer})
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range []any{client, *client, o, &o, refusal, unsent, o.Customer, o.Customer.PaymentMethod,
		rozetkapay.Verify(password)} {
		logger.Info("value", "v", v)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			fmt.Fprintf(&log, verb, v)
		}
	}
	for _, secret := range []string{password, token, "4111111111111111", "987", "Olena", "+380930000001", "olena@shop",
		"192.0.2.10"} {
		for _, spelling := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%q", []byte(secret))} {
			if strings.Contains(log.String(), spelling) {
				t.Errorf("%q is printed", spelling)
			}
		}
	}
}

// A login that was not filled in must not book on the core account: nothing is sent.
func TestAnEmptyChildLoginIsRefused(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	for name, err := range map[string]error{
		"one call": errorOf(client.PayPartsCreateOrder(t.Context(), order("nobody", rozetkapayfake.PhoneNoPage),
			rozetkapay.OnBehalfOf(""))),
		"a client": errorOf(client.OnBehalfOf("").PayPartsRequestInfo(t.Context(), "nobody")),
	} {
		if !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, rozetkapay.ErrNoLogin) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if books := s.Books("nobody"); books.Payments != 0 {
		t.Errorf("booked: %+v", books)
	}
}

func errorOf(_ any, err error) error { return err }

// The account that a call is made for is told before it is sent: whoever asks later must ask for the same one.
func TestAccountOfACall(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var account string
	note := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) error {
		account = sending.Account
		return errors.New("enough was seen")
	})
	for name, c := range map[string]struct {
		client *rozetkapay.Client
		opts   []strictpay.CallOption
		want   string
	}{
		"core":               {client, nil, s.Login},
		"a client for child": {client.OnBehalfOf(s.ChildLogin), nil, s.Login + "/" + s.ChildLogin},
		"a call for child": {client, []strictpay.CallOption{rozetkapay.OnBehalfOf(s.ChildLogin)}, s.Login + "/" +
			s.ChildLogin},
	} {
		_, err := c.client.PayPartsRequestInfo(t.Context(), "order", append(c.opts, note)...)
		if !errors.Is(err, strictpay.ErrNotSent) || account != c.want {
			t.Errorf("%s: account %q, %v", name, account, err)
		}
	}
}
