package koshelek

import (
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/transport"
)

// ErrCredentials is returned by New for what HTTP Basic cannot carry: an empty login or password, a control
// character, or a login with a colon.
var ErrCredentials = errors.New("koshelek: login and password must not be empty nor have control characters, " +
	"and the login must have no colon")

// A Client calls Koshelek Pay. It is safe for any number of goroutines. [New] makes one; the zero value sends nothing.
//
// API, Account, Answered, Ask, Notice and Question are for the module settle, Invoke is for tools.
type Client struct {
	calls  koshelekapi.Client
	caller *invoke.Caller
}

// New makes a client for a base URL, see [Production] and [Test], and the login and password that Koshelek issued.
// The time-based token of the cash desk is no part of it: it is an argument of the calls that need one.
func New(baseURL, login, password string, opts ...strictpay.Option) (*Client, error) {
	credentials := transport.Login(koshelekapi.API, login, password)
	if credentials == nil {
		return nil, ErrCredentials
	}
	if err := checkPartner(baseURL); err != nil {
		return nil, err
	}
	opts = append([]strictpay.Option{strictpay.WithAccount(login)}, opts...)
	caller, err := transport.NewCaller(koshelekapi.API, baseURL, credentials, nil, opts...)
	if err != nil {
		return nil, err
	}
	return &Client{*koshelekapi.NewClient(caller), caller}, nil
}
