package transport_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"weak"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// hang serves /now at once, and anything else when the test is over.
func hang(t *testing.T) (url string, arrived *atomic.Int32) {
	t.Helper()
	arrived = new(atomic.Int32)
	over := make(chan struct{})
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		arrived.Add(1)
		if r.URL.Path != "/now" {
			<-over
		}
	})
	t.Cleanup(func() { close(over) })
	return server.URL, arrived
}

// contexts are those of calls: of typed ones, whose outcome is said later, and of others.
func contexts(op *spec.Operation) map[string]context.Context {
	return map[string]context.Context{
		"typed": spec.WithRecord(context.Background(), &spec.Record{Operation: op, Finishes: true}),
		"other": ctxOf(op),
	}
}

// The exchanges of a chain share a timer: each of them ends when its own time is over, whatever became of those before
// it, also after a time without any.
func TestEachExchangeHasItsTimeout(t *testing.T) {
	t.Parallel()
	url, _ := hang(t)
	const timeout = 50 * time.Millisecond
	chain := newChain(t, strictpay.WithTimeout(timeout), strictpay.WithRetries(-1))
	for range 2 {
		var all sync.WaitGroup
		for i := range 24 {
			all.Go(func() {
				time.Sleep(time.Duration(i) * 3 * time.Millisecond)
				path := "/later"
				if i%2 == 0 {
					path = "/now"
				}
				began := time.Now()
				ctx := contexts(reading)["typed"]
				if i%3 == 0 {
					ctx = contexts(reading)["other"]
				}
				rsp, err := chain.Do(request(t, reading, "GET", url+path, "").WithContext(ctx))
				if i%2 == 0 && err == nil {
					_ = rsp.Body.Close()
					return
				}
				if i%2 == 0 && time.Since(began) >= timeout {
					return // a slow machine
				}
				if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassTimeout ||
					!errors.Is(err, context.DeadlineExceeded) || time.Since(began) < timeout ||
					!strings.HasSuffix(err.Error(), "no answer within the timeout of 50ms") {
					t.Errorf("%s after %v: %v", path, time.Since(began), err)
				}
			})
		}
		all.Wait()
		time.Sleep(2 * timeout)
	}
}

// A context that is over before the call sends nothing, and one that ends later ends the call, with its cause.
func TestTheCallersContextEndsTheExchange(t *testing.T) {
	t.Parallel()
	url, arrived := hang(t)
	chain := newChain(t)
	cause := errors.New("the buyer went away")
	for range 100 {
		for name, ctx := range contexts(paying) {
			ctx, cancel := context.WithCancelCause(ctx)
			cancel(cause)
			rsp, err := chain.Do(request(t, paying, "POST", url, "{}").WithContext(ctx))
			if err = fails(t, rsp, err); !errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, cause) {
				t.Fatal(name, err)
			}
		}
	}
	if arrived.Load() != 0 {
		t.Errorf("%d requests arrived", arrived.Load())
	}
	for name, ctx := range contexts(paying) {
		arrived.Store(0)
		ctx, cancel := context.WithCancelCause(ctx)
		go func() {
			for arrived.Load() == 0 {
				time.Sleep(time.Millisecond)
			}
			cancel(cause)
		}()
		rsp, err := chain.Do(request(t, paying, "POST", url, "{}").WithContext(ctx))
		err = fails(t, rsp, err)
		if errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, context.Canceled) || !errors.Is(err, cause) ||
			transport.ClassOf(err) != strictpay.ClassCanceled {
			t.Error(name, err)
		}
	}
}

// What a request's context promises holds for those below it as well. After the call it is over for all of them, and
// that of a typed call keeps nothing.
func TestTheContextOfAnExchange(t *testing.T) {
	t.Parallel()
	url, _ := hang(t)
	type key struct{}
	for name, ctx := range contexts(reading) {
		caller, cancelCaller := context.WithCancel(context.WithValue(ctx, key{}, "value"))
		defer cancelCaller()
		began := time.Now()
		rsp, err := newChain(t).Do(request(t, reading, "GET", url+"/now", "").WithContext(caller))
		if err != nil {
			t.Fatal(err)
		}
		ctx := rsp.Request.Context()
		at, ok := ctx.Deadline()
		if early := began.Add(10 * time.Second); !ok || at.Before(early) || at.After(early.Add(time.Since(began))) {
			t.Error(name, at, ok)
		}
		if ctx.Value(key{}) != "value" || ctx.Err() != nil || context.Cause(ctx) != nil {
			t.Error(name, ctx.Value(key{}), ctx.Err())
		}
		below, cancel := context.WithTimeout(ctx, time.Hour)
		defer cancel()
		var ran sync.WaitGroup
		ran.Add(2)
		context.AfterFunc(ctx, ran.Done)
		stop := context.AfterFunc(ctx, func() { t.Error("ran though it was stopped") })
		stopLater := context.AfterFunc(ctx, ran.Done)
		if !stop() || stop() {
			t.Error(name, "stopped once, and not twice")
		}
		_ = rsp.Body.Close()
		<-ctx.Done()
		<-below.Done()
		ran.Wait()
		if stopLater() || ctx.Err() != context.Canceled || below.Err() != context.Canceled || caller.Err() != nil {
			t.Error(name, ctx.Err(), below.Err(), caller.Err())
		}
		ran.Add(1)
		if context.AfterFunc(ctx, ran.Done)() {
			t.Error(name, "stopped what has run")
		}
		ran.Wait()
		if kept := ctx.Value(key{}) != nil; kept != (name == "other") {
			t.Errorf("%s: has values: %t", name, kept)
		}
	}
}

