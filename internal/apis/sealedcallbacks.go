package apis

import (
	"bytes"
	"context"
	"errors"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
)

var (
	errNoForm     = errors.New("no form of a callback, with the fields action, txnId and updateData")
	errOtherTxnID = errors.New("the form and the sealed document name different payments")
	errNoTxnID    = errors.New("the body names no payment; give its txnId with --id")
)

// xpaymentsCallbacks are forms with a sealed document; the bundle of the store has the key.
func xpaymentsCallbacks() Callbacks {
	return Callbacks{
		Secret: "the configuration bundle of the store", Setting: BundleFile, Pack: packSealed, Open: openSealed,
		Unproven: "nothing signs an X-Payments callback: ask paymentGetInfo before acting on it",
	}
}

func packSealed(bundle string, header http.Header, document []byte, id string) ([]byte, error) {
	parsed, err := seal.ParseBundle(strings.TrimSpace(bundle))
	if err != nil {
		return nil, err
	}
	priv, err := seal.ParsePrivateKey([]byte(parsed.PrivateKey), parsed.PrivateKeyPassword)
	if err != nil {
		return nil, err
	}
	if id == "" {
		if id = txnIDOf(document); id == "" {
			return nil, errNoTxnID
		}
	}
	message, err := seal.Seal(&priv.PublicKey, document)
	if err != nil {
		return nil, err
	}
	header.Set("Content-Type", "application/x-www-form-urlencoded")
	form := url.Values{"action": {"callback"}, "txnId": {id}, "updateData": {string(message)}}
	return []byte(form.Encode()), nil
}

// txnIDOf is the payment that a document names; "" for none, or where it is no callback.
func txnIDOf(document []byte) string {
	data := new(xpaymentsapi.CallbackData)
	data.ReadDocument(document, spec.Decoding{})
	if payment := xpayments.CallbackPaymentOf(data); payment != nil && payment.TxnID != nil {
		return *payment.TxnID
	}
	return ""
}

func openSealed(bundle string, header http.Header, body []byte) ([]byte, error) {
	parsed, err := seal.ParseBundle(strings.TrimSpace(bundle))
	if err != nil {
		return nil, err
	}
	priv, err := seal.ParsePrivateKey([]byte(parsed.PrivateKey), parsed.PrivateKeyPassword)
	if err != nil {
		return nil, err
	}
	form, err := formOf(header, body)
	if err != nil {
		return nil, err
	}
	if form.Get("action") != "callback" || !form.Has("updateData") {
		return nil, errNoForm
	}
	document, err := seal.Open(context.Background(), priv, []byte(form.Get("updateData")), len(body))
	if err != nil {
		return nil, err
	}
	if id := txnIDOf(document); id != "" && id != form.Get("txnId") {
		return nil, errOtherTxnID
	}
	return document, nil
}

// formOf reads a form of either kind. One without a media type is taken for a urlencoded one.
func formOf(header http.Header, body []byte) (url.Values, error) {
	typ, params, _ := mime.ParseMediaType(header.Get("Content-Type"))
	if typ != "multipart/form-data" {
		form, err := url.ParseQuery(strings.TrimSpace(string(body)))
		if err != nil {
			return nil, errNoForm
		}
		return form, nil
	}
	parts, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(int64(len(body)))
	if err != nil {
		return nil, errNoForm
	}
	return parts.Value, nil
}
