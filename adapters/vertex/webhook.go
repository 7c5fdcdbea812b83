package vertex

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An Event is a callback that was verified and read: the object as retrieveOrderDetails and retrievePayoutStatus answer
// it. Whether and when the gateway delivers again is not documented, nor whether in order; where the order of states
// matters, retrieve the object.
type Event[T Callback] = strictpay.Event[T]

// A Callback is the content of a callback. The shop has an address for each.
type Callback interface {
	vertexapi.OrderResponse | vertexapi.PayoutResponse
}

// The events, by what they are about.
type (
	OrderEvent  = Event[vertexapi.OrderResponse]
	PayoutEvent = Event[vertexapi.PayoutResponse]
)

// A Verifier decides on the raw bytes of a callback whether it can be trusted.
type Verifier = receive.Verify

// An Algorithm makes the text of the header from the secret of the merchant's cabinet and the raw bytes of a body.
type Algorithm = receive.Sign

// A WebhookOption changes how callbacks are taken.
type WebhookOption = receive.Option

// OnFailure sets a function that gets the error of every callback that was not handled: [ErrSignature], an error of
// reading the body, or what handle or violated returned. By default nothing is called.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return receive.OnFailure(failed)
}

// BodyLimit bounds the body, 64 KiB by default. A larger one is answered 413.
func BodyLimit(bytes int64) WebhookOption { return receive.BodyLimit(bytes) }

// BodyTime bounds how long a body may take to arrive, 30 seconds by default. A slower one is answered 408. A server
// that has a ReadTimeout of its own keeps that.
func BodyTime(limit time.Duration) WebhookOption { return receive.BodyTime(limit) }

// AlsoAccept accepts a second secret, while one replaces the other. The empty one is none.
func AlsoAccept(secret string) WebhookOption { return receive.AlsoAccept(secret) }

// WithAlgorithm replaces how the sign is made. The default is [Signature], and it is an assumption: THE VENDOR DOES
// NOT DOCUMENT THE ALGORITHM. The public pages show a header of 128 lower-case hex digits, call it a SHA512 control
// signature over the whole payload, and end before the function that makes it. An HMAC with the secret as its key is
// the most likely reading and no more. Check it with one real callback of your shop; where it does not hold, every
// callback is refused with [ErrSignature] until this option has the right one. What the algorithm returns is compared
// in constant time with the header, byte by byte. Nil leaves the default.
func WithAlgorithm(algorithm Algorithm) WebhookOption {
	if algorithm == nil {
		return receive.WithSigns()
	}
	return receive.WithSigns(algorithm)
}

// WithVerifier verifies callbacks in a way of the caller's own, where the sign is no text that an [Algorithm] can
// make, or stands in another header; the secret and [AlsoAccept] then do not count.
func WithVerifier(verify Verifier) WebhookOption { return receive.WithVerifier(verify) }

// HeaderSignature is the name of the header that carries the sign.
const HeaderSignature = vertexapi.HeaderSignature

// Handler takes the callbacks of orders or of payouts, as the functions say: it verifies the raw bytes and reads them.
// The secret is that of the merchant's cabinet. handle gets what was read, violated what contradicts the specification,
// as far as it could be read; [RejectViolations] is a ready one. Both must be idempotent: the same Key may arrive
// twice.
//
// It answers 200 once handle or violated returns nil, and 500 when they fail; 401 to what cannot be trusted, 413 to a
// body that is too large, 408 to one that takes too long, 400 to one that breaks off. Which answer the gateway waits
// for is not documented; these are what a sender that repeats would look for. No answer has a body.
func Handler[T Callback](
	secret string,
	handle func(ctx context.Context, event *Event[T]) error,
	violated func(ctx context.Context, event *Event[T], violation error) error,
	opts ...WebhookOption,
) (http.Handler, error) {
	return receive.Handler(hook[T](), secret, handle, violated, opts)
}

// RejectViolations answers callbacks that contradict the specification with 500; the function of [OnFailure] gets the
// error.
func RejectViolations[T Callback](_ context.Context, _ *Event[T], violation error) error {
	return violation
}

// Receive verifies a callback and then reads it, for services with their own HTTP handler. body is exactly what came,
// before anything decoded it. The error is [ErrSignature], with no event, or a *strictpay.Contradiction beside the
// event as far as it could be read.
func Receive[T Callback](secret string, header http.Header, body []byte, opts ...WebhookOption) (*Event[T], error) {
	return receive.Receive[T](hook[T](), Verify(secret, opts...), header, body)
}

// Verify makes the Verifier of a secret. It compares in constant time, and refuses an empty body, an empty secret,
// and a header that is missing, empty or there twice.
func Verify(secret string, opts ...WebhookOption) Verifier {
	return receive.Verifier(hook[vertexapi.OrderResponse](), secret, opts)
}

// Sign makes a callback's headers what the gateway would send with body, for tests of a service's own handler.
func Sign(header http.Header, secret string, body []byte, opts ...WebhookOption) {
	receive.SignHeader(hook[vertexapi.OrderResponse](), header, secret, body, opts...)
}

// Signature of a body, as it is assumed: lower-case hex of the HMAC-SHA512 of the body under the secret. See
// [WithAlgorithm].
func Signature(secret string, body []byte) string {
	return receive.Signature(hook[vertexapi.OrderResponse](), secret, body)
}

// hook is what the specification says of a callback. Both are signed in the same way.
func hook[T Callback]() *spec.Webhook {
	name := "orderCallback"
	if _, payout := any(new(T)).(*vertexapi.PayoutResponse); payout {
		name = "payoutCallback"
	}
	return vertexapi.API.Webhook(name)
}