// A waitingContext is one whose Err waits, as one with a lock of its own may.
type waitingContext struct {
	context.Context
	done    chan struct{}
	asked   chan struct{}
	release chan struct{}
}

func (c waitingContext) Done() <-chan struct{} { return c.done }

func (c waitingContext) Err() error {
	select {
	case c.asked <- struct{}{}:
	default:
	}
	<-c.release
	return nil
}

// A caller's context that waits when it is asked keeps its own call waiting, and no timeout of another.
func TestACallersContextThatWaits(t *testing.T) {
	t.Parallel()
	url, _ := hang(t)
	chain := newChain(t, strictpay.WithTimeout(50*time.Millisecond), strictpay.WithRetries(-1))
	ctx := waitingContext{
		contexts(reading)["typed"], make(chan struct{}), make(chan struct{}, 1), make(chan struct{}),
	}
	var first sync.WaitGroup
	first.Go(func() {
		rsp, err := chain.Do(request(t, reading, "GET", url, "").WithContext(ctx))
		fails(t, rsp, err)
	})
	<-ctx.asked
	rsp, err := chain.Do(request(t, reading, "GET", url, "").WithContext(contexts(reading)["typed"]))
	if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassTimeout {
		t.Error(err)
	}
	close(ctx.release)
	first.Wait()
}

// A caller's context that ends before the total timeout is the only limit, and ends as it does.
func TestTheCallersDeadlineIsEarlier(t *testing.T) {
	t.Parallel()
	url, _ := hang(t)
	for name, ctx := range contexts(reading) {
		ctx, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
		defer cancel()
		rsp, err := newChain(t).Do(request(t, reading, "GET", url, "").WithContext(ctx))
		if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassTimeout ||
			strings.Contains(err.Error(), "10s") {
			t.Error(name, err)
		}
	}
}

// Net's dialer, whose timer was stopped, keeps the context of a call for some seconds, which then keeps nothing of the
// caller's. A chain that nobody uses any more is gone before its timer runs.
func TestWhatACallLeaves(t *testing.T) {
	t.Parallel()
	url, _ := hang(t)
	type planted [64]byte
	parent, cancel := context.WithCancel(contexts(reading)["typed"])
	defer cancel()
	var ctx context.Context
	var value weak.Pointer[planted]
	var chain weak.Pointer[transport.Chain]
	func() {
		used, secret := newChain(t, strictpay.WithTimeout(time.Hour)), new(planted)
		chain, value = weak.Make(used), weak.Make(secret)
		rsp, err := used.Do(request(t, reading, "GET", url+"/now", "").
			WithContext(context.WithValue(parent, planted{}, secret)))
		if err != nil {
			t.Fatal(err)
		}
		ctx = rsp.Request.Context()
		_ = rsp.Body.Close()
	}()
	for patience := 0; value.Value() != nil; patience++ {
		if patience == 300 {
			t.Fatal("the context keeps the caller's")
		}
		time.Sleep(10 * time.Millisecond)
		runtime.GC()
	}
	runtime.KeepAlive(ctx) // which has the chain
	ctx = nil
	for patience := 0; chain.Value() != nil; patience++ {
		if patience == 300 {
			t.Fatal("the timer keeps the chain")
		}
		time.Sleep(10 * time.Millisecond)
		runtime.GC()
	}
}

// A caller's trace is told once of each attempt.
func TestACallersTraceIsToldOnce(t *testing.T) {
	t.Parallel()
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	for name, ctx := range contexts(reading) {
		var got atomic.Int32
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
			GotConn: func(httptrace.GotConnInfo) { got.Add(1) },
		})
		chain := newChain(t, strictpay.WithRetries(2))
		rsp, err := chain.Do(request(t, reading, "GET", server.URL, "").WithContext(ctx))
		if status, _ := read(t, rsp, err); status != http.StatusServiceUnavailable || got.Load() != 3 {
			t.Errorf("%s: HTTP %d, told %d times", name, status, got.Load())
		}
	}
}
