package transport_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// The comparison is a GET over loopback with a deadline and the reading of a body of 1.5 KB, against net/http with an
// equal pool of connections. Run it with -bench Get -count 6; ratio/x is chain over net/http, both measured in turns
// in one benchmark.

func benchServer(b *testing.B) *httptest.Server {
	body := strings.Repeat("0123456789abcdef", 96)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}))
	b.Cleanup(server.Close)
	return server
}

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

var benchOperation = &spec.Operation{API: &spec.API{Name: "bench"}, ID: "get", Method: "GET", Path: "/x/{y}",
	Idempotent: true}

func get(b *testing.B, d doer, url string, deadline time.Duration) {
	ctx := spec.WithOperation(context.Background(), benchOperation)
	if deadline > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, deadline)
		defer cancel()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Bearer token")
	rsp, err := d.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.ReadAll(rsp.Body); err != nil {
		b.Fatal(err)
	}
	_ = rsp.Body.Close()
}

func plainClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	return &http.Client{Transport: t}
}

func benchChain(b *testing.B, opts ...strictpay.Option) *transport.Chain {
	chain, err := transport.New(strictpay.Config{}, opts...)
	if err != nil {
		b.Fatal(err)
	}
	return chain
}

func BenchmarkGet(b *testing.B) {
	server := benchServer(b)
	url := server.URL + "/x/y"
	hooks := strictpay.WithHooks(strictpay.Hooks{OperationEnd: func(context.Context, strictpay.HookEvent) {},
		AttemptEnd: func(context.Context, strictpay.HookEvent) {}})
	for _, c := range []struct {
		name     string
		d        doer
		deadline time.Duration
	}{
		{"net/http", plainClient(), 10 * time.Second},
		{"chain, the caller's deadline", benchChain(b), 10 * time.Second},
		{"chain, its own deadline", benchChain(b), 0},
		{"chain, hooks and both deadlines", benchChain(b, hooks, strictpay.WithAttemptTimeout(5*time.Second)), 0},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				get(b, c.d, url, c.deadline)
			}
		})
	}
}

func BenchmarkGetRatio(b *testing.B) {
	url := benchServer(b).URL + "/x/y"
	plain, chain := plainClient(), benchChain(b)
	for _, c := range []struct {
		name     string
		deadline time.Duration
	}{{"the caller's deadline", 10 * time.Second}, {"its own deadline", 0}} {
		b.Run(c.name, func(b *testing.B) {
			var ours, theirs time.Duration
			timed := func(d doer, deadline time.Duration, sum *time.Duration) {
				began := time.Now()
				get(b, d, url, deadline)
				*sum += time.Since(began)
			}
			for first := true; b.Loop(); first = !first {
				if first {
					timed(chain, c.deadline, &ours)
				}
				timed(plain, 10*time.Second, &theirs)
				if !first {
					timed(chain, c.deadline, &ours)
				}
			}
			b.ReportMetric(float64(ours)/float64(theirs), "ratio/x")
		})
	}
}

func BenchmarkGetParallel(b *testing.B) {
	url := benchServer(b).URL + "/x/y"
	for _, c := range []struct {
		name string
		d    doer
	}{{"net/http", plainClient()}, {"chain", benchChain(b)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(32) // times GOMAXPROCS
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					get(b, c.d, url, 10*time.Second)
				}
			})
		})
	}
}

// BenchmarkAlone leaves out the network: what the chain itself costs, and what http.Client does around its Transport.
func BenchmarkAlone(b *testing.B) {
	base := roundTripper(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")),
			ContentLength: 2, Request: req}, nil
	})
	client := &http.Client{Transport: base}
	for _, c := range []struct {
		name     string
		d        doer
		deadline time.Duration
	}{
		{"net/http", client, 10 * time.Second},
		{"chain, the caller's deadline", benchChain(b, strictpay.WithHTTPClient(client)), 10 * time.Second},
		{"chain, its own deadline", benchChain(b, strictpay.WithHTTPClient(client)), 0},
		{"chain, with slog hooks",
			benchChain(b, strictpay.WithHTTPClient(client),
				strictpay.WithHooks(strictpay.SlogHooks(slog.New(slog.DiscardHandler)))), 10 * time.Second},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				get(b, c.d, "http://localhost/", c.deadline)
			}
		})
	}
}
