package transport_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/transport"
)

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Int32
	other := serve(t, func(http.ResponseWriter, *http.Request) { followed.Add(1) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/steal", status)
		})
		for _, opt := range []strictpay.Option{nil, strictpay.WithHTTPClient(&http.Client{
			CheckRedirect: func(*http.Request, []*http.Request) error { t.Error("asked"); return nil },
		})} {
			for _, method := range []string{"GET", "POST"} {
				req := request(t, reading, method, server.URL, "")
				req.Header.Set("Authorization", "Bearer planted")
				if got, _ := read2(t, newChain(t, opt), req); got != status {
					t.Error(got, status)
				}
			}
		}
	}
	if followed.Load() != 0 {
		t.Error(followed.Load())
	}
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
}

func TestCallersClient(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "s1", Path: "/"})
		_, _ = w.Write([]byte(r.Header.Get("Cookie")))
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	base := http.DefaultTransport.(*http.Transport).Clone()
	defer base.CloseIdleConnections()
	client := &http.Client{Jar: jar, Timeout: time.Minute,
		Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
			used++
			return base.RoundTrip(req)
		})}
	chain := newChain(t, strictpay.WithHTTPClient(client))
	if _, body := read2(t, chain, request(t, reading, "GET", server.URL, "")); body != "" {
		t.Error(body)
	}
	req := request(t, reading, "GET", server.URL, "")
	if _, body := read2(t, chain, req); body != "session=s1" {
		t.Error(body)
	}
	if used != 2 || client.CheckRedirect != nil || client.Timeout != time.Minute || client.Jar != http.CookieJar(jar) ||
		req.Header.Get("Cookie") != "" {
		t.Error(used, client, req.Header)
	}
	if got := chain.Config().AttemptTimeout; got != time.Minute {
		t.Error(got)
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	var agent atomic.Value
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { agent.Store(r.UserAgent()) })
	for want, opt := range map[string]strictpay.Option{"strictpay": nil, "shop/1": strictpay.WithUserAgent("shop/1")} {
		read2(t, newChain(t, opt), request(t, reading, "GET", server.URL, ""))
		if agent.Load() != want {
			t.Error(agent.Load())
		}
	}
	req := request(t, reading, "GET", server.URL, "")
	req.Header.Set("User-Agent", "own")
	if read2(t, newChain(t), req); agent.Load() != "own" {
		t.Error(agent.Load())
	}
}

// TestRoundTripper: alone, the chain fits under an http.Client and leaves the request as it is.
func TestRoundTripper(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) == 1 {
			w.WriteHeader(503)
		}
	})
	req := request(t, nil, "GET", server.URL, "")
	rsp, err := (&http.Client{Transport: newChain(t)}).Do(req)
	if status, _ := read(t, rsp, err); status != 200 || calls.Load() != 2 || len(req.Header) != 0 {
		t.Error(status, calls.Load(), req.Header)
	}
}

func TestIPv6(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here")
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	_ = server.Listener.Close()
	server.Listener = listener
	server.Start()
	defer server.Close()
	chain := newChain(t, strictpay.WithBaseURL(server.URL))
	if status, _ := read2(t, chain, request(t, reading, "GET", server.URL, "")); status != 200 {
		t.Error(status)
	}
}

func TestBaseURLs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		url   string
		plain bool
		ok    bool
	}{
		{"", false, true},
		{"https://pay.example", false, true},
		{"https://pay.example/api/v1", false, true},
		{"https://pay.example:8443/api/v1/", false, true},
		{"http://pay.example", false, false},
		{"http://pay.example", true, true},
		{"http://192.0.2.1", false, false},
		{"http://localhost:8080", false, true},
		{"http://LOCALHOST", false, true},
		{"http://127.0.0.1:1", false, true},
		{"http://127.9.9.9:1", false, true},
		{"http://[::1]:1", false, true},
		{"http://[::ffff:127.0.0.1]:1", false, true},
		{"http://localhost.pay.example", false, false},
		{"http://127.0.0.1.pay.example", false, false},
		{"ftp://pay.example", true, false},
		{"//pay.example", true, false},
		{"pay.example", true, false},
		{"/api", true, false},
		{"https://", true, false},
		{"https://:443", true, false},
		{"https:pay.example", true, false},
		{"https://pay.example?planted=1", true, false},
		{"https://pay.example?", true, false},
		{"https://pay.example#planted", true, false},
		{"https://pay.example/#", true, false},
		{"https://shop:planted@pay.example", true, false},
		{"https://shop:planted", true, false},
		{"https://pay.example/%planted", true, false},
		{"https://pay.example\n/planted", true, false},
	} {
		opts := []strictpay.Option{strictpay.WithBaseURL(c.url)}
		if c.plain {
			opts = append(opts, strictpay.WithPlainHTTP())
		}
		chain, err := transport.New(strictpay.Config{}, opts...)
		if (err == nil) != c.ok || (chain != nil) != c.ok || err != nil && strings.Contains(err.Error(), "planted") {
			t.Errorf("%q: %v", c.url, err)
		}
	}
}

// TestOtherHosts: a request that was led astray is not sent, nor one that would go out unencrypted.
func TestOtherHosts(t *testing.T) {
	t.Parallel()
	f := &fake{fn: func(int, *http.Request) (*http.Response, error) { return answer(200), nil }}
	for _, c := range []struct {
		base, url string
		ok        bool
	}{
		{"https://pay.example/api", "https://pay.example/api/x", true},
		{"https://pay.example/api", "https://PAY.example/api/x", true},
		{"https://pay.example/api", "http://pay.example/api/x", false},
		{"https://pay.example/api", "https://pay.example:8443/api/x", false},
		{"https://pay.example/api", "https://evil.example/api/x", false},
		{"https://pay.example/api", "https://pay.example.evil.example/", false},
		{"", "https://any.example/", true},
		{"", "http://localhost/", true},
		{"", "http://any.example/", false},
		{"", "file:///etc/passwd", false},
		{"", "", false},
	} {
		before := f.calls.Load()
		closed := false
		req := request(t, paying, "POST", c.url, "")
		req.Body = &watchedBody{Reader: strings.NewReader("x"), closed: &closed}
		rsp, err := newChain(t, f.option(), strictpay.WithBaseURL(c.base)).Do(req)
		if c.ok {
			if read(t, rsp, err); f.calls.Load() != before+1 {
				t.Error(c.url)
			}
			continue
		}
		if err = fails(t, rsp, err); !errors.Is(err, strictpay.ErrNotSent) ||
			transport.ClassOf(err) != strictpay.ClassRequest || f.calls.Load() != before || !closed {
			t.Errorf("%s: %v", c.url, err)
		}
	}
	req := request(t, paying, "POST", "https://x.example", "")
	req.URL = nil
	rsp, err := newChain(t).Do(req)
	if err = fails(t, rsp, err); !errors.Is(err, strictpay.ErrNotSent) {
		t.Error(err)
	}
	req.URL = &url.URL{Scheme: "https", Host: "pay.example"}
	req.Header = nil
	read2(t, newChain(t, f.option()), req)
}
