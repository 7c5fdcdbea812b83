package rozetkapay_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// merchant takes callbacks and notes them.
type merchant struct {
	mu     sync.Mutex
	events []*rozetkapay.OrderEvent
	keys   map[string]int
}

func (m *merchant) handle(_ context.Context, e *rozetkapay.OrderEvent) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.events = append(m.events, e)
	if m.keys == nil {
		m.keys = map[string]int{}
	}
	m.keys[e.Key]++
	return nil
}

func (m *merchant) codes() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []string
	for _, e := range m.events {
		list = append(list, string(*e.Value.Details.Method)+":"+string(*e.Value.Details.StatusCode))
	}
	return strings.Join(list, " ")
}

func handler(
	t *testing.T, password string, handle func(context.Context, *rozetkapay.OrderEvent) error,
	opts ...rozetkapay.WebhookOption,
) http.Handler {
	t.Helper()
	h, err := rozetkapay.Handler(password, handle, rozetkapay.RejectViolations, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// flow creates, signs, confirms and refunds an order; each request names its own address for callbacks or none.
func flow(t *testing.T, s *rozetkapayfake.Server, client *rozetkapay.Client, to string) {
	t.Helper()
	ctx := context.Background()
	o := order("callback", rozetkapayfake.PhonePage)
	o.CallbackURL, o.Metadata = &to, rozetkapayapi.Metadata{"basket": "42"}
	_, err := client.PayPartsCreateOrder(ctx, o)
	if err == nil {
		err = s.CustomerSigns("callback")
	}
	if err == nil {
		_, err = client.PayPartsConfirmOrder(ctx,
			rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "callback", CallbackURL: new(to + "?stage=2")})
	}
	if err == nil {
		_, err = client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "callback"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestCallbacksOfTheSandbox(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	m := new(merchant)
	receiver := httptest.NewServer(handler(t, s.Password, m.handle))
	t.Cleanup(receiver.Close)
	flow(t, s, client, receiver.URL)
	deliveries := s.Deliveries()
	const want = "create:pending create:contract_was_signed_on_client_side confirm:transaction_successful " +
		"refund:refund_successful"
	if got := m.codes(); got != want {
		t.Errorf("%s", got)
	}
	for i, d := range deliveries {
		if d.Status != http.StatusOK || d.Err != nil || strings.HasSuffix(d.URL, "?stage=2") != (i == 2) {
			t.Errorf("%d: %s %d %v", i, d.URL, d.Status, d.Err)
		}
	}
	if len(m.keys) != 4 || m.events[0].Value.Metadata["basket"] != "42" {
		t.Errorf("%d keys of 4 states", len(m.keys))
	}
	for _, operation := range []*rozetkapayapi.OperationType{nil, new(rozetkapayapi.OperationTypePayment),
		new(rozetkapayapi.OperationTypeConfirm), new(rozetkapayapi.OperationTypeRefund)} {
		if _, err := client.ResendPayPartsCallback(context.Background(),
			rozetkapayapi.ResendCallbackRequest{ExternalID: "callback", Operation: operation}); err != nil {
			t.Fatal(err)
		}
	}
	s.Deliveries()
	if got := m.codes(); got != want+" refund:refund_successful create:contract_was_signed_on_client_side "+
		"confirm:transaction_successful refund:refund_successful" {
		t.Errorf("%s", got)
	}
	if len(m.keys) != 4 {
		t.Errorf("a callback that is sent again has a key of its own")
	}
}

func TestCallbacksRepeatedAndOutOfOrder(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	m := new(merchant)
	receiver := httptest.NewServer(handler(t, s.Password, m.handle))
	t.Cleanup(receiver.Close)
	s.Hold()
	s.Repeat(1)
	flow(t, s, client, receiver.URL)
	s.Release(true)
	s.Deliveries()
	const refund, confirm, sign, create = "refund:refund_successful", "confirm:transaction_successful",
		"create:contract_was_signed_on_client_side", "create:pending"
	if got := m.codes(); got != strings.Join([]string{refund, refund, confirm, confirm, sign, sign, create, create},
		" ") {
		t.Errorf("%s", got)
	}
	for key, n := range m.keys {
		if n != 2 || key == "" {
			t.Errorf("key %q came %d times", key, n)
		}
	}
}

func TestCallbacksInTheStandardAlphabet(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	s.SignWithStandardBase64(true)
	strict, lax := new(merchant), new(merchant)
	for _, c := range []struct {
		m    *merchant
		opts []rozetkapay.WebhookOption
	}{{strict, nil}, {lax, []rozetkapay.WebhookOption{rozetkapay.StandardBase64()}}} {
		receiver := httptest.NewServer(handler(t, s.Password, c.m.handle, c.opts...))
		t.Cleanup(receiver.Close)
		for i := range 20 { // a signature in which the alphabets differ is among them
			o := order(string(rune('a'+i))+receiver.URL+"???", rozetkapayfake.PhonePage)
			o.CallbackURL = &receiver.URL
			if _, err := client.PayPartsCreateOrder(context.Background(), o); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.Deliveries()
	if len(lax.events) != 20 || len(strict.events) == 20 {
		t.Errorf("%d with the option, %d without", len(lax.events), len(strict.events))
	}
}
