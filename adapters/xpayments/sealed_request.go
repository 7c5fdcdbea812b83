package xpayments

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

// request makes the form: cart_id and then request, as every connector orders them.
func (d *sealedDoer) request(req *http.Request, op *spec.Operation) (*http.Request, error) {
	text, err := d.text(req, op)
	if err != nil {
		return nil, err
	}
	message, err := seal.Seal(d.pub, text)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("cart_id", d.storeID) // a Buffer takes everything
	_ = form.WriteField("request", string(message))
	_ = form.Close()
	return d.post(req.Context(), form.FormDataContentType(), body.Bytes())
}

func (d *sealedDoer) post(ctx context.Context, contentType string, body []byte) (*http.Request, error) {
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, d.chain.BaseURL()+"api.php", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header.Set("Content-Type", contentType)
	out.Header.Set("Accept", "*/*")
	return out, nil
}

// text is the request's XML: its members, then the three that say what it is, which connectors write last.
func (d *sealedDoer) text(req *http.Request, op *spec.Operation) ([]byte, error) {
	var text []byte
	if req.Body != nil {
		var err error
		text, err = io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	version := spec.VersionOf(req.Context())
	if version == "" {
		version = d.spoken()
	}
	w := xmlread.NewWriter(d.unescaped(text))
	w.Text("target", op.Target)
	w.Text("action", op.Action)
	w.Text("api_version", version)
	return w.Bytes(), nil
}

// unescaped takes the escaping back where it is not wanted. The writer made all the ampersands that are in text, so
// this is exact.
func (d *sealedDoer) unescaped(text []byte) []byte {
	if !d.raw {
		return text
	}
	return []byte(xmlread.DecodeText(string(text)))
}
