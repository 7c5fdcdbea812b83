package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/sandbox/fake"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// A street is a shop with fakes of all providers around it.
type street struct {
	t    *testing.T
	url  string
	shop *Shop
	box  *sandbox.Sandbox
	logs *lockedBuffer
	lost *losing // between the shop and vertex
}

// open opens a shop against the fakes, which call it back.
func open(t *testing.T) *street {
	t.Helper()
	box := sandbox.New(t)
	server := httptest.NewUnstartedServer(nil)
	at := "http://" + server.Listener.Addr().String()
	for _, a := range apis.All() {
		urls := map[string]string{}
		for _, hook := range a.Webhooks {
			urls[hook.Name] = at + "/callbacks/" + a.Name
		}
		if set := a.Fake(box).SetCallbacks; set != nil {
			set(urls)
		}
	}

	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	lost := new(losing)
	env := environmentOf(t, box, t.TempDir())
	settings := &Settings{Get: func(name string) string { return env[name] }, At: at}
	providers := map[string]Provider{}
	var err error
	for name, connect := range connections {
		providers[name], err = connect(settings)
		must(err)
	}
	providers["vertex"], err = newVertex(settings, strictpay.WithHTTPClient(&http.Client{Transport: lost}))
	must(err)
	logs := new(lockedBuffer)
	ctx, end := context.WithCancel(context.Background())
	shop := NewShop(ctx, providers, slog.New(slog.NewJSONHandler(logs, nil)))
	server.Config.Handler, err = shop.Handler()
	must(err)
	server.Start()
	t.Cleanup(func() {
		end()
		shop.Wait()
		server.Close()
	})
	return &street{t, at, shop, box, logs, lost}
}

// lockedBuffer takes logs of several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// ask makes a request, and gives the status and the answer.
func (s *street) ask(method, path, body string) (int, answer) {
	s.t.Helper()
	request, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = got.Body.Close() }()
	text, _ := io.ReadAll(got.Body)
	var a answer
	if err := json.Unmarshal(text, &a); err != nil {
		s.t.Fatalf("%v in %s", err, text)
	}
	return got.StatusCode, a
}

func orderOf(provider, id, currency string) string {
	return fmt.Sprintf(`{"id":%q,"provider":%q,"amount":"1500.50","currency":%q,"first_name":"Ada","last_name":"Example",
		"email":"ada@shop.example","phone":"+380930000001","card_session":%q}`, id, provider, currency, koshelekfake.SessionPays)
}

// until waits for an order.
func (s *street) until(id string, is func(o Order) bool) Order {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		o, err := s.shop.store.Get(id)
		if err == nil && is(o) {
			return o
		}
		if time.Now().After(end) {
			s.t.Fatalf("%+v, %v\n%s", o, err, s.logs)
		}
	}
}

// A payment by each provider: created, paid by its payer, told by callback or found by asking, refunded twice.
func TestPayments(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, c := range []struct {
		provider, currency string
		pays               func(id string) error
	}{
		{"vertex", "EUR", s.box.Vertex.Pay},
		{"koshelek", "RUB", func(string) error { return nil }}, // the session pays by itself
		{"rozetkapay", "UAH", s.box.RozetkaPay.CustomerSigns},
		{"xpayments", "USD", func(id string) error {
			o, err := s.shop.store.Get(id)
			if err != nil {
				return err
			}
			return s.box.XPayments.Pay(o.Reference)
		}},
	} {
		t.Run(c.provider, func(t *testing.T) {
			t.Parallel()
			s := &street{t, s.url, s.shop, s.box, s.logs, s.lost}
			id := c.provider + "-1"
			status, a := s.ask("POST", "/orders", orderOf(c.provider, id, c.currency))
			if status != http.StatusCreated || a.Error != "" || c.provider == "vertex" && a.Link == "" {
				t.Fatalf("HTTP %d, %+v\n%s", status, a, s.logs)
			}
			if err := c.pays(id); err != nil {
				t.Fatal(err)
			}
			s.until(id, func(o Order) bool { return o.Status == StatusPaid })
			for i, sum := range []string{"500.50", "1500.50"} {
				amount := []string{"500.50", "1000.00"}[i]
				status, a := s.ask("POST", "/orders/"+id+"/refund", `{"amount":"`+amount+`"}`)
				refunded := a.Order.Refunded // as the answer or the callback spells it, whichever came first
				if status != http.StatusOK || refunded.Cmp(strictpay.MustDecimal(sum)) != 0 || a.Order.Refunding {
					t.Fatalf("%s: HTTP %d, %+v\n%s", amount, status, a, s.logs)
				}
			}
			if status, a := s.ask("POST", "/orders/"+id+"/refund",
				`{"amount":"0.01"}`); status != http.StatusUnprocessableEntity {
				t.Errorf("too much: HTTP %d, %+v", status, a)
			}
			if status, _ := s.ask("POST", "/orders",
				orderOf(c.provider, id, c.currency)); status != http.StatusConflict {
				t.Errorf("twice: HTTP %d", status)
			}
		})
	}
	t.Cleanup(func() {
		for _, hidden := range []string{"Ada", "ada@", "38093", s.box.Vertex.Token} {
			if strings.Contains(s.logs.String(), hidden) {
				t.Errorf("the logs have %q", hidden)
			}
		}
	})
}

