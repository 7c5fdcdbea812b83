package koshelek

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// ErrSignature is what every postback that cannot be trusted gives. It never says why.
var ErrSignature = strictpay.ErrSignature

// An Event is a postback whose sender was verified: the state of a payment or refund, as transactionStatus answers
// it. Its Key does not see the requestId, which may differ from a delivery to its repeat. Whether and when Koshelek
// delivers again is not documented, nor whether in order: a state that is Final is not undone by a later event of an
// earlier one.
type Event = strictpay.Event[koshelekapi.TransactionState]

// A Verifier decides on the raw bytes of a postback whether it can be trusted.
type Verifier = receive.Verify

// A WebhookOption changes how postbacks are taken.
type WebhookOption = receive.Option

// OnFailure sets a function that gets the error of every postback that was not handled: [ErrSignature], an error of
// reading the body, or what handle or violated returned. By default nothing is called.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return receive.OnFailure(failed)
}

// BodyLimit bounds the body, 64 KiB by default; the postbacks of the documentation have under 2. A larger one is
// answered 413.
func BodyLimit(bytes int64) WebhookOption { return receive.BodyLimit(bytes) }

// BodyTime bounds how long a body may take to arrive, 30 seconds by default. A slower one is answered 408. A server
// that has a ReadTimeout of its own keeps that.
func BodyTime(limit time.Duration) WebhookOption { return receive.BodyTime(limit) }

// AlsoAccept accepts a second login and password, while one pair replaces the other. Where one of them is empty, the
// pair is none.
func AlsoAccept(login, password string) WebhookOption {
	return receive.AlsoAccept(pair(login, password))
}

// WithVerifier verifies postbacks in a way of the caller's own, such as by the certificate of a proxy; login,
// password and [AlsoAccept] then do not count.
func WithVerifier(verify Verifier) WebhookOption { return receive.WithVerifier(verify) }

// Handler takes postbacks. login and password are those that the merchant gave Koshelek for this purpose (partnerLogin,
// partnerPassword), not those of [New]. handle gets what was read, violated what contradicts the specification, as far
// as it could be read; [RejectViolations] is a ready one. Both must be idempotent: the same Key may arrive twice.
//
// It answers 200 once handle or violated returns nil, and 500 when they fail; 401 to what cannot be trusted, 413 to a
// body that is too large, 408 to one that takes too long, 400 to one that breaks off. The documentation describes no
// answer; these are what a sender that repeats would look for. No answer has a body.
func Handler(
	login, password string,
	handle func(ctx context.Context, event *Event) error,
	violated func(ctx context.Context, event *Event, violation error) error,
	opts ...WebhookOption,
) (http.Handler, error) {
	return receive.Handler(postback(), pair(login, password), handle, violated, opts)
}

// RejectViolations answers postbacks that contradict the specification with 500; the function of [OnFailure] gets the
// error.
func RejectViolations(_ context.Context, _ *Event, violation error) error { return violation }

// Receive verifies and reads one postback, for services with their own HTTP handler. The error is [ErrSignature],
// with no event, or a *strictpay.Contradiction beside the event as far as it could be read.
func Receive(login, password string, header http.Header, body []byte, opts ...WebhookOption) (*Event, error) {
	return receive.Receive[koshelekapi.TransactionState](postback(), Verify(login, password, opts...), header, body)
}

// Verify makes the Verifier of a login and password. It decides by the header: Koshelek signs nothing. It compares in
// constant time, and refuses empty logins and passwords, and a header that is missing or there twice.
func Verify(login, password string, opts ...WebhookOption) Verifier {
	return receive.Verifier(postback(), pair(login, password), opts)
}

// Sign makes a postback's header what Koshelek would send, for tests of a service's own handler.
func Sign(header http.Header, login, password string) {
	receive.SignHeader(postback(), header, login+":"+password, nil)
}

// pair is login and password as HTTP Basic writes them, "" where one of them is missing.
func pair(login, password string) string {
	if login == "" || password == "" {
		return ""
	}
	return login + ":" + password
}

// Koshelek signs nothing; where the specification says that it does, this does not compile.
const _ = koshelekapi.SignatureBasic

func postback() *spec.Webhook { return koshelekapi.API.Webhook("postback") }
