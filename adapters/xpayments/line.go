package xpayments

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"sync/atomic"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/runtime/xmlread"
	"github.com/strictpay/strictpay/transport"
)

// A line carries the logical API, one path per operation and XML bodies, over the real one: sealed forms to {url}/api.php. It stands between the generated
// client and the transport's chain.
type line struct {
	chain    *transport.Chain
	storeID  string
	pub      *rsa.PublicKey  // of pair 1: seals requests
	priv     *rsa.PrivateKey // of pair 2: opens answers and callbacks
	raw      bool
	entities bool
	version  atomic.Pointer[string]
}

const mediaType = "application/xml"

func (l *line) spoken() string { return *l.version.Load() }

// Do sends the request of a typed call sealed and hands on the opened answer.
func (l *line) Do(req *http.Request) (*http.Response, error) {
	op := spec.OperationOf(req.Context())
	if op == nil {
		return nil, &strictpay.NotSent{API: xpaymentsapi.Name, Err: errNoOperation}
	}
	out, err := l.request(req, op)
	if err != nil {
		return nil, &strictpay.NotSent{API: xpaymentsapi.Name, Operation: op.ID, Err: err}
	}
	rsp, err := l.chain.Do(out)
	if err != nil {
		return nil, err
	}
	ctx := req.Context()
	if rsp.Request != nil { // not every round tripper sets it; with it the timeouts of the transport count as well
		ctx = rsp.Request.Context()
	}
	return l.answer(ctx, rsp), nil
}

var errNoOperation = errors.New("the request belongs to no operation")

// request makes the form: cart_id and then request, as every connector orders them.
func (l *line) request(req *http.Request, op *spec.Operation) (*http.Request, error) {
	text, err := l.text(req, op)
	if err != nil {
		return nil, err
	}
	message, err := seal.Seal(l.pub, text)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("cart_id", l.storeID) // a Buffer takes everything
	_ = form.WriteField("request", string(message))
	_ = form.Close()
	return l.post(req.Context(), form.FormDataContentType(), body.Bytes())
}

func (l *line) post(ctx context.Context, contentType string, body []byte) (*http.Request, error) {
	out, err := http.NewRequestWithContext(ctx, http.MethodPost, l.chain.BaseURL()+"api.php", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header.Set("Content-Type", contentType)
	out.Header.Set("Accept", "*/*")
	return out, nil
}

// text is the request's XML: its members, then the three that say what it is, which connectors write last.
func (l *line) text(req *http.Request, op *spec.Operation) ([]byte, error) {
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
		version = l.spoken()
	}
	w := xmlread.NewWriter(l.unescaped(text))
	w.Text("target", op.Target)
	w.Text("action", op.Action)
	w.Text("api_version", version)
	return w.Bytes(), nil
}

// unescaped takes the escaping back where it is not wanted. The writer made all the ampersands that are in text, so this is exact.
func (l *line) unescaped(text []byte) []byte {
	if !l.raw {
		return text
	}
	return []byte(xmlread.DecodeText(string(text)))
}

// answer opens an answer. What cannot be opened is handed on as it came, with what went wrong: status, header and body stay known to the caller.
func (l *line) answer(ctx context.Context, rsp *http.Response) *http.Response {
	// Closing the body ends the context of the exchange, and opening ends with that.
	defer rsp.Body.Close()
	message, err := io.ReadAll(rsp.Body)
	switch {
	case err != nil:
		return replaced(rsp, message, err)
	case !seal.IsSealed(message):
		return unsealed(rsp, message)
	}
	text, err := seal.Open(ctx, l.priv, message, len(message))
	if err != nil {
		return replaced(rsp, message, err)
	}
	out := replaced(rsp, l.decoded(text), nil)
	out.Header.Set("Content-Type", mediaType)
	return out
}

func (l *line) decoded(text []byte) []byte {
	if !l.entities {
		return text
	}
	return decodeEntities(text)
}

// unsealed is an answer that is no sealed message, usually an error page. It must not pass for the opened document, whatever it calls itself.
func unsealed(rsp *http.Response, body []byte) *http.Response {
	out := replaced(rsp, body, nil)
	if typ, _, err := mime.ParseMediaType(out.Header.Get("Content-Type")); err == nil && typ == mediaType {
		out.Header.Set("Content-Type", "text/plain")
	}
	return out
}

// replaced is rsp with another body, which ends in err where that is not nil.
func replaced(rsp *http.Response, body []byte, err error) *http.Response {
	out := *rsp
	out.Header = rsp.Header.Clone()
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	out.Header.Del("Content-Encoding")
	out.Header.Set("Content-Length", strconv.Itoa(len(body)))
	out.ContentLength = int64(len(body))
	var r io.Reader = bytes.NewReader(body)
	if err != nil {
		r, out.ContentLength = io.MultiReader(r, failing{err}), -1
	}
	out.Body = io.NopCloser(r)
	return &out
}

// failing is the end of a body that did not come whole, or does not open.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
