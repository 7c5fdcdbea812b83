package rozetkapay

import (
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/transport"
)

// Base URLs. Development has logins of its own and is where bank "stub" and the test phones are; a login that is
// published somewhere as a test login may work on Production and make real checkouts there.
const (
	Production  = rozetkapayapi.ServerURLProduction
	Development = rozetkapayapi.ServerURLDevelopment
)

// ErrCredentials is returned by New for what HTTP Basic cannot carry: an empty login or password, a control
// character, or a login with a colon.
var ErrCredentials = errors.New("rozetkapay: login and password must not be empty nor have control characters, " +
	"and the login must have no colon")

// A Client calls RozetkaPay. It is safe for any number of goroutines. [New] makes one; the zero value sends nothing.
//
// API, Account, Answered, Ask, Notice and Question are for the module settle, Invoke is for tools.
type Client struct {
	calls  rozetkapayapi.Client
	caller *invoke.Caller
}

// New makes a client for a base URL and the login and password from the provider's support.
func New(baseURL, login, password string, opts ...strictpay.Option) (*Client, error) {
	credentials := transport.Login(rozetkapayapi.API, login, password)
	if credentials == nil {
		return nil, ErrCredentials
	}
	opts = append([]strictpay.Option{strictpay.WithAccount(login)}, opts...)
	caller, err := transport.NewCaller(rozetkapayapi.API, baseURL, credentials, setIdentity, opts...)
	if err != nil {
		return nil, err
	}
	return newClient(caller), nil
}

func newClient(caller *invoke.Caller) *Client {
	return &Client{calls: *rozetkapayapi.NewClient(caller), caller: caller}
}
