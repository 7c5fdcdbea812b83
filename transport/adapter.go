package transport

import (
	"errors"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// ErrNoBaseURL is returned by adapters that were given no server.
var ErrNoBaseURL = errors.New("transport: no base URL; give the constructor one")

// ForAdapter is New for the client of one API: the API's own timeout where no option sets another, and a base URL is
// required.
func ForAdapter(api *spec.API, baseURL string, opts ...strictpay.Option) (*Chain, error) {
	c, err := New(strictpay.Config{BaseURL: baseURL, Timeout: api.Timeout}, opts...)
	if err != nil {
		return nil, err
	}
	if c.base == nil {
		return nil, ErrNoBaseURL
	}
	c.reset = api.RateLimit.Reset
	return c, nil
}

// NewCaller is what the generated client of an API needs: a chain for its server, the credentials of its requests, and
// what sets the headers that differ from call to call, nil where none do.
func NewCaller(api *spec.API, baseURL string, credentials invoke.Credentials, identify invoke.Identify,
	opts ...strictpay.Option) (*invoke.Caller, error) {
	chain, err := ForAdapter(api, baseURL, opts...)
	if err != nil {
		return nil, err
	}
	exchanger, err := invoke.NewHTTP(chain.base, chain.doWith, credentials, identify)
	if err != nil {
		return nil, err
	}
	if chain.ownTransport {
		exchanger.ShareHeaders(chain.completeHeader)
	}
	return invoke.NewCaller(chain.CallConfig(api, exchanger)), nil
}

// BaseURL is the server's address without a slash at its end, "" where any host is allowed.
func (c *Chain) BaseURL() string {
	if c.base == nil {
		return ""
	}
	return strings.TrimRight(c.base.String(), "/")
}

// CallConfig is how the typed calls of a client are made, as the options have it. They are sent through exchanger,
// which sends through the chain.
func (c *Chain) CallConfig(api *spec.API, exchanger invoke.Exchanger) invoke.Config {
	account := c.config.Account
	if account == "" && c.base != nil {
		account = c.base.Host
	}
	return invoke.Config{
		API: api, Exchanger: exchanger, Drift: c.config.Drift, Exact: c.config.Exact,
		Account: func() string { return account }, Timeout: c.config.Timeout,
	}
}
