package transport

import (
	"context"
	"net/http"
	"time"

	"github.com/strictpay/strictpay"
)

// attemptUntilEnd repeats a failed attempt for as long as that is safe, promising and within the budget. An answer
// that is not whole is returned as far as it came, where there is no further attempt.
func (x *exchange) attemptUntilEnd() (*http.Response, error) {
	if err := x.chain.allowed(x.req); err != nil {
		x.closeBody()
		return nil, x.failed(&refusal{"", err})
	}
	for {
		if ended := x.endedBy(x.ctx); ended != nil {
			if x.tried == 0 {
				x.closeBody()
			}
			return nil, x.failed(ended)
		}
		x.tried++
		rsp, err := x.attempt()
		wait, again := x.again(rsp, err)
		if !again {
			return x.final(rsp, err)
		}
		x.retrying(wait)
		x.releaseAttempt()
		sleep(x.ctx, wait)
	}
}

// final is the answer that Do returns, or the error.
func (x *exchange) final(rsp *http.Response, err error) (*http.Response, error) {
	if rsp == nil {
		return nil, x.failed(x.explained(x.ctx, err)) // the context may have ended since
	}
	x.answer.status = rsp.StatusCode
	if long, ok := err.(limitError); ok {
		x.answer.err = long
	} else if err != nil {
		x.answer.err = x.wrapped(err)
	}
	return rsp, nil
}

// again decides on a further attempt and how long to wait for it.
func (x *exchange) again(rsp *http.Response, err error) (time.Duration, bool) {
	switch {
	case err == nil && !x.retryableStatus(rsp.StatusCode), err != nil && !retryable(classOf(err)):
		return 0, false
	case x.tried > x.chain.config.Retries || x.ctx.Err() != nil || !x.replayable():
		return 0, false
	case x.lastMayHaveArrived() && !x.repeatable():
		return 0, false
	}
	var header http.Header
	if rsp != nil {
		header = rsp.Header
	}
	now := time.Now()
	wait, ok := x.chain.backoff(x.tried, statusOf(rsp), header, now)
	if !ok {
		return 0, false
	}
	if deadline, bounded := x.ctx.Deadline(); bounded && !now.Add(wait).Before(deadline) {
		return 0, false // the answer at hand is worth more than a timeout
	}
	return wait, true
}

// retryableStatus: the server, or a proxy before it, says that it did not process the request. 500 is not among them: a
// provider answers it when it did process the request and failed, mostly with a code and a text, and would fail the
// same way again. Where money moves 429 is not either: it is a refusal, and one after a repeat would say less.
func (x *exchange) retryableStatus(status int) bool {
	switch status {
	case http.StatusTooManyRequests:
		return x.op == nil || !x.op.MovesMoney
	case http.StatusRequestTimeout, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return status >= 520 && status <= 530 // of Cloudflare: the server behind it was not reached, or gave no answer
}

// retryable: a further attempt may succeed. A certificate does not get valid by asking again, nor a request
// well-formed, nor a long answer short.
func retryable(class strictpay.Class) bool {
	switch class {
	case strictpay.ClassCanceled, strictpay.ClassTLS, strictpay.ClassRequest, strictpay.ClassTooLarge:
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
	if x.body != nil {
		_ = x.body.Close()
	}
}
