package koshelek

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/receive"
	"github.com/strictpay/strictpay/runtime/spec"
)

// ErrSignature is what every postback that cannot be trusted gives. It never says why.
var ErrSignature = strictpay.ErrSignature

// An Event is a postback whose sender was verified: the state of a payment or refund, as transactionStatus answers it.
// Key is the same when Koshelek delivers again and another for the next state. Whether and when it delivers again is not documented, nor whether in order:
// a state that is Final is not undone by a later event of an earlier one.
type Event = strictpay.Event[koshelekapi.TransactionState]

// A WebhookOption changes a Handler.
type WebhookOption func(*receive.Receiver[koshelekapi.TransactionState])

// OnFailure is told of every postback that was not handled, with ErrSignature, a *strictpay.Contradiction or what handle returned. By default nobody is.
func OnFailure(failed func(ctx context.Context, err error)) WebhookOption {
	return func(r *receive.Receiver[koshelekapi.TransactionState]) { r.Failed = failed }
}

// BodyLimit bounds the body. The default, and that of zero, is 64 KiB; the postbacks of the documentation have under 2.
func BodyLimit(bytes int64) WebhookOption {
	return func(r *receive.Receiver[koshelekapi.TransactionState]) { r.Limit = bytes }
}

// Handler takes postbacks. login and password are those that the merchant gave Koshelek for this purpose (partnerLogin, partnerPassword), not those of New;
// where one of them is empty, every postback is refused.
//
// The answer is 200 when handle returns nil, and 500 when it fails. The documentation describes no answer; these are what a sender that repeats would look for.
// handle must bear to see a Key again.
func Handler(login, password string, handle func(ctx context.Context, event *Event) error, opts ...WebhookOption) http.Handler {
	r := &receive.Receiver[koshelekapi.TransactionState]{Webhook: postback(), Verify: Verify(login, password), Handle: handle}
	for _, opt := range opts {
		if opt != nil {
			opt(r)
		}
	}
	return r
}

// Receive verifies and reads one postback, for services that have a door of their own.
func Receive(login, password string, header http.Header, body []byte) (*Event, error) {
	return receive.Receive[koshelekapi.TransactionState](postback(), Verify(login, password), header, body)
}

// Sign makes a postback's header what Koshelek would send, for tests of the merchant's own door.
func Sign(header http.Header, login, password string) {
	r := http.Request{Header: header}
	r.SetBasicAuth(login, password)
	header.Set("Content-Type", postback().MediaType)
}

// Koshelek signs nothing; where the specification says that it does, this does not compile.
const _ = koshelekapi.SignatureBasic

func postback() *spec.Webhook { return koshelekapi.API.Webhook("postback") }

var errBasic = errors.New("no such login and password")

// Verify decides by the header whether a postback can be trusted; Koshelek signs nothing. It compares hashes of the encoded pair, so that neither the time nor the length of a guess tells anything. The encoding is compared as well: base64 has
// several spellings of some pairs, and no sender uses another than the usual one.
func Verify(login, password string) receive.Verify {
	want := sha256.Sum256([]byte(base64.StdEncoding.EncodeToString([]byte(login + ":" + password))))
	usable := login != "" && password != ""
	return func(header http.Header, _ []byte) error {
		const scheme = "Basic "
		values := header.Values("Authorization")
		if len(values) != 1 || len(values[0]) < len(scheme) || !strings.EqualFold(values[0][:len(scheme)], scheme) {
			return errBasic
		}
		got := sha256.Sum256([]byte(values[0][len(scheme):]))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 || !usable {
			return errBasic
		}
		return nil
	}
}
