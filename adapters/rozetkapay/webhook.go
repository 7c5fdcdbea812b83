package rozetkapay

import (
	"context"
	"crypto/sha1" // #nosec G505 -- the provider's algorithm
	"crypto/subtle"
	"encoding/base64"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/runtime/receive"
)

// HeaderSignature carries the signature of a callback.
const HeaderSignature = rozetkapayapi.HeaderSignature

// What Signature makes; where the specification says another one, this does not compile.
const _ = rozetkapayapi.SignatureBase64urlSha1PasswordBase64urlBodyPasswordInBase64url

// An Event is a callback that was verified and read: the state of one operation. Key names the delivery; drop what was seen before, and mind that a delivery
// may overtake an earlier one, so ask PayPartsRequestInfo where the order of states matters.
type Event = strictpay.Event[rozetkapayapi.PayPartsOperationResult]

var hook = rozetkapayapi.API.Webhook("ppayProcessing")

// A WebhookOption changes how callbacks are taken.
type WebhookOption func(*webhook)

type webhook struct {
	standard bool
	limit    int64
	failed   func(context.Context, error)
}

// StandardBase64 also accepts signatures that are made with the standard base64 alphabet in both places. The default is what is documented, the URL-safe alphabet
// with padding; plugins for shops accept the standard one as well, so some signer may use it.
func StandardBase64() WebhookOption { return func(w *webhook) { w.standard = true } }

// BodyLimit sets how large a callback may be, 64 KiB by default. A larger one is answered with 413.
func BodyLimit(bytes int64) WebhookOption { return func(w *webhook) { w.limit = bytes } }

// OnFailure is told of every callback that was not handled: ErrSignature, a *strictpay.Contradiction for a body that contradicts the specification, or what handle returned.
// By default nobody is told.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return func(w *webhook) { w.failed = failed }
}

func webhookOf(opts []WebhookOption) webhook {
	var w webhook
	for _, opt := range opts {
		if opt != nil {
			opt(&w)
		}
	}
	return w
}

// Sign makes the header what the provider would send, for tests of the merchant's own door.
func Sign(header http.Header, password string, body []byte) {
	header.Set("Content-Type", hook.MediaType)
	header.Set(HeaderSignature, Signature(password, body))
}

// Signature of a body: base64url(sha1(password + base64url(body) + password)), URL-safe and padded in both places. The key is the password of the
// login that made the operation; which one signs for a child account is not documented.
func Signature(password string, body []byte) string { return sign(base64.URLEncoding, password, body) }

func sign(alphabet *base64.Encoding, password string, body []byte) string {
	text := make([]byte, 0, 2*len(password)+alphabet.EncodedLen(len(body)))
	text = append(text, password...)
	text = alphabet.AppendEncode(text, body)
	text = append(text, password...)
	sum := sha1.Sum(text) // #nosec G401 -- the provider's algorithm
	return alphabet.EncodeToString(sum[:])
}

// Verify decides on the raw bytes of a callback whether it can be trusted. It compares in constant time, and refuses an empty body, an empty password, and a
// signature that is missing, empty or there twice.
func Verify(password string, opts ...WebhookOption) receive.Verify {
	w := webhookOf(opts)
	return func(header http.Header, body []byte) error {
		given := header.Values(HeaderSignature)
		if password == "" || len(body) == 0 || len(given) != 1 || given[0] == "" {
			return ErrSignature
		}
		good := subtle.ConstantTimeCompare([]byte(given[0]), []byte(Signature(password, body)))
		if w.standard {
			good |= subtle.ConstantTimeCompare([]byte(given[0]), []byte(sign(base64.StdEncoding, password, body)))
		}
		if good != 1 {
			return ErrSignature
		}
		return nil
	}
}

// Receive verifies a callback and then reads it: ErrSignature, or a *strictpay.Contradiction when the body contradicts the specification.
func Receive(password string, header http.Header, body []byte, opts ...WebhookOption) (*Event, error) {
	return receive.Receive[rozetkapayapi.PayPartsOperationResult](hook, Verify(password, opts...), header, body)
}

// Handler takes callbacks: it verifies the raw bytes, reads them and calls handle. It answers 200 once handle returns nil. Everything else makes the provider
// deliver again, at intervals it does not document: 401 for what cannot be trusted, 400, 413, and 500 when handle fails. No answer has a body.
func Handler(password string, handle func(ctx context.Context, event *Event) error, opts ...WebhookOption) http.Handler {
	w := webhookOf(opts)
	return &receive.Receiver[rozetkapayapi.PayPartsOperationResult]{Webhook: hook, Verify: Verify(password, opts...), Handle: handle, Failed: w.failed, Limit: w.limit}
}
