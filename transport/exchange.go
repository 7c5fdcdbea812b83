package transport

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An exchange is one way of a request through the chain, with all its attempts. It is one allocation, its answer's body included.
type exchange struct {
	chain *Chain
	req   *http.Request
	op    *spec.Operation // nil for a request that no typed call made
	told  context.Context // the hooks' context of the operation
	ctx   context.Context // the same under total timeout and trace

	cancel, cancelAttempt context.CancelFunc
	trace                 httptrace.ClientTrace
	reached               atomic.Bool // this attempt asked net/http for a connection
	connected             atomic.Bool // some attempt got one, and may have written
	sentNow, sent         bool        // this attempt, some attempt may have been sent
	tried                 int         // attempts begun
	began, attemptBegan   time.Time   // where there are hooks
	body                  body
}

// watch lets net/http tell how far an attempt got. Getting a connection counts as sending: the writing of the first header comes next and is, over
// HTTP/2, told from another goroutine, too late to be relied on after a cancellation.
func (x *exchange) watch() {
	if !x.chain.tells {
		x.trace.GetConn = func(string) { x.reached.Store(true) }
	}
	x.trace.GotConn = func(httptrace.GotConnInfo) { x.connected.Store(true) }
	x.ctx = httptrace.WithClientTrace(x.ctx, &x.trace)
}

// repeatable: a repeat is answered as the first was, and no money moves twice.
func (x *exchange) repeatable() bool {
	if x.op != nil {
		return x.op.Idempotent && (!x.op.MovesMoney || x.op.IdempotencyKey != "")
	}
	return safeMethod(x.req.Method)
}

// replayable: there is no body, or it can be had again.
func (x *exchange) replayable() bool {
	return x.req.Body == nil || x.req.Body == http.NoBody || x.req.GetBody != nil
}

// request is the request of this attempt.
func (x *exchange) request(ctx context.Context) (*http.Request, error) {
	req := x.req.WithContext(ctx)
	if req.Header == nil {
		req.Header = make(http.Header)
	}
	if _, ok := req.Header["User-Agent"]; !ok {
		req.Header["User-Agent"] = x.chain.agent
	}
	if x.tried > 1 && req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, &refusal{"the body cannot be had again", err}
		}
		req.Body = body
	}
	if !x.repeatable() {
		x.onlyOnce(req)
	}
	return req, nil
}

// onlyOnce keeps what is below the chain from repeating a request by itself. net/http repeats, after a loss of an idle connection, requests that HTTP calls
// safe or that bring a header for it, if it can have their body again. The rest it repeats over HTTP/1.1 only if nothing of it was written, and may.
func (x *exchange) onlyOnce(req *http.Request) {
	repeats := safeMethod(req.Method) || req.Header["Idempotency-Key"] != nil || req.Header["X-Idempotency-Key"] != nil
	if repeats || !x.chain.tells {
		req.GetBody = nil
	}
	if repeats && (req.Body == nil || req.Body == http.NoBody) {
		req.Body = empty{} // of a GET net/http finds out that it is, and sends none
	}
}

func safeMethod(method string) bool {
	switch method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions:
		return true
	}
	return false
}

// empty is a body without a byte that net/http cannot know to be one before it has read it.
type empty struct{}

func (empty) Read([]byte) (int, error) { return 0, io.EOF }
func (empty) Close() error             { return nil }

// judgeSending notes after an attempt whether it may have been sent.
func (x *exchange) judgeSending(err error) {
	switch {
	case err == nil, x.connected.Load():
		x.sentNow = true
	case x.chain.tells, x.reached.Load(), classOf(err) == strictpay.ClassRequest, errors.Is(err, strictpay.ErrNotSent):
		x.sentNow = false
	default:
		x.sentNow = true // a RoundTripper that tells nothing
	}
	x.sent = x.sent || x.sentNow
}

// release ends the contexts of the exchange.
func (x *exchange) release() {
	x.releaseAttempt()
	if x.cancel != nil {
		x.cancel()
	}
}

func (x *exchange) releaseAttempt() {
	if x.cancelAttempt != nil {
		x.cancelAttempt()
		x.cancelAttempt = nil
	}
}
