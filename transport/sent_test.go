package transport_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

func TestConnectionRefused(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]strictpay.Option{
		"default client":  nil,
		"caller's client": {strictpay.WithHTTPClient(&http.Client{Transport: &http.Transport{}})},
	} {
		for _, op := range []*spec.Operation{nil, reading, paying, payingOnce} {
			rsp, err := newChain(t, opts...).Do(request(t, op, "POST", deadURL(t)+"/pay?secret=1", "{}"))
			err = fails(t, rsp, err)
			var unsent *strictpay.NotSent
			if !errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &unsent) ||
				!errors.Is(err, syscall.ECONNREFUSED) || transport.ClassOf(err) != strictpay.ClassDial {
				t.Errorf("%s: %v", name, err)
			}
			if op == paying && (unsent.API != "demo" || unsent.Operation != "pay" ||
				!strings.HasPrefix(err.Error(), "demo.pay: not sent: 127.0.0.1:") ||
				!strings.HasSuffix(err.Error(), "connection refused (3 attempts)")) {
				t.Error(err)
			}
		}
	}
}

func TestNameNotFound(t *testing.T) {
	t.Parallel()
	base := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp",
			Err: &net.DNSError{Err: "no such host", Name: "pay.example", IsNotFound: true}}
	}}
	chain := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: base}))
	rsp, err := chain.Do(request(t, paying, "POST", "https://pay.example/x", "{}"))
	err = fails(t, rsp, err)
	if !errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != strictpay.ClassDNS ||
		err.Error() != "demo.pay: not sent: pay.example: lookup pay.example: no such host (3 attempts)" {
		t.Error(err)
	}
}

func tlsServer(t *testing.T, max uint16) *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("arrived")
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: max}
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestHandshakes(t *testing.T) {
	t.Parallel()
	rsp, err := newChain(t).Do(request(t, paying, "POST", tlsServer(t, tls.VersionTLS13).URL, "{}"))
	err = fails(t, rsp, err)
	var unknown x509.UnknownAuthorityError
	if !errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != strictpay.ClassTLS ||
		!errors.As(err, &unknown) || strings.Contains(err.Error(), "attempts") {
		t.Error(err)
	}
	rsp, err = newChain(t).Do(request(t, paying, "POST", tlsServer(t, tls.VersionTLS11).URL, "{}"))
	if err = fails(t, rsp, err); !errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != strictpay.ClassTLS {
		t.Error(err)
	}
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	rsp, err = newChain(t).Do(request(t, paying, "POST", strings.Replace(plain.URL, "http:", "https:", 1), "{}"))
	if err = fails(t, rsp, err); !errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != strictpay.ClassTLS {
		t.Error(err)
	}
}

// TestProxyRefuses: a proxy that does not let a request through did not get it.
func TestProxyRefuses(t *testing.T) {
	t.Parallel()
	proxy := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) })
	at, _ := url.Parse(proxy.URL)
	at.User = url.UserPassword("clerk", "planted")
	base := &http.Transport{Proxy: http.ProxyURL(at)}
	defer base.CloseIdleConnections()
	rsp, err := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: base})).Do(request(t, paying, "POST",
		"https://pay.example/x", "{}"))
	err = fails(t, rsp, err)
	if !errors.Is(err, strictpay.ErrNotSent) || !strings.Contains(err.Error(), "Proxy Authentication Required") ||
		strings.Contains(err.Error(), "planted") {
		t.Error(err)
	}
}

func TestEndedContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(spec.WithOperation(t.Context(), paying))
	cancel()
	closed := false
	req, _ := http.NewRequestWithContext(ctx, "POST", "http://localhost/", nil)
	req.Body = &watchedBody{Reader: strings.NewReader("x"), closed: &closed}
	rsp, err := newChain(t).Do(req)
	err = fails(t, rsp, err)
	if !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, context.Canceled) ||
		transport.ClassOf(err) != strictpay.ClassCanceled || !closed {
		t.Error(err, closed)
	}
}

type watchedBody struct {
	io.Reader
	closed *bool
}

func (b *watchedBody) Close() error { *b.closed = true; return nil }

