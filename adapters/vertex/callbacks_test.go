package vertex_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
)

// A merchant takes callbacks and remembers them.
type merchant struct {
	mu       sync.Mutex
	keys     []string
	statuses []string
	fail     bool
}

func (m *merchant) note(key, status string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail {
		return errors.New("not now")
	}
	m.keys, m.statuses = append(m.keys, key), append(m.statuses, status)
	return nil
}

func (m *merchant) order(_ context.Context, e *vertex.OrderEvent) error {
	return m.note(e.Key, string(e.Value.Data.OrderStatus))
}

func (m *merchant) payout(_ context.Context, e *vertex.PayoutEvent) error {
	return m.note(e.Key, string(e.Value.Data.PayoutStatus))
}

// told waits for the callbacks under way.
func (m *merchant) reported(s *vertexfake.Server) []string {
	s.Deliveries()
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.statuses)
}

func handler[T vertex.Callback](
	t *testing.T, secret string, handle func(context.Context, *vertex.Event[T]) error, opts ...vertex.WebhookOption,
) http.Handler {
	t.Helper()
	h, err := vertex.Handler(secret, handle, vertex.RejectViolations, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func TestOrderCallbacks(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	shops, own := &merchant{}, &merchant{}
	s.SetCallbacks(serve(t, handler(t, s.WebhookSecret, shops.order)), "")
	door := httptest.NewTLSServer(handler(t, s.WebhookSecret, own.order))
	t.Cleanup(door.Close)

	must(client.CreateOrder(t.Context(), newOrder("shops", "10.00")))(t)
	must(client.CreateOrder(t.Context(), newOrder("own", "10.00", twoStage, func(p *vertexapi.PaymentSettings) {
		p.WebhookURL = &door.URL
	})))(t)
	step(t, s.Pay("shops"))
	must(client.RefundOrder(t.Context(), refund("shops", "4.00")))(t)
	must(client.RefundOrder(t.Context(), refund("shops", "3.00")))(t)
	must(client.RefundOrder(t.Context(), refund("shops", "3.00")))(t)
	step(t, s.Begin("own"))
	step(t, s.Pay("own"))
	must(client.CaptureOrder(t.Context(), named("own")))(t)

	if got := shops.reported(s); !slices.Equal(got,
		[]string{"completed", "partially_refunded", "partially_refunded", "refunded"}) {
		t.Errorf("the shop's address was reported %v", got)
	}
	if got := own.reported(s); !slices.Equal(got, []string{"in_progress", "in_progress", "completed"}) {
		t.Errorf("the order's own address was reported %v", got)
	}
	// The status alone names no state: each has a key of its own.
	for _, m := range []*merchant{shops, own} {
		if keys := slices.Compact(slices.Sorted(slices.Values(m.keys))); len(keys) != len(m.keys) {
			t.Errorf("keys %v", m.keys)
		}
	}
	for _, d := range s.Deliveries() {
		if d.Status != http.StatusOK || d.Err != nil || d.Header.Get("Content-Type") != "application/json" {
			t.Errorf("delivery: HTTP %d, %v", d.Status, d.Err)
		}
	}
}

func TestCallbacksRepeatedAndOutOfOrder(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	m := &merchant{}
	s.SetCallbacks(serve(t, handler(t, s.WebhookSecret, m.order)), "")
	s.Repeat(2)
	s.Hold()
	must(client.CreateOrder(t.Context(), newOrder("again", "10.00")))(t)
	step(t, s.Begin("again"))
	step(t, s.Pay("again"))
	if got := m.reported(s); len(got) != 0 {
		t.Errorf("held back, and reported %v", got)
	}
	s.Release(true)
	if got := m.reported(s); !slices.Equal(got,
		[]string{"completed", "completed", "completed", "in_progress", "in_progress", "in_progress"}) {
		t.Errorf("reported %v", got)
	}
	if k := m.keys; k[0] != k[1] || k[1] != k[2] || k[3] != k[4] || k[0] == k[3] {
		t.Errorf("keys %v", k)
	}
}

func TestPayoutCallbacks(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	shops, own := &merchant{}, &merchant{}
	s.SetCallbacks("", serve(t, handler(t, s.WebhookSecret, shops.payout)))
	must(client.CreatePayout(t.Context(), newPayout("shops")))(t)
	p := newPayout("own")
	p.WebhookURL = new(serve(t, handler(t, s.WebhookSecret, own.payout)))
	must(client.CreatePayout(t.Context(), p))(t)
	step(t, s.FailPayout("shops"))
	step(t, s.CompletePayout("shops"))
	step(t, s.CompletePayout("own"))
	if got := shops.reported(s); !slices.Equal(got, []string{"failed", "completed"}) {
		t.Errorf("reported %v", got)
	}
	if got := own.reported(s); !slices.Equal(got, []string{"completed"}) {
		t.Errorf("reported %v", got)
	}
}

func TestCallbacksUnderAnotherAlgorithm(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	right, wrong := &merchant{}, &merchant{}
	other := func(secret, body []byte) string { return "v2=" + vertex.Signature(string(body), secret) }
	s.SignWith(other)
	s.SetCallbacks(serve(t, handler(t, s.WebhookSecret, right.order, vertex.WithAlgorithm(other))), "")
	step(t, s.Decline("status-in-progress"))
	s.Deliveries()
	s.SetCallbacks(serve(t, handler(t, s.WebhookSecret, wrong.order)), "")
	step(t, s.Expire("status-registered"))
	if d := s.Deliveries(); len(d) != 2 || d[0].Status != http.StatusOK || d[1].Status != http.StatusUnauthorized {
		t.Errorf("deliveries %d", len(d))
	}
	if len(right.reported(s)) != 1 || len(wrong.reported(s)) != 0 {
		t.Error("reported the wrong one")
	}
}

func TestRegisteredIsNotReported(t *testing.T) {
	t.Parallel()
	s, _ := start(t)
	m := &merchant{}
	s.SetCallbacks(serve(t, handler(t, s.WebhookSecret, m.order)), "")
	step(t, s.Begin("status-registered"))
	if err := s.Mismatch("nobody", strictpay.MustDecimal("1")); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if got := m.reported(s); !slices.Equal(got, []string{"in_progress"}) {
		t.Errorf("reported %v", got)
	}
}

func TestPaymentPage(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	for do, status := range map[string]vertexapi.OrderStatus{"pay": "completed", "decline": "failed"} {
		link := *must(client.CreateOrder(t.Context(), newOrder("page-"+do, "10.00")))(t).Data.PaymentLink
		if code, page := get(t, link); code != http.StatusOK || !strings.Contains(page, `value="pay"`) {
			t.Errorf("page: HTTP %d", code)
		}
		for _, want := range []int{http.StatusOK, http.StatusConflict} {
			rsp, err := http.PostForm(link, url.Values{"do": {do}})
			step(t, err)
			step(t, rsp.Body.Close())
			if rsp.StatusCode != want {
				t.Errorf("%s: HTTP %d, want %d", do, rsp.StatusCode, want)
			}
		}
		if o := order(t, client, "page-"+do); o.OrderStatus != status {
			t.Errorf("%s: %s", do, o.OrderStatus)
		}
	}
	for _, session := range []string{"", "?session-id=", "?session-id=nobody"} {
		if code, _ := get(t, s.URL+"/payment"+session); code != http.StatusNotFound {
			t.Errorf("%q: HTTP %d", session, code)
		}
	}
}

func get(t *testing.T, link string) (int, string) {
	t.Helper()
	rsp, err := http.Get(link)
	step(t, err)
	defer rsp.Body.Close()
	body, err := io.ReadAll(rsp.Body)
	step(t, err)
	return rsp.StatusCode, string(body)
}

// A callback that nobody wants is not made.
func TestNothingIsSignedWithoutAnAddress(t *testing.T) {
	t.Parallel()
	s := vertexfake.New("http://127.0.0.1")
	t.Cleanup(s.Close)
	signed := 0
	s.SignWith(func(_, _ []byte) string { signed++; return "sign" })
	if err := errors.Join(s.Pay("status-in-progress"), s.FailPayout("payout-in-progress")); err != nil || signed != 0 {
		t.Errorf("signed %d times, %v", signed, err)
	}
}
