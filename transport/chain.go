package transport

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/strictpay/strictpay"
)

// A Chain sends requests. It is safe for concurrent use, and one serves a client for its whole life.
type Chain struct {
	config       strictpay.Config
	base         *url.URL          // nil: any host
	transport    http.RoundTripper // of the base client
	jar          http.CookieJar
	ownTransport bool   // transport is the shared one: without a connection nothing was sent
	heedsContext bool   // transport is net/http's, which ends with the context
	total        error  // what a call says that ran into the total timeout
	attempt      error  // the same of one attempt
	reset        string // header that says with a 429 how many seconds to wait; "" for none
	jitter       func(time.Duration) time.Duration
	deadlines    *deadlines // of exchanges under way
}

// New makes a chain out of defaults and options, the later winning.
func New(defaults strictpay.Config, opts ...strictpay.Option) (*Chain, error) {
	config, base, err := completed(defaults, opts)
	if err != nil {
		return nil, err
	}
	c := &Chain{config: config, base: base, jitter: fullJitter, deadlines: new(deadlines)}
	c.adopt(config.HTTPClient)
	c.total = &timeoutError{"no answer within the timeout of " + c.config.Timeout.String()}
	c.attempt = &timeoutError{"no answer within the attempt's timeout of " + c.config.AttemptTimeout.String()}
	return c, nil
}

// Config is what the chain works with, defaults filled in.
func (c *Chain) Config() strictpay.Config { return c.config }

// Do sends a request and returns its answer, whatever its status, or an error. It is the chain in its order; the
// answer was read within its attempt, as far as it came, and closing its body ends the operation. The headers of the
// request are the chain's from here on: there may be one more.
func (c *Chain) Do(req *http.Request) (*http.Response, error) {
	copied := *req
	return c.doWith(req.Context(), &copied)
}

// doWith is Do for a request that is the chain's own altogether. It needs no context: the chain gives it one, in place.
func (c *Chain) doWith(ctx context.Context, req *http.Request) (*http.Response, error) {
	x := newExchange(ctx, c, req)
	x.startOperation()              // operation hooks
	x.limitTime()                   // total timeout
	rsp, err := x.attemptUntilEnd() // retries, each through attempt
	if err != nil {
		x.end(0, err)
		return nil, err
	}
	rsp.Body = &x.answer
	return rsp, nil
}

// attempt is one way through the inner half of the chain. The answer comes with the error that reading it ended with.
func (x *exchange) attempt() (*http.Response, error) {
	hooked := x.startAttempt()    // attempt hooks
	ctx := x.limitAttempt(hooked) // attempt timeout
	req, err := x.request(ctx)    // user agent, and the body again
	if err != nil {
		x.endAttempt(hooked, nil, err, false)
		return nil, err
	}
	rsp, err := x.send(ctx, req) // base client, response limit
	if err != nil {
		err = x.explained(ctx, err)
	}
	x.endAttempt(hooked, rsp, err, x.mayHaveArrived(rsp))
	return rsp, err
}

// completeHeader adds to headers that requests share what the chain, and net/http under it, would add to each.
func (c *Chain) completeHeader(method string, header http.Header) {
	header["User-Agent"] = []string{c.config.UserAgent}
	if method != http.MethodHead {
		header["Accept-Encoding"] = acceptGzip
	}
}

// RoundTrip makes the chain an http.RoundTripper, for requests that no typed call made. The request is not changed.
func (c *Chain) RoundTrip(req *http.Request) (*http.Response, error) {
	copied := *req
	copied.Header = req.Header.Clone()
	return c.doWith(req.Context(), &copied)
}

// CloseIdleConnections closes the idle connections of a caller's own client. The default client's are shared with
// other clients and stay.
func (c *Chain) CloseIdleConnections() {
	if closer, ok := c.transport.(interface{ CloseIdleConnections() }); ok && !c.ownTransport {
		closer.CloseIdleConnections()
	}
}

func statusOf(rsp *http.Response) int {
	if rsp == nil {
		return 0
	}
	return rsp.StatusCode
}
