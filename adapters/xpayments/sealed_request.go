package xpayments

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// request makes the form: cart_id and then request, as every connector orders them.
func (d *sealedExchanger) request(ctx context.Context, op *spec.Operation, members []byte) (*http.Request, error) {
	message, err := seal.Seal(d.pub, d.text(ctx, op, members))
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("cart_id", d.storeID) // a Buffer takes everything
	_ = form.WriteField("request", string(message))
	_ = form.Close()
	return d.post(ctx, form.FormDataContentType(), body.Bytes())
}

func (d *sealedExchanger) post(ctx context.Context, contentType string, body []byte) (*http.Request, error) {
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, d.chain.BaseURL()+"/api.php", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header.Set("Content-Type", contentType)
	out.Header.Set("Accept", "*/*")
	return out, nil
}

// text is the request's XML: its members, then the three that say what it is, which connectors write last.
func (d *sealedExchanger) text(ctx context.Context, op *spec.Operation, members []byte) []byte {
	version := spec.VersionOf(ctx)
	if version == "" {
		version = d.spoken()
	}
	w := xmlread.NewWriter(d.unescaped(members))
	w.Text("target", op.Target)
	w.Text("action", op.Action)
	w.Text("api_version", version)
	return w.Bytes()
}

// unescaped takes the escaping back where it is not wanted. The writer made all the ampersands that are in text, so
// this is exact.
func (d *sealedExchanger) unescaped(text []byte) []byte {
	if !d.raw {
		return text
	}
	return []byte(xmlread.DecodeText(string(text)))
}