// TestCuts: what reached the server may have been done, wherever the answer breaks off.
func TestCuts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer string
		class        strictpay.Class
		inBody       bool
	}{
		{"nothing", "", strictpay.ClassCut, false},
		{"half a status line", "HTTP/1.1 2", strictpay.ClassProtocol, false},
		{"half the headers", "HTTP/1.1 200 OK\r\nContent-Le", strictpay.ClassProtocol, false},
		{"not HTTP", "SSH-2.0-planted\r\n\r\n", strictpay.ClassProtocol, false},
		{"a status that is none", "HTTP/1.1 planted OK\r\n\r\n", strictpay.ClassProtocol, false},
		{"a header that is none", "HTTP/1.1 200 OK\r\nplanted\r\n\r\n", strictpay.ClassProtocol, false},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", strictpay.ClassProtocol,
			false},
		{"endless headers", "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Y: planted planted planted planted\r\n", 20_000),
			strictpay.ClassProtocol, false},
		{"no body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", strictpay.ClassCut, true},
		{"half the body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", strictpay.ClassCut, true},
		{"half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123", strictpay.ClassCut, true},
		{"no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n", strictpay.ClassCut,
			true},
		{"a damaged chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nplanted\r\n123\r\n",
			strictpay.ClassProtocol, true},
		{"damaged gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\nplantedplantedplante",
			strictpay.ClassProtocol, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			rsp, err := newChain(t).Do(request(t, paying, "POST", raw(t, c.answer), "{}"))
			if c.inBody {
				if err != nil {
					t.Fatal(err)
				}
				_, err = io.ReadAll(rsp.Body)
				if err == nil {
					t.Fatal("read to the end")
				}
				_ = rsp.Body.Close()
			} else {
				err = fails(t, rsp, err)
			}
			if errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != c.class ||
				strings.Contains(err.Error(), "planted") || strings.Contains(err.Error(), "attempts") {
				t.Errorf("%s: %v", transport.ClassOf(err), err)
			}
		})
	}
}

// TestShortBodyEndsAsDeclared: net/http leaves what comes after the declared length alone.
func TestShortBodyEndsAsDeclared(t *testing.T) {
	t.Parallel()
	rsp, err := newChain(t).Do(request(t, reading, "GET", raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n123456"),
		""))
	if _, body := read(t, rsp, err); body != "123" {
		t.Error(body)
	}
}

func TestSlowServers(t *testing.T) {
	t.Parallel()
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			_, _ = io.WriteString(w, "the beginning")
			_ = http.NewResponseController(w).Flush()
		}
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	for _, path := range []string{"/header", "/body"} {
		for name, c := range map[string]struct {
			opt      strictpay.Option
			deadline time.Duration
			text     string
		}{
			"total": {strictpay.WithTimeout(100 * time.Millisecond), time.Hour, "within the timeout of 100ms"},
			"attempt": {strictpay.WithAttemptTimeout(100 * time.Millisecond), time.Hour,
				"within the attempt's timeout of 100ms"},
			"client": {strictpay.WithHTTPClient(&http.Client{Timeout: 100 * time.Millisecond,
				Transport: &http.Transport{DisableKeepAlives: true}}), time.Hour,
				"within the attempt's timeout of 100ms"},
			"caller's": {nil, 100 * time.Millisecond, "context deadline exceeded"},
		} {
			t.Run(path+" "+name, func(t *testing.T) {
				t.Parallel()
				req := request(t, paying, "POST", slow.URL+path, "{}")
				ctx, cancel := context.WithTimeout(req.Context(), c.deadline)
				defer cancel()
				began := time.Now()
				rsp, err := newChain(t, c.opt).Do(req.WithContext(ctx))
				if path == "/body" {
					if err != nil {
						t.Fatal(err)
					}
					_, err = io.ReadAll(rsp.Body)
					_ = rsp.Body.Close()
				} else {
					err = fails(t, rsp, err)
				}
				var timeout interface{ Timeout() bool }
				if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, strictpay.ErrNotSent) ||
					transport.ClassOf(err) != strictpay.ClassTimeout || !errors.As(err, &timeout) ||
					!timeout.Timeout() || !strings.Contains(err.Error(), c.text) {
					t.Error(err)
				}
				if took := time.Since(began); took < 90*time.Millisecond || took > 5*time.Second {
					t.Error(took)
				}
			})
		}
	}
}

// TestTransportsThatTellNothing: what a user's transport says proves nothing, and a request without a body leaves no
// trace.
func TestTransportsThatTellNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rsp *http.Response
		err error
	}{
		"an error":         {nil, errors.New("at https://pay.example/?planted")},
		"neither":          {nil, nil},
		"both":             {answer(200), io.EOF},
		"a nil body":       {&http.Response{StatusCode: 200}, nil},
		"its own not-sent": {nil, &strictpay.NotSent{Err: errors.New("planted")}},
	} {
		f := roundTripper(func(*http.Request) (*http.Response, error) { return c.rsp, c.err })
		rsp, err := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: f})).Do(request(t, paying, "POST",
			"http://localhost/", ""))
		if name == "a nil body" {
			if status, body := read(t, rsp, err); status != 200 || body != "" {
				t.Error(status, body)
			}
			continue
		}
		if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || strings.Contains(err.Error(), "planted") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
