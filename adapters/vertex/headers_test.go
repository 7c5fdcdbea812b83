package vertex_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

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
		client, err := vertex.New(server.URL, token, strictpay.WithUserAgent("shop of "+token), strictpay.WithRetries(1))
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			all.Go(func() {
				_, _ = client.RetrieveOrderDetails(t.Context(), 123, "A-1")
				_, _ = client.CaptureOrder(t.Context(), vertexapi.OrderOperationRequest{ShopID: 123, OrderNumber: "A-1"})
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
