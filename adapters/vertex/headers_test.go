package vertex_test

import (
	"compress/gzip"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// Requests over the shared transport are sent with the headers of their operation and of their client, at once and one
// after the other.
func TestHeadersOfRequests(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	sent := map[string]http.Header{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		token := r.Header.Get("Api-Access-Token")
		delete(r.Header, "Content-Length")
		mu.Lock()
		defer mu.Unlock()
		key := r.Method + " " + r.URL.Path + " " + token
		if before, ok := sent[key]; ok && !maps.EqualFunc(before, r.Header, slices.Equal) {
			t.Errorf("%s: sent with %v, before with %v", key, r.Header, before)
		}
		sent[key] = r.Header
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	t.Cleanup(server.Close)
	var all sync.WaitGroup
	for _, token := range []string{"one", "two"} {
		client, err := vertex.New(server.URL, token, strictpay.WithUserAgent("shop of "+token),
			strictpay.WithRetries(1), strictpay.WithHooks(strictpay.Hooks{}), strictpay.WithAttemptTimeout(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			all.Go(func() {
				_, _ = client.RetrieveOrderDetails(t.Context(), 123, "A-1")
				capture := vertexapi.OrderOperationRequest{ShopID: 123, OrderNumber: "A-1"}
				_, _ = client.CaptureOrder(t.Context(), capture)
			})
		}
	}
	all.Wait()
	if len(sent) != 4 {
		t.Errorf("sent %v", slices.Sorted(maps.Keys(sent)))
	}
	for key, header := range sent {
		token := key[strings.LastIndexByte(key, ' ')+1:]
		want := http.Header{
			"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "Api-Access-Token": {token},
			"User-Agent": {"shop of " + token},
		}
		if strings.HasPrefix(key, "POST") {
			want["Content-Type"] = []string{"application/json"}
		}
		if !maps.EqualFunc(header, want, slices.Equal) {
			t.Errorf("%s: sent with %v, want %v", key, header, want)
		}
	}
}

// Typed calls ask for compressed answers and read them, and the connection serves the next call.
func TestCompressedAnswers(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../specs/vertex/examples/retrieveOrderDetails.200.json")
	if err != nil {
		t.Fatal(err)
	}
	var conns, calls atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("asked with %v", r.Header)
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write(text)
		if calls.Add(1) < 4 {
			_ = z.Close()
			return
		}
		_ = z.Flush() // and no more: the document is whole, what is around it is not
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	client, err := vertex.New(server.URL, "token", strictpay.WithRetries(-1))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		var info strictpay.Info
		_, err := client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF", strictpay.WithInfo(&info))
		if err != nil || string(info.Body()) != string(text) || info.Header().Get("Content-Encoding") != "" {
			t.Errorf("%v, %d bytes, %v", err, len(info.Body()), info.Header())
		}
	}
	if conns.Load() != 1 {
		t.Error(conns.Load(), "connections")
	}
	_, err = client.RetrieveOrderDetails(t.Context(), 123, "56573FDFVFDBWF")
	if strictpay.OutcomeOf(err) != strictpay.NotAvailable {
		t.Errorf("half a compressed answer: %v", err)
	}
}
