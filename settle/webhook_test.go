package settle

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/sandbox"
)

// listen takes callbacks of orders, each times times, and is their address.
func listen[TTx any](t *testing.T, sh *shop[TTx], times int) string {
	t.Helper()
	handler := vertexHook(t, sh)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for n := range times {
			again := r.Clone(r.Context())
			again.Body = io.NopCloser(bytes.NewReader(body))
			into := http.ResponseWriter(httptest.NewRecorder())
			if n == times-1 {
				into = w
			}
			handler.ServeHTTP(into, again)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func vertexHook[TTx any](t *testing.T, sh *shop[TTx]) http.Handler {
	t.Helper()
	handler, err := Webhook(sh.s, sh.vertex,
		func(take func(context.Context, *vertex.OrderEvent) error) (http.Handler, error) {
			return vertex.Handler(sh.sandbox.Vertex.WebhookSecret, take, vertex.RejectViolations)
		})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// Three replicas get every webhook, twice, in any order and early, while they ask. Each order has one outcome.
func TestWebhooksOnThreeReplicas(t *testing.T) { both(t, testReplicas[*sql.Tx], testReplicas[pgx.Tx]) }

func testReplicas[TTx any](t *testing.T, open func() Database[TTx]) {
	in := sandbox.New(t)
	var shops []*shop[TTx]
	for range 3 {
		shops = append(shops, newShopIn(t, in, open(), nil))
	}
	sh := shops[0]
	mixed := newMixer(t, shops)
	in.Vertex.SetCallbacks(mixed.url, "")
	for _, s := range shops {
		s.run()
	}
	const orders = 15
	for n := range orders {
		key := fmt.Sprintf("order-%d", n)
		if _, err := shops[n%3].create(key, key, "10.00"); err != nil {
			t.Fatal(err)
		}
		act := in.Vertex.Pay
		if n%5 == 0 {
			act = in.Vertex.Expire
		}
		if err := act(key); err != nil {
			t.Fatal(err)
		}
	}
	mixed.flush()
	for n := range orders {
		want := Done
		if n%5 == 0 {
			want = Refused
		}
		sh.await(fmt.Sprintf("order-%d", n), want)
	}
	until(t, "the events to be handled", func() bool {
		report, err := sh.s.Report(t.Context())
		return err == nil && report.UnhandledEvents.Count == 0
	})
	report, err := sh.s.Report(t.Context())
	if err != nil || len(report.Listed)+len(report.Groups) != 0 ||
		report.Undelivered.Count+report.UnmatchedEvents.Count != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	if len(sh.effects()) != orders {
		t.Errorf("%d effects of %d orders", len(sh.effects()), orders)
	}
}

// A mixer gives every webhook to all replicas, twice, in an order of its own.
type mixer struct {
	t        *testing.T
	handlers []http.Handler
	url      string

	mu   sync.Mutex
	kept []kept
}

type kept struct {
	header http.Header
	body   []byte
}

func newMixer[TTx any](t *testing.T, shops []*shop[TTx]) *mixer {
	m := &mixer{t: t}
	for _, sh := range shops {
		m.handlers = append(m.handlers, vertexHook(t, sh))
	}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.kept = append(m.kept, kept{r.Header.Clone(), body})
		if len(m.kept) > 4 {
			m.deliver()
		}
	}))
	t.Cleanup(server.Close)
	m.url = server.URL
	return m
}

func (m *mixer) flush() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.deliver()
}

func (m *mixer) deliver() {
	var all sync.WaitGroup
	rand.Shuffle(len(m.kept), func(i, j int) { m.kept[i], m.kept[j] = m.kept[j], m.kept[i] })
	for _, k := range m.kept {
		for n := range 2 * len(m.handlers) {
			all.Go(func() {
				r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(k.body))
				r.Header = k.header
				w := httptest.NewRecorder()
				m.handlers[n%len(m.handlers)].ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					m.t.Errorf("a webhook is answered %d", w.Code)
				}
			})
		}
	}
	m.kept = nil
	all.Wait()
}

// An event that comes before anybody knows of it is about nothing, and listed.
func TestUnmatchedEvents(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	sh.run()
	sh.sandbox.Vertex.SetCallbacks(listen(t, sh, 3), "")
	sh.paid("stranger")
	until(t, "the events to be handled", func() bool {
		report, err := sh.s.Report(t.Context())
		return err == nil && report.UnhandledEvents.Count == 0 && report.UnmatchedEvents.Count > 0
	})
	sh.s.config.EventRetention = time.Nanosecond
	until(t, "the bodies to be forgotten", func() bool {
		return sh.exec(`UPDATE {}pay_event SET received_at = received_at WHERE body <> ''`) == 0
	})
}
