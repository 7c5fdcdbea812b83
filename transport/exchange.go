package transport

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// An exchange is one way of a request through the chain, with all its attempts. It is one allocation, the answer's Body
// included; the deadline is another, because net may keep that for longer.
type exchange struct {
	chain       *Chain
	req         *http.Request // the chain's own: the first attempt over its own transport sends it, others a copy
	body        io.ReadCloser // of req as it came; an attempt may be sent with another
	getBody     func() (io.ReadCloser, error)
	op          *spec.Operation // nil for a request that no typed call made
	record      *spec.Record    // of the call; one of the exchange's own where there is none
	hookContext context.Context // what the hooks of the operation gave back
	limits      context.Context // the caller's context; limitTime adds the total timeout. Every wait ends with it
	ctx         context.Context // ends with limits, and has the values of hookContext

	deadline      *deadline          // of the total timeout; nil where package context has it, or there is none
	cancel        context.CancelFunc // of the total timeout, where package context has it
	cancelHooked  context.CancelFunc // of a context that the operation's hooks made
	cancelAttempt context.CancelFunc
	trace         httptrace.ClientTrace
	connected     atomic.Bool  // this attempt got a connection, and may have written
	sentBody      *trackedBody // of this attempt, where the transport is the user's
	askedForGzip  bool         // by the chain, which uncompresses what comes
	tried         int          // attempts begun
	began         time.Time    // of the operation, where there are hooks
	attemptBegan  time.Time
	answer        answer
}

func newExchange(ctx context.Context, c *Chain, req *http.Request) *exchange {
	x := &exchange{chain: c, req: req, body: req.Body, getBody: req.GetBody, limits: ctx, record: spec.RecordOf(ctx)}
	if x.record == nil {
		x.record = new(spec.Record)
	}
	x.op = x.record.Operation
	x.answer.x = x
	x.trace.GotConn = func(httptrace.GotConnInfo) { x.connected.Store(true) }
	return x
}

// repeatable: a repeat is answered as the first was, and no money moves twice.
func (x *exchange) repeatable() bool {
	if x.op != nil {
		return x.op.Idempotent && (!x.op.MovesMoney || x.op.IdempotencyKey != "")
	}
	return safeMethod(x.req.Method)
}

// replayable: there is no body, or it can be had again.
func (x *exchange) replayable() bool { return !x.hasBody() || x.getBody != nil }

func (x *exchange) hasBody() bool { return x.body != nil && x.body != http.NoBody }

// request is the request of this attempt.
func (x *exchange) request(ctx context.Context) (*http.Request, error) {
	req := x.req
	if x.tried == 1 && x.chain.ownTransport {
		setContext(req, ctx)
	} else { // a user's transport may change it, and net/http may not be done with that of the first attempt
		req = req.WithContext(ctx)
		req.Body, req.GetBody = x.body, x.getBody
	}
	if req.Header == nil {
		req.Header = make(http.Header)
	}
	if _, ok := req.Header["User-Agent"]; !ok {
		req.Header["User-Agent"] = []string{x.chain.config.UserAgent}
	}
	x.askedForGzip = chainAsksForGzip(req.Header)
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
	if !x.chain.ownTransport && x.hasBody() {
		x.sentBody = trackBody(req)
	}
	return req, nil
}

// setContext gives a request its context in place. The copy that WithContext makes is on the stack, and gone before
// net/http needs more of it: so this is not inlined.
//
//go:noinline
func setContext(req *http.Request, ctx context.Context) { *req = *req.WithContext(ctx) }

// onlyOnce keeps what is below the chain from repeating a request by itself. net/http repeats, after a loss of an idle
// connection, requests that HTTP calls safe or that bring a header for it, if it can have their body again. The rest it
// repeats over HTTP/1.1 only if nothing of it was written, and may.
func (x *exchange) onlyOnce(req *http.Request) {
	repeats := safeMethod(req.Method) || req.Header["Idempotency-Key"] != nil || req.Header["X-Idempotency-Key"] != nil
	if repeats || !x.chain.ownTransport {
		req.GetBody = nil
	}
	if repeats && !x.hasBody() {
		req.Body = emptyBody{} // of a GET net/http finds out that it is, and sends none
	}
}

func safeMethod(method string) bool {
	switch method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions:
		return true
	}
	return false
}

// recordAttempt notes what became of an attempt.
func (x *exchange) recordAttempt(status int, class strictpay.Class, mayHaveArrived bool) *strictpay.Attempt {
	x.record.Attempts = append(x.record.Attempts, strictpay.Attempt{
		Began: x.attemptBegan, Duration: time.Since(x.attemptBegan),
		Status: status, Class: class, MayHaveArrived: mayHaveArrived,
	})
	return &x.record.Attempts[len(x.record.Attempts)-1]
}

// lastMayHaveArrived: of the attempt that has just ended.
func (x *exchange) lastMayHaveArrived() bool {
	n := len(x.record.Attempts)
	return n > 0 && x.record.Attempts[n-1].MayHaveArrived
}

// release ends the contexts of the exchange.
func (x *exchange) release() {
	x.releaseAttempt()
	if x.deadline != nil {
		x.deadline.stop()
	}
	for _, cancel := range [...]context.CancelFunc{x.cancelHooked, x.cancel} {
		if cancel != nil {
			cancel()
		}
	}
}

func (x *exchange) releaseAttempt() {
	if x.cancelAttempt != nil {
		x.cancelAttempt()
		x.cancelAttempt = nil
	}
}
