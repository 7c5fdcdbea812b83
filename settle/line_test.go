package settle

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/sandbox"
)

// What a line does with a request.
type fate int

const (
	pass fate = iota
	lose      // carried, and the answer lost
	drop      // never carried
	hold      // carried when release says so, long after the client has given up
)

// A line is between a client and the sandbox.
type line struct {
	t  testing.TB
	to *url.URL

	mu     sync.Mutex
	choose func(r *http.Request) fate
	held   []*http.Request
}

// withLine has the shop's client call over a line.
func withLine[TTx any](t *testing.T, db Database[TTx], change func(c *Config[TTx])) (*shop[TTx], *line) {
	t.Helper()
	in := sandbox.New(t)
	l, address := newLine(t, in.Vertex.URL)
	client, err := vertex.New(address, in.Vertex.Token, strictpay.WithTimeout(callTimeout), strictpay.WithRetries(0),
		quietDrift())
	if err != nil {
		t.Fatal(err)
	}
	sh := newShopIn(t, in, db, func(c *Config[TTx]) {
		c.Clients = Clients{client}
		if change != nil {
			change(c)
		}
	})
	sh.vertex = client
	return sh, l
}

// newLine makes a line to a fake, and is its address.
func newLine(t testing.TB, target string) (*line, string) {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{t: t, to: to}
	server := httptest.NewServer(l)
	t.Cleanup(server.Close)
	return l, server.URL + to.Path
}

// once lets the next request to a path that ends so meet a fate.
func (l *line) once(path string, f fate) {
	l.choice(func(r *http.Request) fate {
		if !strings.HasSuffix(r.URL.Path, path) {
			return pass
		}
		l.choose = nil
		return f
	})
}

// set says what happens to requests that change something; questions pass.
func (l *line) set(f fate) {
	l.choice(func(r *http.Request) fate {
		if r.Method == http.MethodGet {
			return pass
		}
		return f
	})
}

func (l *line) choice(choose func(r *http.Request) fate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.choose = choose
}

func (l *line) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	out := r.Clone(r.Context())
	out.RequestURI, out.URL.Scheme, out.URL.Host, out.Host = "", l.to.Scheme, l.to.Host, ""
	out.Body = io.NopCloser(bytes.NewReader(body))
	l.mu.Lock()
	f := pass
	if l.choose != nil {
		f = l.choose(r)
	}
	if f == hold {
		l.held = append(l.held, out.WithContext(l.t.Context()))
	}
	l.mu.Unlock()
	if f == drop || f == hold {
		panic(http.ErrAbortHandler)
	}
	answer, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || f == lose {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(text)
}

// release carries what was held.
func (l *line) release() {
	l.t.Helper()
	l.mu.Lock()
	held := l.held
	l.held = nil
	l.mu.Unlock()
	for _, r := range held {
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			l.t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
}
