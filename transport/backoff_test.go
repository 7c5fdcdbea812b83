package transport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// All of this runs in synctest's time: waits are exact and take none.

// waits makes a call whose attempts end with rsp, and tells the waits between them and the status or error at the end.
func waits(t *testing.T, ctx context.Context, rsp func() (*http.Response, error),
	opts ...strictpay.Option) (between []time.Duration, status int, err error) {
	t.Helper()
	var last time.Time
	f := &fake{fn: func(n int, _ *http.Request) (*http.Response, error) {
		if n > 1 {
			between = append(between, time.Since(last))
		}
		last = time.Now()
		return rsp()
	}}
	api := &spec.API{RateLimit: spec.RateLimit{Reset: "X-RateLimit-Reset"}}
	all := append([]strictpay.Option{f.option(), strictpay.WithTimeout(time.Hour)}, opts...)
	chain, err := transport.ForAdapter(api, "http://localhost", all...)
	if err != nil {
		t.Fatal(err)
	}
	chain.SetJitter(func(span time.Duration) time.Duration { return span })
	req, err := http.NewRequestWithContext(ctx, "GET", "http://localhost/", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := chain.Do(req)
	if err != nil {
		return between, 0, err
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
	return between, answer.StatusCode, nil
}

func TestBackoffDoubles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, status, err := waits(t, ctxOf(reading), func() (*http.Response, error) {
			return answer(503), nil
		}, strictpay.WithRetries(7))
		ms := time.Millisecond
		want := []time.Duration{200 * ms, 400 * ms, 800 * ms, 1600 * ms, 3200 * ms, 5000 * ms, 5000 * ms}
		if !slices.Equal(got, want) || status != 503 || err != nil {
			t.Error(got, status, err)
		}
	})
}

func TestJitterIsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		low, high := time.Hour, time.Duration(0)
		for range 200 {
			began := time.Now()
			f := &fake{fn: func(int, *http.Request) (*http.Response, error) { return nil, io.EOF }}
			chain, err := transport.New(strictpay.Config{Retries: 1}, f.option())
			if err != nil {
				t.Fatal(err)
			}
			req, _ := http.NewRequestWithContext(ctxOf(reading), "GET", "http://localhost/", nil)
			rsp, err := chain.Do(req)
			_ = fails(t, rsp, err)
			low, high = min(low, time.Since(began)), max(high, time.Since(began))
		}
		if low > 20*time.Millisecond || high < 180*time.Millisecond || high > 200*time.Millisecond {
			t.Error(low, high)
		}
	})
}

func TestServersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		none := time.Duration(-1) // the answer is returned instead
		for _, c := range []struct {
			name   string
			status int
			header []string
			want   time.Duration
		}{
			{"seconds", 503, []string{"Retry-After", "7"}, 7 * time.Second},
			{"seconds with blanks", 429, []string{"Retry-After", " 7 "}, 7 * time.Second},
			{"a date", 503, []string{"Retry-After", "in 9s"}, 9 * time.Second},
			{"a past date", 503, []string{"Retry-After", "in -1h"}, 200 * time.Millisecond},
			{"less than the backoff", 503, []string{"Retry-After", "0"}, 200 * time.Millisecond},
			{"as long as anyone waits", 503, []string{"Retry-After", "30"}, 30 * time.Second},
			{"longer", 503, []string{"Retry-After", "31"}, none},
			{"much longer", 503, []string{"Retry-After", "99999999999999999999999999"}, none},
			{"a far date", 503, []string{"Retry-After", "in 31s"}, none},
			{"not a number", 503, []string{"Retry-After", "soon"}, 200 * time.Millisecond},
			{"below zero", 503, []string{"Retry-After", "-5"}, 200 * time.Millisecond},
			{"a fraction", 503, []string{"Retry-After", "1.5"}, 200 * time.Millisecond},
			{"the API's own header", 429, []string{"X-RATELIMIT-RESET", "3"}, 3 * time.Second},
			{"the API's own header with a clock time", 429, []string{"X-RateLimit-Reset", "1700000000"}, none},
			{"the API's own header, no 429", 503, []string{"X-RateLimit-Reset", "3"}, 200 * time.Millisecond},
			{"both", 429, []string{"X-RateLimit-Reset", "3", "Retry-After", "4"}, 4 * time.Second},
			{"one that cannot be read", 429, []string{"X-RateLimit-Reset", "3", "Retry-After", "?"}, 3 * time.Second},
		} {
			if in, ok := strings.CutPrefix(c.header[1], "in "); ok {
				// HTTP dates have no fractions
				time.Sleep(time.Until(time.Now().Add(time.Second).Truncate(time.Second)))
				span, _ := time.ParseDuration(in)
				c.header[1] = time.Now().Add(span).UTC().Format(http.TimeFormat)
			}
			got, status, err := waits(t, ctxOf(reading), func() (*http.Response, error) {
				return answer(c.status, c.header...), nil
			}, strictpay.WithRetries(1))
			want := []time.Duration{c.want}
			if c.want == none {
				want = nil
			}
			if !slices.Equal(got, want) || status != c.status || err != nil {
				t.Errorf("%s: %v %d %v", c.name, got, status, err)
			}
		}
	})
}

