package transport

import (
	"crypto/tls"
	"net"
	"net/http"
	"sync"
	"time"
)

// shared is the transport of all clients that bring no *http.Client: one pool of connections, nothing to set up for a
// further client.
//
// It speaks HTTP/1.1 only. There net/http repeats a POST on its own only if nothing of it was written. Over HTTP/2 it
// also repeats one that the server reset with PROTOCOL_ERROR, which does not prove that the server did nothing; and
// one stuck connection holds up all calls.
var shared = sync.OnceValue(func() *http.Transport {
	// both address families, the faster one wins
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		Protocols:           protocols,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: 10 * time.Second,
		// 512 callers of one provider never dial anew: at most that many calls wait for answers, and a connection that
		// was dialed while another became free is kept as well, which doubles them at worst. One that stays idle for
		// long is closed anyway, so what is not needed costs nothing.
		MaxIdleConns:        2048,
		MaxIdleConnsPerHost: 1024,
		// below the usual 60 s of servers: a connection they just closed costs a payment its outcome
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		ExpectContinueTimeout:  time.Second,
	}
})

// adopt takes over what counts of the caller's client. The rest of http.Client is its following of redirects, which
// is not wanted, and its error type, which shows the URL; so requests go to the Transport directly.
func (c *Chain) adopt(client *http.Client) {
	if client == nil {
		c.transport, c.ownTransport, c.heedsContext = shared(), true, true
		return
	}
	c.transport, c.jar = client.Transport, client.Jar
	if c.transport == nil {
		c.transport = http.DefaultTransport // what net/http does
	}
	_, c.heedsContext = c.transport.(*http.Transport)
	if client.Timeout > 0 && (c.config.AttemptTimeout == 0 || client.Timeout < c.config.AttemptTimeout) {
		c.config.AttemptTimeout = client.Timeout
	}
}

// send is the base client: one request, one answer, with the cookies of the caller's jar if there is one.
func (c *Chain) send(req *http.Request) (*http.Response, error) {
	if c.jar == nil {
		return answered(c.transport.RoundTrip(req))
	}
	return c.sendWithCookies(req)
}

// sendWithCookies is send for a client with a jar, apart so that send has less of the stack above net/http.
func (c *Chain) sendWithCookies(req *http.Request) (*http.Response, error) {
	req.Header = req.Header.Clone()
	for _, cookie := range c.jar.Cookies(req.URL) {
		req.AddCookie(cookie)
	}
	rsp, err := answered(c.transport.RoundTrip(req))
	if err == nil {
		if cookies := rsp.Cookies(); len(cookies) > 0 {
			c.jar.SetCookies(req.URL, cookies)
		}
	}
	return rsp, err
}
