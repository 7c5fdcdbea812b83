package xpayments

import (
	"context"
	"errors"
	"net/url"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/check"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// A CheckCart is X-Payments asking whether a cart is still the same. Nothing seals or signs the question.
type CheckCart struct {
	TxnID string // of the payment
	RefID string // the store's reference, as in PaymentInit
}

var errNoCart = errors.New("xpayments: cart-changed without a cart makes X-Payments fail the payment")

// checkCart asks the store and seals its answer, with the certificate that requests are sealed with.
func (h *webhook) checkCart(ctx context.Context, form url.Values, txnID string) ([]byte, error) {
	refID, err := single(form, "refId", maxRefID)
	if err != nil {
		return nil, refused(err)
	}
	answer := &xpaymentsapi.CheckCartAnswer{Status: xpaymentsapi.CartStatusNotChanged}
	if h.ask != nil {
		given, err := h.ask(ctx, CheckCart{txnID, refID})
		if err != nil {
			return nil, err
		}
		if given != nil {
			answer = given
		}
	}
	return h.client.sealAnswer(answer)
}

// sealAnswer checks the answer like a request: it is one, only that X-Payments called.
func (c *Client) sealAnswer(answer *xpaymentsapi.CheckCartAnswer) ([]byte, error) {
	if answer.Status == xpaymentsapi.CartStatusChanged && answer.Cart == nil {
		return nil, errNoCart
	}
	checker := check.Checker{Version: c.APIVersion()}
	answer.Check(&checker)
	if found := checker.Found(); len(found.List) > 0 {
		return nil, &strictpay.Contradiction{API: xpaymentsapi.Name, Operation: "checkCart", Deviations: found.List,
			Dropped: found.Dropped}
	}
	w := xmlread.Writer{Raw: c.sealed.raw}
	answer.WriteXML(&w)
	return seal.Seal(c.sealed.pub, w.Bytes())
}
