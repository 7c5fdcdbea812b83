package xpayments_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// A store takes the calls of X-Payments and remembers them.
type store struct {
	mu     sync.Mutex
	events []*xpayments.Event
	checks []xpayments.CheckCart
	failed []error
	answer *xpaymentsapi.CheckCartAnswer
	refuse error // what the store's own function returns

	violations []*xpayments.Event
}

func (s *store) options(more ...xpayments.WebhookOption) []xpayments.WebhookOption {
	return append([]xpayments.WebhookOption{
		xpayments.OnCheckCart(func(_ context.Context,
			check xpayments.CheckCart) (*xpaymentsapi.CheckCartAnswer, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.checks = append(s.checks, check)
			return s.answer, s.refuse
		}),
		xpayments.OnFailure(func(_ context.Context, err error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.failed = append(s.failed, err)
		}),
		nil,
	}, more...)
}

func (s *store) handle(_ context.Context, event *xpayments.Event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(s.events, event)
	return s.refuse
}

func (s *store) violated(_ context.Context, event *xpayments.Event, violation error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, event)
	return violation
}

// handler takes calls from anybody.
func (s *store) handler(t testing.TB, client *xpayments.Client, more ...xpayments.WebhookOption) http.Handler {
	t.Helper()
	return s.handlerFor(t, client, xpayments.AnySender(), more...)
}

func (s *store) handlerFor(
	t testing.TB, client *xpayments.Client, from xpayments.Sender, more ...xpayments.WebhookOption,
) http.Handler {
	t.Helper()
	h, err := client.Handler(from, s.handle, s.violated, s.options(more...)...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// listen starts the store's server and gives its callback URL, with a query of the store's own that must not disturb.
func (s *store) listen(t testing.TB, client *xpayments.Client, more ...xpayments.WebhookOption) string {
	t.Helper()
	server := httptest.NewServer(s.handlerFor(t, client, xpayments.SenderByConnection(), more...))
	t.Cleanup(server.Close)
	return server.URL + "/callback?order=7&action=callback&txnId=other"
}

func begin(t testing.TB, client *xpayments.Client, refID, callbackURL string) string {
	t.Helper()
	made, err := client.PaymentInit(t.Context(), order(refID, callbackURL))
	if err != nil {
		t.Fatal(err)
	}
	return *made.TxnID
}

// deliver takes a callback of the test's own making.
func deliver(t *testing.T, client *xpayments.Client, txnID string, data *xpaymentsapi.CallbackData) *xpayments.Event {
	t.Helper()
	s := &store{}
	form, err := client.NewCallback(txnID, data)
	if err != nil {
		t.Fatal(err)
	}
	status := post(s.handler(t, client, xpayments.WithoutReading()), form)
	if status != http.StatusOK || len(s.events) != 1 {
		t.Fatalf("status %d, %d events", status, len(s.events))
	}
	return s.events[0]
}

func post(h http.Handler, form url.Values) int {
	r := httptest.NewRequest(http.MethodPost, "/callback", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}
