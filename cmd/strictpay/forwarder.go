package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/strictpay/strictpay/internal/traffic"
)

// quiet takes what net/http would log: addresses and headers of foreign messages.
var quiet = log.New(io.Discard, "", 0)

// A forwarder takes requests to a provider and answers back. It changes nothing of either but what belongs to the
// connection: the host, and the headers that RFC 9110 calls hop-by-hop.
type forwarder struct {
	to      *url.URL
	reverse *httputil.ReverseProxy
	passed  chan<- *forwarding
	under   sync.WaitGroup // exchanges on their way
	ending  atomic.Bool    // what is still under way is broken off by the interrupt
}

// A forwarding is an exchange on its way.
type forwarding struct {
	began           time.Time
	took            time.Duration
	method, target  string // target: path and query as they came
	request, answer capture
	requestHeader   http.Header
	answerHeader    http.Header
	status          int
	to              http.Header // of the answer that the client gets
	failure         string
}

type forwardingKey struct{}

// newForwarder leads to a base URL, and hands on what has passed.
func newForwarder(to string, passed chan<- *forwarding) *forwarder {
	base, err := url.Parse(to)
	if err != nil {
		panic("proxy: an address that was checked: " + err.Error())
	}
	p := &forwarder{to: base, passed: passed}
	p.reverse = &httputil.ReverseProxy{
		Rewrite: p.rewrite, ModifyResponse: p.modify, ErrorHandler: p.broken, ErrorLog: quiet, FlushInterval: -1,
		// net/http repeats a request when a connection that it keeps turns out to be closed. Without kept connections
		// nothing is repeated, and HTTP/2 has repeats of its own.
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true, DisableCompression: true,
			TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{},
		},
	}
	return p
}

// ServeHTTP lets one exchange pass.
func (p *forwarder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &forwarding{
		began: time.Now(), method: r.Method, target: targetOf(r), requestHeader: r.Header.Clone(),
		to: w.Header(),
	}
	p.under.Add(1)
	defer p.under.Done()
	defer func() {
		x.took = time.Since(x.began)
		fault := recover()
		if fault != nil && x.failure == "" {
			x.failure = p.whoLeft()
			if x.answer.failed() && !p.ending.Load() {
				x.failure = "the provider broke the connection off"
			}
		}
		p.passed <- x
		if fault != nil {
			panic(fault)
		}
	}()
	p.reverse.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), forwardingKey{}, x)))
}

// targetOf is the path and query, to the letter.
func targetOf(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI() // a client that takes this for a forward proxy sends the whole URL
}

func (p *forwarder) rewrite(r *httputil.ProxyRequest) {
	x := r.In.Context().Value(forwardingKey{}).(*forwarding)
	path, _, _ := strings.Cut(x.target, "?")
	path = strings.TrimSuffix(p.to.EscapedPath(), "/") + path
	out := r.Out.URL
	out.Scheme, out.Host, out.RawQuery, out.ForceQuery = p.to.Scheme, p.to.Host, r.In.URL.RawQuery, r.In.URL.ForceQuery
	if strings.HasPrefix(path, "//") { // an opaque one would begin with a host
		out.Path, _ = url.PathUnescape(path)
		out.RawPath = path
	} else {
		out.Opaque = path
	}
	r.Out.Host = p.to.Host
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		if values, there := r.In.Header[name]; there {
			r.Out.Header[name] = values // the client's own
		}
	}
	if r.Out.Body != nil {
		x.request.from, x.request.length = r.Out.Body, r.Out.ContentLength
		r.Out.Body = &x.request
	}
}

func (p *forwarder) modify(answer *http.Response) error {
	x := answer.Request.Context().Value(forwardingKey{}).(*forwarding)
	// net/http adds a date and a guess of the media type where there are none. An interim answer has cleared the
	// header.
	x.to["Date"], x.to["Content-Type"] = nil, nil
	x.status, x.answerHeader = answer.StatusCode, answer.Header.Clone()
	if answer.StatusCode != http.StatusSwitchingProtocols {
		x.answer.from, x.answer.length = answer.Body, answer.ContentLength
		answer.Body = &x.answer
	}
	return nil
}

// broken ends an exchange without an answer: the client sees what it would see without the proxy.
func (p *forwarder) broken(_ http.ResponseWriter, r *http.Request, err error) {
	x := r.Context().Value(forwardingKey{}).(*forwarding)
	if x.failure = traffic.FailureOf(err); r.Context().Err() != nil {
		x.failure = p.whoLeft()
	}
	panic(http.ErrAbortHandler)
}

// whoLeft is why there is nobody to answer.
func (p *forwarder) whoLeft() string {
	if p.ending.Load() {
		return "the proxy was interrupted"
	}
	return "the client went away"
}

// exchange is what passed, at the address that it went to.
func (x *forwarding) exchange(to string) *traffic.Exchange {
	e := &traffic.Exchange{
		Method: x.method, URL: strings.TrimSuffix(to, "/") + x.target, Status: x.status, Failure: x.failure,
		Request: x.request.message(x.requestHeader), Answer: x.answer.message(x.answerHeader),
	}
	if e.Answer.Header == nil {
		e.Answer.Header = http.Header{}
	}
	return e
}

// A capture keeps the beginning of a body that passes.
type capture struct {
	from   io.ReadCloser // nil for no body
	length int64         // declared; -1 for none
	mu     sync.Mutex    // the body of a request may still pass when its answer has
	passed int64
	kept   []byte
	cut    bool
	whole  bool // it has passed to its end
	err    error
}

func (c *capture) Read(b []byte) (int, error) {
	n, err := c.from.Read(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	room := min(n, traffic.MaxBody-len(c.kept))
	c.kept = append(c.kept, b[:room]...)
	c.cut = c.cut || room < n
	c.passed += int64(n)
	// net/http looks for more behind the last byte, when the answer may have closed the body of its request.
	c.whole = c.whole || errors.Is(err, io.EOF) || c.passed == c.length
	if err != nil && !c.whole {
		c.err = err
	}
	return n, err
}

func (c *capture) Close() error { return c.from.Close() }

func (c *capture) failed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err != nil
}

func (c *capture) message(header http.Header) traffic.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return traffic.Message{Header: header, Body: c.kept, Cut: c.cut, Recorded: c.err == nil}
}
