package rozetkapay

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/transport"
)

// Base URLs. Development has logins of its own and is where bank "stub" and the test phones are; a login that is published somewhere as a test login may
// work on Production and make real checkouts there.
const (
	Production  = rozetkapayapi.ServerURLProduction
	Development = rozetkapayapi.ServerURLDevelopment
)

// ErrCredentials is returned by New for what HTTP Basic cannot carry: an empty login or password, a control character, or a login with a colon.
var ErrCredentials = errors.New("rozetkapay: login and password must not be empty nor have control characters, and the login must have no colon")

// A Client makes typed calls. It is safe for any number of goroutines.
type Client struct {
	*rozetkapayapi.Calls
	derive func(func(*identity)) *Client // the same client with another identity; a closure, so that nothing secret can be printed
}

var _ rozetkapayapi.Service = (*Client)(nil)

// New makes a client for a base URL and the login and password from the provider's support.
func New(baseURL, login, password string, opts ...strictpay.Option) (*Client, error) {
	if !credible(login, password) {
		return nil, ErrCredentials
	}
	chain, err := transport.ForAdapter(rozetkapayapi.API, baseURL, opts...)
	if err != nil {
		return nil, err
	}
	caller := chain.Caller(rozetkapayapi.API)
	basic := func(_ context.Context, req *http.Request) error {
		req.SetBasicAuth(login, password)
		return nil
	}
	var as func(identity) *Client
	as = func(id identity) *Client {
		raw := &rozetkapayapi.Client{Server: chain.BaseURL(), Client: chain, RequestEditors: []rozetkapayapi.RequestEditorFn{transport.Accept, basic, id.edit}}
		return &Client{Calls: rozetkapayapi.NewCalls(raw, caller), derive: func(change func(*identity)) *Client {
			other := id
			change(&other)
			return as(other)
		}}
	}
	return as(identity{}), nil
}

// credible reports whether HTTP Basic can carry a login and password (RFC 7617, section 2).
func credible(login, password string) bool {
	control := func(c rune) bool { return c < ' ' || c == 0x7f }
	return login != "" && password != "" && !strings.Contains(login, ":") && strings.IndexFunc(login+password, control) < 0
}
