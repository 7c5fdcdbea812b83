package transport

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
)

// ErrNoBaseURL is returned by adapters that were given no server.
var ErrNoBaseURL = errors.New("transport: no base URL; give the constructor one")

// ForAdapter is New for the client of one API: the API's own timeout where nobody says another, and a base URL is required.
func ForAdapter(api *spec.API, baseURL string, opts ...strictpay.Option) (*Chain, error) {
	c, err := New(strictpay.Config{BaseURL: baseURL, Timeout: api.Timeout}, opts...)
	if err != nil {
		return nil, err
	}
	if c.base == nil {
		return nil, ErrNoBaseURL
	}
	return c, nil
}

// BaseURL is the server's address with the slash that the generated request builders need, "" where any host is allowed.
func (c *Chain) BaseURL() string {
	if c.base == nil {
		return ""
	}
	return strings.TrimRight(c.base.String(), "/") + "/"
}

// Caller is what the typed calls of a client share, as the options have it.
func (c *Chain) Caller(api *spec.API) *invoke.Caller {
	return &invoke.Caller{API: api, Drift: c.config.Drift, Exact: c.config.Exact}
}

// Accept is a request editor: it asks for the media type that the operation answers with.
func Accept(ctx context.Context, req *http.Request) error {
	if op := spec.OperationOf(ctx); op != nil {
		req.Header.Set("Accept", op.Accept())
	}
	return nil
}