// What a provider tells twice counts once, and what comes late does not undo what came before.
func TestCallbacks(t *testing.T) {
	t.Parallel()
	s := open(t)
	if status, a := s.ask("POST", "/orders", orderOf("vertex", "reported", "EUR")); status != http.StatusCreated {
		t.Fatalf("%+v", a)
	}
	paid := Notice{Provider: "vertex", Key: "1", OrderID: "reported", State: State{Status: StatusPaid, Refunded: zero}}
	for range 3 {
		if err := s.shop.Take(t.Context(), paid); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(s.logs.String(), `"first":true`); n != 1 {
		t.Errorf("taken %d times", n)
	}
	late := Notice{Provider: "vertex", Key: "0", OrderID: "reported",
		State: State{Status: StatusPending, Refunded: zero}}
	if err := s.shop.Take(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	if o, _ := s.shop.store.Get("reported"); o.Status != StatusPaid {
		t.Errorf("%+v", o)
	}
	if err := s.shop.Take(t.Context(), Notice{Provider: "vertex", Key: "2", OrderID: "none"}); err == nil {
		t.Error("a callback of no order is not delivered again")
	}
	if got, err := http.Post(s.url+"/callbacks/vertex", "application/json", strings.NewReader("{}")); err != nil ||
		got.StatusCode != 401 {
		t.Errorf("a stranger's callback: %v, %v", got, err)
	}
}

// What the shop does after each of the outcomes.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, c := range []struct {
		what, order, says string
		status            int
		left              Status
	}{
		{"not sent", strings.Replace(orderOf("vertex", "a", "EUR"), `"EUR"`, `"eur"`, 1), "cannot be sent", 422,
			StatusNotPaid},
		{"not exact", strings.Replace(orderOf("koshelek", "b", "RUB"), "1500.50", "1500.501", 1), "cannot be reached",
			503, StatusNotPaid},
		{"unknown", orderOf("vertex", fake.FaultCut, "EUR"), "not known yet", 202, StatusUncertain},
		{"another provider", orderOf("cash", "d", "EUR"), "no such provider", 422, ""},
		{"no amount", strings.Replace(orderOf("vertex", "e", "EUR"), "1500.50", "0", 1), "above zero", 422, ""},
		{"no JSON", "{", "not what it should be", 400, ""},
	} {
		status, a := s.ask("POST", "/orders", c.order)
		if status != c.status || !strings.Contains(a.Error, c.says) {
			t.Errorf("%s: HTTP %d, %+v", c.what, status, a)
		}
		if c.left != "" && a.Order.Status != c.left {
			t.Errorf("%s leaves the order %q", c.what, a.Order.Status)
		}
	}
	for _, c := range []struct {
		err    error
		status int
		again  bool
	}{
		{nil, 200, false},
		{&strictpay.Contradiction{}, 502, false},
		{&strictpay.Unavailable{}, 503, true},
		{&strictpay.OutcomeUnknown{}, 202, false},
		{&strictpay.Refusal{Code: "412"}, 409, false},
		{io.ErrUnexpectedEOF, 202, false}, // an error of who knows where: nothing is repeated
	} {
		if got := adviceOf(c.err); got.HTTP != c.status || got.Again != c.again {
			t.Errorf("%v: %+v", c.err, got)
		}
	}
}

// A refund whose answer is lost is found by comparing with the state before; one that asking cannot tell blocks the
// next one.
func TestLostRefunds(t *testing.T) {
	t.Parallel()
	s := open(t)
	if status, a := s.ask("POST", "/orders", orderOf("vertex", "lost", "EUR")); status != http.StatusCreated {
		t.Fatalf("%+v", a)
	}
	if err := s.box.Vertex.Pay("lost"); err != nil {
		t.Fatal(err)
	}
	s.until("lost", func(o Order) bool { return o.Status == StatusPaid })
	s.lost.refunds.Store(true)
	status, a := s.ask("POST", "/orders/lost/refund", `{"amount":"100.00"}`)
	if status != http.StatusOK || a.Order.Refunded.String() != "100.00" || s.lost.times.Load() != 1 {
		t.Errorf("HTTP %d, %+v, %d lost\n%s", status, a, s.lost.times.Load(), s.logs)
	}
	s.lost.rest.Store(true)
	if status, a := s.ask("POST", "/orders/lost/refund", `{"amount":"100.00"}`); status != http.StatusAccepted ||
		!a.Order.Refunding {
		t.Errorf("HTTP %d, %+v", status, a)
	}
	if status, a := s.ask("POST", "/orders/lost/refund", `{"amount":"100.00"}`); status != http.StatusConflict {
		t.Errorf("HTTP %d, %+v", status, a)
	}
	if n := s.lost.times.Load(); n != 2 {
		t.Errorf("%d refunds were sent", n)
	}
}

// losing loses the answers to refunds, and then, if rest is set, whatever comes after one.
type losing struct {
	refunds, rest, gone atomic.Bool
	times               atomic.Int32 // refunds that were lost
}

func (l *losing) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.gone.Load() {
		return nil, io.ErrUnexpectedEOF
	}
	got, err := http.DefaultTransport.RoundTrip(r)
	if err == nil && l.refunds.Load() && strings.HasSuffix(r.URL.Path, "/order/refund") {
		l.times.Add(1)
		l.gone.Store(l.rest.Load())
		_ = got.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return got, err
}
