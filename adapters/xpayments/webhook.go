package xpayments

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/receive"
)

// An Event is a callback: X-Payments says that a payment changed.
type Event struct {
	TxnID string // of the payment
	// as the callback says: the original, when this is a recharge made outside the store
	ParentID   string
	Payment    *xpaymentsapi.Payment      // as X-Payments has it now; as the callback says, with [WithoutReading]
	Data       *xpaymentsapi.CallbackData // what the callback said; nothing signs it
	Key        string                     // names this delivery: the same for a repeat, another for the next state
	Deviations []strictpay.Deviation      // of the callback
}

// Defaults of a handler.
const (
	DefaultBodyLimit = 64 << 10 // 513 blocks; a callback with 70 transactions has 35 kB
	defaultOpening   = 2        // each takes all processors that it can get
	defaultWaiting   = 16
	defaultCallers   = 64

	maxBodyLimit = 64 << 20 // what [BodyLimit] can be set to
)

// ErrCallbackRefused is a call of X-Payments to the store, callback or check_cart, that is not accepted. It wraps the
// reason for the store's own log; the caller is not told. What X-Payments refuses is strictpay.ErrRefused.
var ErrCallbackRefused = errors.New("xpayments: the callback was refused")

// webhook takes the calls from X-Payments to callbackUrl.
type webhook struct {
	client   *Client
	from     Sender
	handle   func(ctx context.Context, event *Event) error
	violated func(ctx context.Context, event *Event, violation error) error
	ask      func(ctx context.Context, check CheckCart) (*xpaymentsapi.CheckCartAnswer, error)
	failed   func(ctx context.Context, err error)
	servers  []netip.Prefix
	limit    int // of the opened text
	bodyTime time.Duration
	trusting bool
	callers  gate // all calls from admitted addresses
	opening  gate // those among them whose message is opened
	also     []func() (*rsa.PrivateKey, error)
	keys     func() []*rsa.PrivateKey // that open callbacks; no printing library looks into a function
}

// Handler takes the calls of X-Payments to callbackUrl: check_cart, which it answers sealed, and callback, for which
// it calls handle. handle must be idempotent: the same Key may arrive twice.
//
// from says where a caller's address comes from. Unless it is [AnySender], callers that are none of the
// configuration's ServerAddresses are refused before anything of their message is read.
//
// violated gets what handle does not: a callback that lacks what the specification requires, with the event as far as
// it was read and Payment nil. [RejectViolations] is one for stores without a better idea.
//
// A callback is answered with 200 once handle or violated returns nil, and with 500 when one of them, or reading the
// payment again, fails: any status but 200 alerts the X-Payments administrator. Whether it is delivered again is not
// documented. A form that is too large gets 413, one that takes too long 408; all else that is refused gets one and the
// same 400. Calls beyond the bounds of [Opening] and [Callers] are answered 503. None of these has a body.
func (c *Client) Handler(
	from Sender,
	handle func(ctx context.Context, event *Event) error,
	violated func(ctx context.Context, event *Event, violation error) error,
	opts ...WebhookOption,
) (http.Handler, error) {
	h := &webhook{
		client: c, from: from, handle: handle, violated: violated, servers: c.servers, limit: DefaultBodyLimit,
		bodyTime: receive.DefaultBodyTime, callers: newGate(defaultCallers, 0),
		opening: newGate(defaultOpening, defaultWaiting),
	}
	for _, opt := range opts {
		if opt != nil {
			opt(h)
		}
	}
	if c.sealed == nil {
		return nil, invoke.ErrNoClient
	}
	if err := h.parseKeys(); err != nil {
		return nil, err
	}
	if handle == nil || violated == nil {
		return nil, errors.New("xpayments: a handler needs a function for events and one for violations")
	}
	if err := from.check(h.servers); err != nil {
		return nil, err
	}
	return h, nil
}

// parseKeys makes the list of keys: the client's own first.
func (h *webhook) parseKeys() error {
	keys := []*rsa.PrivateKey{h.client.sealed.priv()}
	for _, parse := range h.also {
		key, err := parse()
		if err != nil {
			return fmt.Errorf("the key of AlsoAccept: %w", err)
		}
		keys = append(keys, key)
	}
	h.keys = func() []*rsa.PrivateKey { return keys }
	return nil
}

// RejectViolations answers callbacks that contradict the specification with 500; the function of [OnFailure] gets the
// error.
func RejectViolations(_ context.Context, _ *Event, violation error) error { return violation }

// ServeHTTP takes one call.
func (h *webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, err := h.serve(w, r)
	if err != nil {
		if h.failed != nil {
			h.failed(r.Context(), err)
		}
		w.WriteHeader(statusOf(err))
		return
	}
	if answer != nil {
		w.Header().Set("Content-Type", "text/plain")
	}
	_, _ = w.Write(answer)
}

func statusOf(err error) int {
	var body unread
	switch {
	case errors.As(err, &body):
		return receive.StatusOfBody(body.error)
	case errors.Is(err, ErrCallbackRefused):
		return http.StatusBadRequest
	case errors.Is(err, ErrBusy):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func refused(reason error) error { return fmt.Errorf("%w: %w", ErrCallbackRefused, reason) }

// serve takes one call and gives the body of the answer.
func (h *webhook) serve(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if !h.from.admits(r, h.servers) {
		return nil, refused(errSource)
	}
	if err := h.callers.enter(r.Context()); err != nil {
		return nil, err
	}
	defer h.callers.leave()
	form, err := h.readForm(w, r)
	if err != nil {
		return nil, refused(err)
	}
	action, err := single(form, "action", 0)
	if err != nil {
		return nil, refused(err)
	}
	txnID, err := single(form, "txnId", maxTxnID)
	if err != nil {
		return nil, refused(err)
	}
	switch action {
	case "check_cart":
		return h.checkCart(r.Context(), form, txnID)
	case "callback":
		return nil, h.callback(r, form, txnID)
	}
	return nil, refused(errAction)
}

// formLimit leaves room for the characters of base64 that a urlencoded form writes with three bytes, and for other
// fields.
func (h *webhook) formLimit() int64 {
	size := int64(seal.MessageSize(h.limit))
	return size + size/8 + 4<<10
}
