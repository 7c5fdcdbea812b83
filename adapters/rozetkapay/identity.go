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

// ErrNoLogin is returned for OnBehalfOf with an empty login: without the header the operation would be booked on the
// core account. The call is not sent.
var ErrNoLogin = errors.New("rozetkapay: OnBehalfOf without a login")

type onBehalfOfKey struct{}

type customerAuthKey struct{}

// OnBehalfOf makes one call for a child account, as the core account of a partner may (X-ON-BEHALF-OF). Without it the
// operation is booked on the account that the client's login belongs to; the empty login is refused with ErrNoLogin.
func OnBehalfOf(login string) strictpay.CallOption {
	value := strictpay.WithContextValue(onBehalfOfKey{}, login)
	return func(c *strictpay.CallSettings) {
		value(c)
		c.SubAccount = login
	}
}

// CustomerAuth sends the access token of the customer with one call (X-CUSTOMER-AUTH); the zero Secret sends none.
func CustomerAuth(token strictpay.Secret) strictpay.CallOption {
	return strictpay.WithContextValue(customerAuthKey{}, token)
}

// OnBehalfOf is the same client for a child account: every call that does not say otherwise is made for it.
func (c *Client) OnBehalfOf(login string) *Client {
	return newClient(c.caller.With(OnBehalfOf(login)))
}

// CustomerAuth is the same client with the access token of a customer on every call that does not say otherwise.
func (c *Client) CustomerAuth(token strictpay.Secret) *Client {
	return newClient(c.caller.With(CustomerAuth(token)))
}

// setIdentity sets the headers that say for whom a call is made.
func setIdentity(ctx context.Context, header http.Header) error {
	login, child := ctx.Value(onBehalfOfKey{}).(string)
	if child && login == "" {
		return ErrNoLogin
	}
	if err := setHeader(header, rozetkapayapi.HeaderOnBehalfOf, login); err != nil {
		return err
	}
	token, _ := ctx.Value(customerAuthKey{}).(strictpay.Secret)
	return setHeader(header, rozetkapayapi.HeaderCustomerAuth, token.Reveal())
}

func setHeader(header http.Header, name, value string) error {
	if value == "" {
		return nil
	}
	for _, c := range []byte(value) {
		if c <= ' ' || c > '~' {
			return ErrHeader
		}
	}
	header.Set(name, value)
	return nil
}
