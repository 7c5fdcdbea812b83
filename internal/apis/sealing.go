package apis

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Sealing says how an API's messages go over the wire sealed, all operations to one address.
type Sealing struct {
	Path string // behind the base URL
	// Key gives what opens messages sealed for a private key.
	Key func(pem []byte, password string) (Opener, error)
	// Bundle gives what opens messages to the store, and the base URL.
	Bundle func(text string) (open Opener, url string, err error)
	// Message is the sealed message in the form of a request; nil for none.
	Message func(header http.Header, body []byte) []byte
	// Sealed reports whether an answer claims to be sealed.
	Sealed func(body []byte) bool
	// Operation is what an opened request asks for; nil for nothing that is known.
	Operation func(target, action string) *spec.Operation
	// Callback is the document of a form that goes to the merchant, sealed, and its webhook; nil for other forms.
	Callback func(header http.Header, body []byte) (message []byte, webhook string)
}

// An Opener opens a sealed message.
type Opener func(ctx context.Context, message []byte) ([]byte, error)

func xpaymentsSealing() *Sealing {
	key := func(pem []byte, password string) (Opener, error) {
		priv, err := seal.ParsePrivateKey(pem, password)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, message []byte) ([]byte, error) {
			return seal.Open(ctx, priv, message, len(message))
		}, nil
	}
	return &Sealing{
		Path: "/api.php", Sealed: seal.IsSealed, Key: key,
		Bundle: func(text string) (Opener, string, error) {
			bundle, err := seal.ParseBundle(strings.TrimSpace(text))
			if err != nil {
				return nil, "", err
			}
			open, err := key([]byte(bundle.PrivateKey), bundle.PrivateKeyPassword)
			return open, bundle.URL, err
		},
		Message: func(header http.Header, body []byte) []byte {
			form, err := formOf(header, body)
			if err != nil || !form.Has("request") {
				return nil
			}
			return []byte(form.Get("request"))
		},
		Operation: func(target, action string) *spec.Operation {
			i := slices.IndexFunc(xpaymentsapi.API.Operations, func(o spec.Operation) bool {
				return o.Target == target && o.Action == action
			})
			if i < 0 {
				return nil
			}
			return &xpaymentsapi.API.Operations[i]
		},
		Callback: func(header http.Header, body []byte) ([]byte, string) {
			form, err := formOf(header, body)
			if err != nil || form.Get("action") != "callback" || !form.Has("txnId") || !form.Has("updateData") {
				return nil, ""
			}
			return []byte(form.Get("updateData")), "callback"
		},
	}
}
