package failures

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/sandbox"
)

// One client of each API, used by 64 goroutines: every call succeeds, and the connections are used again and again.
func TestManyGoroutinesShareAClientAndItsConnections(t *testing.T) {
	t.Parallel()
	goroutines := 64
	if testing.Short() {
		goroutines = 16
	}
	for _, x := range apis.All() {
		rounds := 3
		s := sandbox.New(t)
		conns, at := counted(t, s)
		client, err := x.Connect(apis.OnSandbox(x, s, at), strictpay.WithExact())
		if err != nil {
			t.Fatal(err)
		}
		var reads []call
		for _, c := range calls() {
			if c.Name == x.Name && c.op.Idempotent && !c.op.MovesMoney {
				reads = append(reads, c)
			}
		}
		if x.Soak.Weight == 1 {
			rounds, reads = 1, reads[:1] // RSA takes its time
		}
		var wait sync.WaitGroup
		for range goroutines {
			wait.Go(func() {
				for range rounds {
					for _, c := range reads {
						var info strictpay.Info
						if _, err := client.Invoke(t.Context(), c.op.ID, arguments{c.op, c.set},
							strictpay.WithInfo(&info)); err != nil || info.Status != http.StatusOK {
							t.Errorf("%s: HTTP %d, %v", c, info.Status, err)
						}
					}
				}
			})
		}
		wait.Wait()
		made := goroutines * rounds * len(reads)
		// A call that waits for a connection takes the first that gets free, so some are made and not needed.
		if n := conns.Load(); n > int64(3*goroutines) {
			t.Errorf("%s: %d calls made %d connections", x.Name, made, n)
		} else {
			t.Logf("%s: %d calls over %d connections", x.Name, made, n)
		}
	}
}

// counted is a way to the sandbox on which connections are counted.
func counted(t *testing.T, s *sandbox.Sandbox) (*atomic.Int64, func(string) string) {
	t.Helper()
	var conns atomic.Int64
	to, _ := url.Parse(s.URL)
	carrier := &http.Transport{MaxIdleConnsPerHost: 64}
	server := httptest.NewUnstartedServer(&httputil.ReverseProxy{Transport: carrier,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = "http", to.Host
		}})
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	server.Start()
	t.Cleanup(func() {
		server.Close()
		carrier.CloseIdleConnections()
	})
	return &conns, func(sandboxURL string) string {
		u, _ := url.Parse(sandboxURL)
		return server.URL + u.Path
	}
}

// sideBySide runs f for every call, some at a time: most of them wait.
func sideBySide(list []call, f func(c call)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, 40)
	for _, c := range list {
		slots <- struct{}{}
		wait.Go(func() {
			f(c)
			<-slots
		})
	}
	wait.Wait()
}
