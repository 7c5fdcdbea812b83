package rozetkapay

import (
	"context"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// ErrHeader is returned for a child login or customer token that no HTTP header can carry. The call is not sent.
var ErrHeader = errors.New("rozetkapay: a header takes printable ASCII only")

// An identity is for whom a call is made, beside the login that makes it.
type identity struct {
	onBehalfOf string
	customer   strictpay.Secret
}

type onBehalfOfKey struct{}

type customerAuthKey struct{}

// OnBehalfOf makes one call for a child account, as the core account of a partner may (X-ON-BEHALF-OF). Without it, or with the empty login, the operation is
// booked on the account that the client's login belongs to.
func OnBehalfOf(login string) strictpay.CallOption {
	return strictpay.WithContextValue(onBehalfOfKey{}, login)
}

// CustomerAuth sends the access token of the customer with one call (X-CUSTOMER-AUTH); the zero Secret sends none.
func CustomerAuth(token strictpay.Secret) strictpay.CallOption {
	return strictpay.WithContextValue(customerAuthKey{}, token)
}

// OnBehalfOf is the same client for a child account: every call that does not say otherwise is made for it.
func (c *Client) OnBehalfOf(login string) *Client {
	return c.derive(func(id *identity) { id.onBehalfOf = login })
}

// CustomerAuth is the same client with the access token of a customer on every call that does not say otherwise.
func (c *Client) CustomerAuth(token strictpay.Secret) *Client {
	return c.derive(func(id *identity) { id.customer = token })
}

// edit sets the headers of one request; what the call says goes before what the client says.
func (id identity) edit(ctx context.Context, req *http.Request) error {
	if login, ok := ctx.Value(onBehalfOfKey{}).(string); ok {
		id.onBehalfOf = login
	}
	if token, ok := ctx.Value(customerAuthKey{}).(strictpay.Secret); ok {
		id.customer = token
	}
	if err := setHeader(req, rozetkapayapi.HeaderOnBehalfOf, id.onBehalfOf); err != nil {
		return err
	}
	return setHeader(req, rozetkapayapi.HeaderCustomerAuth, id.customer.Reveal())
}

func setHeader(req *http.Request, name, value string) error {
	if value == "" {
		return nil
	}
	for _, c := range []byte(value) {
		if c <= ' ' || c > '~' {
			return ErrHeader
		}
	}
	req.Header.Set(name, value)
	return nil
}
