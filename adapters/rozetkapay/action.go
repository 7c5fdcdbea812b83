package rozetkapay

import (
	"errors"
	"net/url"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// ErrAction is returned for an action that a payer cannot be sent to: of another kind than an address, or an address
// that is not one of the web.
var ErrAction = errors.New("rozetkapay: the action is not the address of a web page")

// An Action is what the payer has to do before a payment goes on: [Checkout] or [ThreeDSecure].
type Action interface {
	// Address is where to send the payer's browser.
	Address() *url.URL
	action()
}

// A Checkout is a page of the provider on which the payer chooses how to pay.
type Checkout struct{ URL *url.URL }

// A ThreeDSecure is a page on which the payer's bank asks whether it is them.
type ThreeDSecure struct{ URL *url.URL }

// Address is the page.
func (c Checkout) Address() *url.URL { return c.URL }

// Address is the page.
func (s ThreeDSecure) Address() *url.URL { return s.URL }

func (Checkout) action()     {}
func (ThreeDSecure) action() {}

// ActionOf is what the payer has to do after a call in a mode, nil where nothing. Answers name both kinds of pages
// alike; which it is follows from the mode: a direct payment has its card already, so that only the bank can ask for
// more.
func ActionOf(mode rozetkapayapi.PaymentMode, action *rozetkapayapi.UserAction) (Action, error) {
	if action == nil || action.Type == nil && action.Value == nil {
		return nil, nil
	}
	if action.Type != nil && *action.Type != rozetkapayapi.ActionTypeURL || action.Value == nil {
		return nil, ErrAction
	}
	page, err := url.Parse(*action.Value)
	if err != nil || page.Scheme != "https" && page.Scheme != "http" || page.Host == "" {
		return nil, ErrAction // without the address, which may hold the session of the payer
	}
	if mode == rozetkapayapi.PaymentModeDirect {
		return ThreeDSecure{page}, nil
	}
	return Checkout{page}, nil
}
