package xpayments

import (
	"context"
	"errors"
	"net/http"
	"net/netip"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/receive"
)

// An Event is a callback: X-Payments says that a payment changed.
type Event struct {
	TxnID      string                     // of the payment
	ParentID   string                     // as told: txnId of the original, when the payment is a recharge that was made outside the store
	Payment    *xpaymentsapi.Payment      // the payment as X-Payments has it now; as told, with [WithoutReading]
	Told       *xpaymentsapi.CallbackData // what the callback said; nothing signs it
	Key        string                     // names this delivery: the same for a repeat, another for the next state
	Deviations []strictpay.Deviation      // drift in the callback
}

// A WebhookOption changes how calls from X-Payments are taken.
type WebhookOption func(*webhook)

// OnCheckCart is asked whether the cart is still what it was in PaymentInit. X-Payments asks after the buyer has submitted the card and before it asks the
// gateway. Without it, and with a nil answer, the cart has not changed.
func OnCheckCart(ask func(ctx context.Context, check CheckCart) (*xpaymentsapi.CheckCartAnswer, error)) WebhookOption {
	return func(h *webhook) { h.ask = ask }
}

// FromAddresses refuses calls from other addresses than these, by the address of the connection; a bundle's ServerIP is one. By default every
// address is taken. Behind a proxy all connections come from the proxy, and the list belongs there.
func FromAddresses(prefixes ...netip.Prefix) WebhookOption {
	return func(h *webhook) { h.from = append([]netip.Prefix{}, prefixes...) }
}

// BodyLimit sets how large a call may be, 64 KiB by default. Each 128 bytes of text cost an RSA decryption.
func BodyLimit(bytes int64) WebhookOption {
	return func(h *webhook) {
		if bytes > 0 {
			h.limit = bytes
		}
	}
}

// AtOnce sets how many callbacks are opened at a time, 2 by default; further ones wait. Each takes all processors it can get.
func AtOnce(n int) WebhookOption {
	return func(h *webhook) {
		if n > 0 {
			h.slots = make(chan struct{}, n)
		}
	}
}

// WithoutReading takes the callback's word for the payment. By default the payment is read again with PaymentGetInfo, because nothing signs a callback:
// whoever has the public key of the pair can make one.
func WithoutReading() WebhookOption {
	return func(h *webhook) { h.trusting = true }
}

// OnFailure is told of every call that was refused or not handled: [ErrRefused], or what a function of the store or PaymentGetInfo returned. By default nobody is told.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return func(h *webhook) { h.failed = failed }
}

// ErrRefused is what a call to the store gives that is not taken. It wraps the reason for the store's own log; the caller is not told.
var ErrRefused = errors.New("xpayments: the call was refused")

// webhook takes the calls from X-Payments to callbackUrl.
type webhook struct {
	client   *Client
	handle   func(ctx context.Context, event *Event) error
	ask      func(ctx context.Context, check CheckCart) (*xpaymentsapi.CheckCartAnswer, error)
	failed   func(ctx context.Context, err error)
	from     []netip.Prefix // nil: everybody
	limit    int64
	slots    chan struct{}
	trusting bool
}

// Handler takes the calls of X-Payments to callbackUrl: check_cart, which it answers sealed, and callback, for which it calls handle. A callback is answered with
// 200 once handle returns nil and with 500 when handle, or reading the payment again, fails: any status but 200 alerts the X-Payments administrator. Whether it is
// delivered again is not documented. All that is refused gets one and the same 400 without a body: different answers would help to decrypt what others sealed for the store.
func (c *Client) Handler(handle func(ctx context.Context, event *Event) error, opts ...WebhookOption) http.Handler {
	h := &webhook{client: c, handle: handle, limit: receive.DefaultWebhookLimit, slots: make(chan struct{}, 2)}
	for _, opt := range opts {
		if opt != nil {
			opt(h)
		}
	}
	return h
}

// ServeHTTP takes one call.
func (h *webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.serve(r)
	if err != nil {
		if h.failed != nil {
			h.failed(r.Context(), err)
		}
		status := http.StatusInternalServerError
		if errors.Is(err, ErrRefused) {
			status = http.StatusBadRequest
		}
		w.WriteHeader(status)
		return
	}
	if answer != nil {
		w.Header().Set("Content-Type", "text/plain")
	}
	_, _ = w.Write(answer)
}
