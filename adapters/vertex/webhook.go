package vertex

import (
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// HeaderSignature carries the sign of a callback.
const HeaderSignature = vertexapi.HeaderSignature

// What HMACSHA512 makes; where the specification says another one, this does not compile.
const _ = vertexapi.SignatureHmacSha512InHex

// An OrderEvent is a callback of an order that was verified and read, a PayoutEvent one of a payout: the object as retrieveOrderDetails and retrievePayoutStatus answer it.
// Key is the same when the gateway delivers again and another for the next state. Whether and when it delivers again is not documented, nor whether in order;
// where the order of states matters, retrieve the object.
type (
	OrderEvent  = strictpay.Event[vertexapi.OrderResponse]
	PayoutEvent = strictpay.Event[vertexapi.PayoutResponse]
)

// An Algorithm makes the text of the header from the secret of the merchant's cabinet and the raw bytes of a body.
type Algorithm func(secret, body []byte) string

// HMACSHA512 is the default Algorithm, and it is an assumption: lower-case hex of the HMAC-SHA512 of the body under the secret. See WithAlgorithm.
func HMACSHA512(secret, body []byte) string {
	h := hmac.New(sha512.New, secret)
	_, _ = h.Write(body) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

// A WebhookOption changes how callbacks are taken.
type WebhookOption func(*webhook)

type webhook struct {
	algorithm Algorithm
	limit     int64
	failed    func(context.Context, error)
}

// WithAlgorithm replaces how the sign is made. The default is HMACSHA512, and THE VENDOR DOES NOT DOCUMENT THE ALGORITHM: the public pages show a header of 128 lower-case
// hex digits, call it a SHA512 control signature over the whole payload, and end before the function that makes it. An HMAC with the secret as its key is the most likely
// reading and no more. Check it with one real callback of your shop; where it does not hold, every callback is refused with ErrSignature until this option has the right one.
// What the algorithm returns is compared in constant time with the header, byte by byte. Nil leaves the default.
func WithAlgorithm(algorithm Algorithm) WebhookOption {
	return func(w *webhook) {
		if algorithm != nil {
			w.algorithm = algorithm
		}
	}
}

// BodyLimit bounds the body. The default, and that of zero, is 64 KiB; a larger one is answered with 413.
func BodyLimit(bytes int64) WebhookOption { return func(w *webhook) { w.limit = bytes } }

// OnFailure is told of every callback that was not handled: ErrSignature, a *strictpay.Contradiction for a body that contradicts the specification, or what handle returned.
// By default nobody is told.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return func(w *webhook) { w.failed = failed }
}

func webhookOf(opts []WebhookOption) webhook {
	w := webhook{algorithm: HMACSHA512}
	for _, opt := range opts {
		if opt != nil {
			opt(&w)
		}
	}
	return w
}

// OrderHandler takes the callbacks of orders: it verifies the raw bytes, reads them and calls handle. The secret is that of the merchant's cabinet; where it is empty, every
// callback is refused. The answer is 200 when handle returns nil, 401 to what cannot be trusted, 400, 413, and 500 when handle fails. Which answer the gateway waits for is
// not documented; these are what a sender that repeats would look for. No answer has a body, and handle must bear to see a Key again.
func OrderHandler(secret string, handle func(ctx context.Context, event *OrderEvent) error, opts ...WebhookOption) http.Handler {
	return handler(orderCallback(), secret, handle, opts)
}

// PayoutHandler takes the callbacks of payouts, as OrderHandler does those of orders. The shop has an address for each.
func PayoutHandler(secret string, handle func(ctx context.Context, event *PayoutEvent) error, opts ...WebhookOption) http.Handler {
	return handler(payoutCallback(), secret, handle, opts)
}

func handler[T any](hook *spec.Webhook, secret string, handle func(context.Context, *strictpay.Event[T]) error, opts []WebhookOption) http.Handler {
	w := webhookOf(opts)
	return &receive.Receiver[T]{Webhook: hook, Verify: Verify(secret, opts...), Handle: handle, Failed: w.failed, Limit: w.limit}
}

// ReceiveOrder verifies a callback of an order and then reads it, for services that have a door of their own: ErrSignature, or a *strictpay.Contradiction when the body contradicts the
// specification. body is exactly what came, before anything decoded it.
func ReceiveOrder(secret string, header http.Header, body []byte, opts ...WebhookOption) (*OrderEvent, error) {
	return receive.Receive[vertexapi.OrderResponse](orderCallback(), Verify(secret, opts...), header, body)
}

// ReceivePayout is ReceiveOrder for payouts.
func ReceivePayout(secret string, header http.Header, body []byte, opts ...WebhookOption) (*PayoutEvent, error) {
	return receive.Receive[vertexapi.PayoutResponse](payoutCallback(), Verify(secret, opts...), header, body)
}

// Verify decides on the raw bytes of a callback whether it can be trusted, in constant time. An empty body, an empty secret, and a header that is missing, empty or there twice are refused.
func Verify(secret string, opts ...WebhookOption) receive.Verify {
	w, key := webhookOf(opts), []byte(secret)
	return func(header http.Header, body []byte) error {
		given := header.Values(HeaderSignature)
		if len(key) == 0 || len(body) == 0 || len(given) != 1 || given[0] == "" {
			return ErrSignature
		}
		if subtle.ConstantTimeCompare([]byte(given[0]), []byte(w.algorithm(key, body))) != 1 {
			return ErrSignature
		}
		return nil
	}
}

// Sign makes a callback's headers what the gateway would send with body, for tests of the merchant's own door.
func Sign(header http.Header, secret string, body []byte, opts ...WebhookOption) {
	w := webhookOf(opts)
	header.Set(HeaderSignature, w.algorithm([]byte(secret), body))
	header.Set("Content-Type", orderCallback().MediaType)
}

func orderCallback() *spec.Webhook  { return vertexapi.API.Webhook("orderCallback") }
func payoutCallback() *spec.Webhook { return vertexapi.API.Webhook("payoutCallback") }
