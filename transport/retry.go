package transport

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
)

// attemptUntilEnd repeats a failed attempt for as long as that is safe, promising and within the budget.
func (x *exchange) attemptUntilEnd() (*http.Response, error) {
	if err := x.chain.allowed(x.req); err != nil {
		x.closeBody()
		return nil, x.failed(&refusal{"", err})
	}
	x.watch()
	for {
		if x.ctx.Err() != nil {
			if x.tried == 0 {
				x.closeBody()
			}
			return nil, x.failed(context.Cause(x.ctx))
		}
		x.tried++
		x.reached.Store(false)
		rsp, err := x.attempt()
		wait, again := x.again(rsp, err)
		if !again {
			if err != nil {
				return nil, x.failed(err)
			}
			return rsp, nil
		}
		x.retrying(statusOf(rsp), err, wait)
		if rsp != nil {
			drop(rsp)
		}
		x.releaseAttempt()
		sleep(x.ctx, wait)
	}
}

// again decides on a further attempt and how long to wait for it.
func (x *exchange) again(rsp *http.Response, err error) (time.Duration, bool) {
	if x.tried > x.chain.config.Retries || x.ctx.Err() != nil || !x.replayable() {
		return 0, false
	}
	if x.sentNow && !x.repeatable() {
		return 0, false
	}
	var header http.Header
	status := 0
	if err != nil {
		if !passing(classOf(err)) {
			return 0, false
		}
	} else {
		if !passingStatus(rsp.StatusCode) {
			return 0, false
		}
		header, status = rsp.Header, rsp.StatusCode
	}
	now := time.Now()
	wait, ok := x.chain.backoff(x.tried, status, header, now)
	if !ok {
		return 0, false
	}
	if deadline, bounded := x.ctx.Deadline(); bounded && !now.Add(wait).Before(deadline) {
		return 0, false // the answer at hand is worth more than a timeout
	}
	return wait, true
}

// passingStatus: the server, or a proxy before it, says that it did not come to the request. 500 is not among them: it is how a provider answers
// that did come to it and failed, mostly with a code and a text, and would fail the same way again.
func passingStatus(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// passing: a further attempt may meet better luck. A certificate does not get valid by asking again, nor a request well-formed.
func passing(class strictpay.Class) bool {
	switch class {
	case strictpay.ClassCanceled, strictpay.ClassTLS, strictpay.ClassRequest:
		return false
	}
	return true
}

// sleep waits, or until the context ends, which the next attempt sees.
func sleep(ctx context.Context, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// closeBody keeps the RoundTripper's contract for a request that does not get as far.
func (x *exchange) closeBody() {
	if x.req.Body != nil {
		_ = x.req.Body.Close()
	}
}
