package rozetkapay

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An Event is a callback that was verified and read: the state of one operation. A delivery may overtake an earlier
// one, so ask PayPartsRequestInfo or PaymentInfo where the order of states matters.
type Event[T Callback] = strictpay.Event[T]

// A Callback is the content of a callback. Each kind of payment names the address of its callbacks in its requests;
// give each kind one of its own.
type Callback interface {
	rozetkapayapi.PayPartsOperationResult | rozetkapayapi.PaymentOperationResult |
		rozetkapayapi.AddCustomerPaymentResult | rozetkapayapi.PayoutCallback |
		rozetkapayapi.SubscriptionCallback
}

// The events, by what they are about.
type (
	OrderEvent   = Event[rozetkapayapi.PayPartsOperationResult]  // of PayParts and alternative payments
	PaymentEvent = Event[rozetkapayapi.PaymentOperationResult]   // of card payments
	CardEvent    = Event[rozetkapayapi.AddCustomerPaymentResult] // of cards that are put into a wallet
	PayoutEvent  = Event[rozetkapayapi.PayoutCallback]
	// SubscriptionEvent is of subscriptions. That these are signed is not as clear as of the others: the document
	// declares the header for those only, and says in its introduction that every callback is signed.
	SubscriptionEvent = Event[rozetkapayapi.SubscriptionCallback]
)

// A Verifier decides on the raw bytes of a callback whether it can be trusted.
type Verifier = receive.Verify

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

// AlsoAccept accepts a second password, while one replaces the other. The empty one is none.
func AlsoAccept(password string) WebhookOption { return receive.AlsoAccept(password) }

// WithVerifier verifies callbacks in a way of the caller's own; password and [AlsoAccept] then do not count.
func WithVerifier(verify Verifier) WebhookOption { return receive.WithVerifier(verify) }

// StandardBase64 also accepts signatures that are made with the standard base64 alphabet in both places. The default is
// what is documented, the URL-safe alphabet with padding; plugins for shops accept the standard one as well, so some
// signer may use it.
func StandardBase64() WebhookOption {
	return receive.WithSigns(scheme(signed()).Sign, scheme(standard(signed())).Sign)
}

// AnyBase64 accepts signatures in both base64 alphabets, each with and without padding, in the header and in what is
// hashed: every form that a plugin for shops is known to accept. The key is what a signature proves, and it is in all
// of them.
func AnyBase64() WebhookOption { return receive.WithSigns(anyBase64()...) }

// HeaderSignature is the name of the header that carries the signature.
const HeaderSignature = rozetkapayapi.HeaderSignature

// Handler takes the callbacks of one kind, as the functions say: it verifies the raw bytes and reads them. handle gets
// what was read, violated what contradicts the specification, as far as it could be read; [RejectViolations] is a ready
// one. Both must be idempotent: the same Key may arrive twice.
//
// It answers 200 once handle or violated returns nil. Everything else makes the provider deliver again, at intervals
// that it does not document: 500 when they fail, 401 for what cannot be trusted, 413 for a body that is too large,
// 408 for one that takes too long, 400 for one that breaks off. No answer has a body.
func Handler[T Callback](
	password string,
	handle func(ctx context.Context, event *Event[T]) error,
	violated func(ctx context.Context, event *Event[T], violation error) error,
	opts ...WebhookOption,
) (http.Handler, error) {
	return receive.Handler(hook[T](), password, handle, violated, opts)
}

// RejectViolations answers callbacks that contradict the specification with 500; the function of [OnFailure] gets the
// error.
func RejectViolations[T Callback](_ context.Context, _ *Event[T], violation error) error {
	return violation
}

// Receive verifies a callback and then reads it, for services with their own HTTP handler. body is exactly what came.
// The error is [ErrSignature], with no event, or a *strictpay.Contradiction beside the event as far as it could be
// read.
func Receive[T Callback](password string, header http.Header, body []byte, opts ...WebhookOption) (*Event[T], error) {
	return receive.Receive[T](hook[T](), Verify(password, opts...), header, body)
}

// Verify makes the Verifier of a password. It compares in constant time, and refuses an empty body, an empty password,
// and a signature that is missing, empty or there twice.
func Verify(password string, opts ...WebhookOption) Verifier {
	return receive.Verifier(signed(), password, opts)
}

// Sign makes the header what the provider would send, for tests of a service's own handler.
func Sign(header http.Header, password string, body []byte, opts ...WebhookOption) {
	receive.SignHeader(signed(), header, password, body, opts...)
}

// Signature of a body: base64url(sha1(password + base64url(body) + password)), URL-safe and padded in both places. The
// key is the password of the login that made the operation; which one signs for a child account is not documented.
func Signature(password string, body []byte) string {
	return receive.Signature(signed(), password, body)
}

// hook is what the specification says of a callback.
func hook[T Callback]() *spec.Webhook {
	name := "ppayProcessing"
	switch any(new(T)).(type) {
	case *rozetkapayapi.PaymentOperationResult:
		name = "cpayProcessing"
	case *rozetkapayapi.AddCustomerPaymentResult:
		name = "walletAddPaymentConfirmation"
	case *rozetkapayapi.PayoutCallback:
		name = "payout"
	case *rozetkapayapi.SubscriptionCallback:
		name = "subscription"
	}
	return rozetkapayapi.API.Webhook(name)
}

// signed is a callback that stands for all of them where only the signature counts, which all make alike.
func signed() *spec.Webhook { return hook[rozetkapayapi.PayPartsOperationResult]() }
