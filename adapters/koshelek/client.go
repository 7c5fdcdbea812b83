package koshelek

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/transport"
)

// ErrCredentials is returned by New for what HTTP Basic cannot carry: an empty login or password, a control character, or a login with a colon.
var ErrCredentials = errors.New("koshelek: login and password must not be empty nor have control characters, and the login must have no colon")

// A Client makes typed calls. It is safe for any number of goroutines.
type Client struct{ *koshelekapi.Calls }

var _ koshelekapi.Service = (*Client)(nil)

// New makes a client for a base URL, see [Production] and [Test], and the login and password that Koshelek issued.
// The time-based token of the cash desk is no part of it: it is an argument of the calls that need one.
func New(baseURL, login, password string, opts ...strictpay.Option) (*Client, error) {
	if !credible(login, password) {
		return nil, ErrCredentials
	}
	chain, err := transport.ForAdapter(koshelekapi.API, baseURL, opts...)
	if err != nil {
		return nil, err
	}
	raw := &koshelekapi.Client{Server: chain.BaseURL(), Client: chain, RequestEditors: []koshelekapi.RequestEditorFn{
		transport.Accept,
		func(_ context.Context, req *http.Request) error {
			req.SetBasicAuth(login, password)
			return nil
		},
	}}
	return &Client{koshelekapi.NewCalls(raw, chain.Caller(koshelekapi.API))}, nil
}

// credible reports whether HTTP Basic can carry a login and password (RFC 7617, section 2).
func credible(login, password string) bool {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	return login != "" && password != "" && !strings.Contains(login, ":") && strings.IndexFunc(login+password, control) < 0
}
