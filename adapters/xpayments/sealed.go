package xpayments

import (
	"context"
	"crypto/rsa"
	"net/http"
	"sync/atomic"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments/seal"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// A sealedExchanger carries the logical API, one path per operation and XML bodies, over the real one: sealed forms to
// {url}/api.php. It stands between the generated client and the transport.
type sealedExchanger struct {
	chain    *transport.Chain
	storeID  string
	pub      *rsa.PublicKey         // of pair 1: seals requests
	priv     func() *rsa.PrivateKey // of pair 2: opens answers and callbacks; no printing library looks into a function
	raw      bool                   // texts go out without escaping
	decoding spec.Decoding          // of answers and callbacks
	version  atomic.Pointer[string]
}

// spoken is the API version of calls that name none.
func (d *sealedExchanger) spoken() string { return *d.version.Load() }

// Exchange sends the request of a call sealed, and opens the answer, whatever the HTTP status. What is not sealed is
// handed on as it came: status, header and body stay known to the caller.
func (d *sealedExchanger) Exchange(ctx context.Context, op *spec.Operation,
	request *invoke.Request) (spec.Received, error) {
	out, err := d.request(ctx, op, request.Body)
	if err != nil {
		return spec.Received{}, strictpay.NewNotSent(xpaymentsapi.Name, op.ID, err)
	}
	rsp, err := d.chain.Do(out)
	if err != nil {
		return spec.Received{}, err
	}
	if rsp.Request != nil { // not every round tripper sets it; with it the timeouts of the transport count as well
		ctx = rsp.Request.Context()
	}
	// Closing the body ends the context of the exchange, and opening ends with that.
	defer rsp.Body.Close()
	return d.open(ctx, rsp)
}

// open reads an answer and opens what is sealed.
func (d *sealedExchanger) open(ctx context.Context, rsp *http.Response) (spec.Received, error) {
	received, err := invoke.Receive(rsp)
	received.Envelope = spec.Closed
	if err != nil || !seal.IsSealed(received.Body) {
		return received, err
	}
	document, err := seal.Open(ctx, d.priv(), received.Body, len(received.Body))
	switch {
	case err != nil && ctx.Err() != nil:
		return received, transport.FailAnswer(rsp, err)
	case err != nil:
		received.Envelope = spec.Unopened
		return received, err
	}
	received.Envelope, received.Body = spec.Opened, document
	return received, nil
}
