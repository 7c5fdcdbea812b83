package xpayments

import (
	"context"
	"crypto/rsa"
	"time"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// A WebhookOption changes how calls from X-Payments are taken.
type WebhookOption func(*webhook)

// OnCheckCart is asked whether the cart is still what it was in PaymentInit. X-Payments asks after the buyer has
// submitted the card and before it asks the gateway. Without it, and with a nil answer, the cart has not changed.
func OnCheckCart(ask func(ctx context.Context, check CheckCart) (*xpaymentsapi.CheckCartAnswer, error)) WebhookOption {
	return func(h *webhook) { h.ask = ask }
}

// OnFailure sets a function that gets the error of every call that was refused or not handled: [ErrCallbackRefused],
// [ErrBusy], or what a function of the store or PaymentGetInfo returned. By default nothing is called.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return func(h *webhook) { h.failed = failed }
}

// WithoutReading takes the callback's word for the payment. By default the payment is read again with PaymentGetInfo,
// once per callback, because nothing signs a callback: whoever has the public key of the pair can make one.
func WithoutReading() WebhookOption {
	return func(h *webhook) { h.trusting = true }
}

// AlsoAccept opens callbacks with a second private key as well, while one pair of keys replaces the other; the password
// is empty for a key without one. Answers are opened with the client's own key alone, and check_cart is answered for
// it. The empty key is none; for one that cannot be read [Client.Handler] fails. What no key opens costs the RSA
// decryptions of all of them.
func AlsoAccept(privateKey, password string) WebhookOption {
	return func(h *webhook) {
		if privateKey != "" {
			h.also = append(h.also, func() (*rsa.PrivateKey, error) {
				return seal.ParsePrivateKey([]byte(privateKey), password)
			})
		}
	}
}

// BodyLimit bounds the body of a callback, opened, in bytes: [DefaultBodyLimit] by default. Each 128 bytes cost an RSA
// decryption. The form around the sealed body may be about three times as large; a larger one is answered 413.
func BodyLimit(bytes int64) WebhookOption {
	return func(h *webhook) {
		if bytes > 0 {
			h.limit = int(min(bytes, maxBodyLimit))
		}
	}
}

// BodyTime bounds how long the form of a call may take to arrive, 30 seconds by default. A slower one is answered 408.
// A server that has a ReadTimeout of its own keeps that.
func BodyTime(limit time.Duration) WebhookOption {
	return func(h *webhook) {
		if limit > 0 {
			h.bodyTime = limit
		}
	}
}

// Opening sets how many callbacks are opened at a time, 2 by default, each with all processors that it can get; and
// how many wait for that, 16 by default. Further ones are answered 503.
func Opening(atOnce, waiting int) WebhookOption {
	return func(h *webhook) {
		if atOnce > 0 && waiting >= 0 {
			h.opening = newGate(atOnce, waiting)
		}
	}
}

// Callers sets how many calls are taken at a time, 64 by default, whatever they do or wait for. Further ones are
// answered 503.
func Callers(atOnce int) WebhookOption {
	return func(h *webhook) {
		if atOnce > 0 {
			h.callers = newGate(atOnce, 0)
		}
	}
}
