package xpayments

import (
	"bytes"
	"context"
	"crypto/rsa"
	"errors"
	"io"
	"net/http"
	"sync/atomic"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// A sealedDoer carries the logical API, one path per operation and XML bodies, over the real one: sealed forms to
// {url}/api.php. It stands between the generated client and the transport.
type sealedDoer struct {
	chain    *transport.Chain
	storeID  string
	pub      *rsa.PublicKey  // of pair 1: seals requests
	priv     *rsa.PrivateKey // of pair 2: opens answers and callbacks
	raw      bool            // texts go out without escaping
	entities bool            // entities are decoded on reading
	version  atomic.Pointer[string]
}

// spoken is the API version of calls that name none.
func (d *sealedDoer) spoken() string { return *d.version.Load() }

var errNoOperation = errors.New("the request belongs to no operation")

// Do sends the request of a typed call sealed, and opens the answer.
func (d *sealedDoer) Do(req *http.Request) (*http.Response, error) {
	op := spec.OperationOf(req.Context())
	if op == nil {
		return nil, strictpay.Unsent(xpaymentsapi.Name, "", errNoOperation)
	}
	out, err := d.request(req, op)
	if err != nil {
		return nil, strictpay.Unsent(xpaymentsapi.Name, op.ID, err)
	}
	rsp, err := d.chain.Do(out)
	if err != nil {
		return nil, err
	}
	ctx := req.Context()
	if rsp.Request != nil { // not every round tripper sets it; with it the timeouts of the transport count as well
		ctx = rsp.Request.Context()
	}
	rsp.Body = d.open(ctx, rsp)
	return rsp, nil
}

// open reads the body of an answer and opens what is sealed, whatever the HTTP status. Everything else is handed on
// as it came, followed by what went wrong: status, header and body stay known to the caller.
func (d *sealedDoer) open(ctx context.Context, rsp *http.Response) io.ReadCloser {
	// Closing the body ends the context of the exchange, and opening ends with that.
	defer rsp.Body.Close()
	message, err := io.ReadAll(rsp.Body)
	if err == nil && seal.IsSealed(message) {
		var text []byte
		text, err = seal.Open(ctx, d.priv, message, len(message))
		if err == nil {
			return invoke.OpenedBody(d.decoded(text))
		}
		if ctx.Err() != nil {
			err = transport.FailAnswer(rsp, err)
		}
	}
	if err != nil {
		return io.NopCloser(io.MultiReader(bytes.NewReader(message), failedReader{err}))
	}
	return io.NopCloser(bytes.NewReader(message))
}

// decoded decodes the entities of an opened text, where the configuration says so.
func (d *sealedDoer) decoded(text []byte) []byte {
	if !d.entities {
		return text
	}
	return decodeEntities(text)
}

// A failedReader is the end of a body that did not come whole, or does not open.
type failedReader struct{ err error }

func (f failedReader) Read([]byte) (int, error) { return 0, f.err }
