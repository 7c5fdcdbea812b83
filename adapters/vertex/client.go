package vertex

import (
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/transport"
)

// Base URLs. Stage stands in the vendor's samples; Production is inferred from it and was never seen written, so
// check it with the vendor.
const (
	Stage      = vertexapi.ServerURLStage
	Production = vertexapi.ServerURLProduction
)

// ErrCredentials is returned by New for a token that no header can carry: an empty one, or one with anything but
// visible ASCII characters.
var ErrCredentials = errors.New("vertex: the access token must be visible ASCII characters, at least one")

// A Client calls the gateway. It is safe for any number of goroutines. [New] makes one; the zero value sends nothing.
//
// API, Account, Answered, Ask, Notice and Question are for the module settle, Invoke is for tools.
type Client struct {
	calls  vertexapi.Client
	caller *invoke.Caller
}

// New makes a client for a base URL, see [Stage], and the access token of the merchant's admin panel. A token belongs
// to certain shops and operations; others answer ErrUnauthorized.
func New(baseURL, token string, opts ...strictpay.Option) (*Client, error) {
	credentials := transport.Token(vertexapi.API, token)
	if credentials == nil {
		return nil, ErrCredentials
	}
	caller, err := transport.NewCaller(vertexapi.API, baseURL, credentials, nil, opts...)
	if err != nil {
		return nil, err
	}
	return &Client{*vertexapi.NewClient(caller), caller}, nil
}