// TestNoWaitBeyondTheDeadline: the answer at hand is returned at once.
func TestNoWaitBeyondTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		ctx, cancel := context.WithTimeout(ctxOf(reading), 5*time.Second)
		defer cancel()
		got, status, err := waits(t, ctx, func() (*http.Response, error) {
			return answer(429, "Retry-After", "10"), nil
		})
		if len(got) != 0 || status != 429 || err != nil || time.Since(began) != 0 {
			t.Error(got, status, err, time.Since(began))
		}
		got, _, err = waits(t, ctxOf(reading), func() (*http.Response, error) {
			return nil, io.EOF
		}, strictpay.WithTimeout(500*time.Millisecond), strictpay.WithRetries(9))
		if len(got) != 1 || !errors.Is(err, io.EOF) {
			t.Error(got, err)
		}
	})
}

func TestCanceledWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		reason := errors.New("the shop closed")
		ctx, cancel := context.WithCancelCause(ctxOf(payingOnce))
		time.AfterFunc(3*time.Second, func() { cancel(reason) })
		got, _, err := waits(t, ctx, func() (*http.Response, error) { return answer(503, "Retry-After", "20"), nil })
		if len(got) != 0 || time.Since(began) != 3*time.Second || errors.Is(err, strictpay.ErrNotSent) ||
			!errors.Is(err, reason) || !errors.Is(err, context.Canceled) {
			t.Error(got, err, time.Since(began))
		}
		ctx, cancelNow := context.WithCancel(ctxOf(paying))
		time.AfterFunc(time.Second, cancelNow)
		_, _, err = waits(t, ctx, func() (*http.Response, error) { time.Sleep(time.Second); return nil, errDial })
		if !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, context.Canceled) ||
			transport.ClassOf(err) != strictpay.ClassCanceled {
			t.Errorf("%v", err)
		}
	})
}

func TestTotalTimeoutHoldsOverAllAttempts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		f := &fake{fn: func(_ int, req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		}}
		chain, err := transport.New(strictpay.Config{Timeout: 30 * time.Second}, f.option(),
			strictpay.WithAttemptTimeout(12*time.Second), strictpay.WithRetries(9))
		if err != nil {
			t.Fatal(err)
		}
		chain.SetJitter(func(time.Duration) time.Duration { return time.Second })
		req, _ := http.NewRequestWithContext(ctxOf(reading), "GET", "http://localhost/", nil)
		rsp, err := chain.Do(req)
		err = fails(t, rsp, err)
		if time.Since(began) != 30*time.Second || f.calls.Load() != 3 ||
			transport.ClassOf(err) != strictpay.ClassTimeout || !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err, time.Since(began), f.calls.Load())
		}
	})
}
