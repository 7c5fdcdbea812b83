package vertex

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/transport"
)

// Base URLs. Stage stands in the vendor's samples; Production is inferred from it and was never seen written, so check it with the vendor.
const (
	Stage      = vertexapi.ServerURLStage
	Production = vertexapi.ServerURLProduction
)

// ErrToken is returned by New for a token that no header can carry: an empty one, or one with anything but visible ASCII characters.
var ErrToken = errors.New("vertex: the access token must be visible ASCII characters, at least one")

// A Client makes typed calls. It is safe for any number of goroutines.
type Client struct{ *vertexapi.Calls }

var _ vertexapi.Service = (*Client)(nil)

// New makes a client for a base URL, see [Stage], and the access token of the merchant's admin panel. A token belongs to certain shops and operations; others answer ErrUnauthorized.
func New(baseURL, token string, opts ...strictpay.Option) (*Client, error) {
	if token == "" || strings.ContainsFunc(token, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
		return nil, ErrToken
	}
	chain, err := transport.ForAdapter(vertexapi.API, baseURL, opts...)
	if err != nil {
		return nil, err
	}
	raw := &vertexapi.Client{Server: chain.BaseURL(), Client: chain, RequestEditors: []vertexapi.RequestEditorFn{
		transport.Accept,
		func(_ context.Context, req *http.Request) error {
			req.Header.Set(vertexapi.HeaderAPIAccessToken, token)
			return nil
		},
	}}
	return &Client{vertexapi.NewCalls(raw, chain.Caller(vertexapi.API))}, nil
}
