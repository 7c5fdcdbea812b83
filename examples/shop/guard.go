package main

import (
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"golang.org/x/time/rate"
)

// A guard stands between a client and the network. It waits its turn, and it does not call a provider that has not
// answered for a while. It never repeats a request: only the client knows which of them may be repeated.
type guard struct {
	next    http.RoundTripper
	limiter *rate.Limiter
	breaker circuitbreaker.CircuitBreaker[any]
}

// guarded is an HTTP client for a provider: at most some calls a second, and none for a time once several in a row
// were not answered.
func guarded(next http.RoundTripper, perSecond float64, failures uint, pause time.Duration) *http.Client {
	return &http.Client{Transport: &guard{
		next: next, limiter: rate.NewLimiter(rate.Limit(perSecond), max(1, int(perSecond))),
		breaker: circuitbreaker.NewBuilder[any]().WithFailureThreshold(failures).WithDelay(pause).Build(),
	}}
}

// RoundTrip sends a request, or does not touch it: then the client knows that it never left, and its error is
// strictpay.ErrNotSent.
func (g *guard) RoundTrip(request *http.Request) (*http.Response, error) {
	if err := g.limiter.Wait(request.Context()); err != nil {
		return nil, err
	}
	if !g.breaker.TryAcquirePermit() {
		return nil, circuitbreaker.ErrOpen
	}
	answer, err := g.next.RoundTrip(request)
	if err != nil || answer.StatusCode >= 500 {
		g.breaker.RecordFailure()
	} else {
		g.breaker.RecordSuccess()
	}
	return answer, err
}
