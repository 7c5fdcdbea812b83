package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/rawserver"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// A 101 makes the connection another protocol's; there is no answer behind it to wait for.
func TestSwitchingProtocolsEndsTheAnswer(t *testing.T) {
	t.Parallel()
	server := rawserver.New(t, rawserver.Upgrade)
	for name, opt := range map[string]strictpay.Option{
		"default": nil, "caller's": strictpay.WithHTTPClient(&http.Client{Transport: &http.Transport{}}),
		"round tripper": strictpay.WithHTTPClient(&http.Client{
			Transport: roundTripper(http.DefaultTransport.RoundTrip),
		}),
	} {
		rsp, err := newChain(t, opt).Do(request(t, paying, "POST", server.URL, "{}"))
		if status, body := read(t, rsp, err); status != 101 || body != "" {
			t.Errorf("%s: HTTP %d, %q", name, status, body)
		}
	}
	if server.Arrived() != 3 {
		t.Errorf("sent %d times", server.Arrived())
	}
}

// Hooks may lose everything of the context they get: the proof of what was sent stays, and every wait ends.
func TestHooksCannotLoseTheProof(t *testing.T) {
	t.Parallel()
	type key struct{}
	for name, replace := range map[string]func(context.Context) context.Context{
		"background":     func(context.Context) context.Context { return context.Background() },
		"without cancel": context.WithoutCancel,
		"another deadline": func(context.Context) context.Context {
			ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
			t.Cleanup(cancel)
			return ctx
		},
		"values of its own": func(ctx context.Context) context.Context { return context.WithValue(ctx, key{}, 1) },
	} {
		start := func(ctx context.Context, _ strictpay.HookEvent) context.Context { return replace(ctx) }
		for where, hooks := range map[string]strictpay.Hooks{"operation": {OperationStart: start},
			"attempt": {AttemptStart: start}, "both": {OperationStart: start, AttemptStart: start}} {
			t.Run(name+" "+where, func(t *testing.T) {
				t.Parallel()
				lost := rawserver.New(t, rawserver.Lost)
				for _, opt := range []strictpay.Option{nil,
					strictpay.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}})} {
					before := lost.Arrived()
					rsp, err := newChain(t, opt,
						strictpay.WithHooks(hooks)).Do(request(t, paying, "POST", lost.URL, "{}"))
					if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || lost.Arrived() != before+1 {
						t.Errorf("arrived %d times: %v", lost.Arrived()-before, err)
					}
				}
				silent := rawserver.New(t, rawserver.Silent)
				rsp, err := newChain(t, strictpay.WithTimeout(100*time.Millisecond),
					strictpay.WithHooks(hooks)).Do(request(t, paying, "POST", silent.URL, "{}"))
				if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassTimeout ||
					errors.Is(err, strictpay.ErrNotSent) {
					t.Error(err)
				}
				ctx, cancel := context.WithCancel(spec.WithOperation(t.Context(), paying))
				time.AfterFunc(50*time.Millisecond, cancel)
				rsp, err = newChain(t, strictpay.WithHooks(hooks)).Do(request(t, paying, "POST", silent.URL,
					"{}").WithContext(ctx))
				if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassCanceled {
					t.Error(err)
				}
			})
		}
	}
}

// A hook may end a call earlier than the caller wants it to.
func TestHooksMayEndTheCall(t *testing.T) {
	t.Parallel()
	silent := rawserver.New(t, rawserver.Silent)
	own := errors.New("shed")
	hooks := strictpay.Hooks{AttemptStart: func(context.Context, strictpay.HookEvent) context.Context {
		ctx, cancel := context.WithCancelCause(context.Background())
		time.AfterFunc(50*time.Millisecond, func() { cancel(own) })
		return ctx
	}}
	rsp, err := newChain(t, strictpay.WithHooks(hooks)).Do(request(t, paying, "POST", silent.URL, "{}"))
	if err = fails(t, rsp, err); !errors.Is(err, own) || !errors.Is(err, context.Canceled) ||
		errors.Is(err, strictpay.ErrNotSent) {
		t.Error(err)
	}
}

// A user's transport that waits for ever does not make the call wait, and sends nothing later that was said not to be
// sent.
func TestTransportsThatWaitForEver(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	later := make(chan error, 1)
	for name, c := range map[string]struct {
		trip   func(req *http.Request) (*http.Response, error)
		unsent bool
	}{
		"before it reads": {func(req *http.Request) (*http.Response, error) {
			<-release
			_, err := io.ReadAll(req.Body)
			later <- err
			return nil, err
		}, true},
		"after it has read": {func(req *http.Request) (*http.Response, error) {
			_, _ = io.ReadAll(req.Body)
			<-release
			return answer(200), nil
		}, false},
		"in its body": {func(req *http.Request) (*http.Response, error) {
			_, _ = io.ReadAll(req.Body)
			rsp := answer(200)
			rsp.Body = io.NopCloser(waiting(release))
			return rsp, nil
		}, false},
	} {
		chain := newChain(t, strictpay.WithTimeout(50*time.Millisecond),
			strictpay.WithHTTPClient(&http.Client{Transport: roundTripper(c.trip)}))
		rsp, err := chain.Do(request(t, paying, "POST", "http://localhost/", "{}"))
		if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) != c.unsent ||
			transport.ClassOf(err) != strictpay.ClassTimeout {
			t.Errorf("%s: %v", name, err)
		}
	}
	close(release)
	if err := <-later; err == nil {
		t.Error("the body of an attempt that counts as not sent could be read")
	}
}

type waiting chan struct{}

func (w waiting) Read([]byte) (int, error) { <-w; return 0, io.EOF }

// A side call on the traced context that fails to dial proves nothing of the payment that was sent beside it.
func TestSideCallsProveNothing(t *testing.T) {
	t.Parallel()
	lost := rawserver.New(t, rawserver.Lost)
	dead := deadURL(t)
	trip := roundTripper(func(req *http.Request) (*http.Response, error) {
		side, _ := http.NewRequestWithContext(req.Context(), "GET", dead, nil)
		rsp, err := http.DefaultTransport.RoundTrip(side)
		if err == nil {
			_ = rsp.Body.Close()
		}
		paid, paidErr := http.DefaultTransport.RoundTrip(req.WithContext(context.Background()))
		if paidErr == nil {
			_ = paid.Body.Close()
		}
		return nil, err
	})
	for body, arrives := range map[string]int{"{}": 1, "": 1} {
		before := lost.Arrived()
		rsp, err := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: trip})).Do(request(t, paying, "POST",
			lost.URL, body))
		if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || lost.Arrived()-before != arrives {
			t.Errorf("body %q arrived %d times: %v", body, lost.Arrived()-before, err)
		}
	}
}

// With a user's transport a body that was never read proves that nothing left; without a body nothing does.
func TestUnreadBodiesAreTheProof(t *testing.T) {
	t.Parallel()
	dead := deadURL(t)
	for name, trip := range map[string]http.RoundTripper{"net/http": &http.Transport{},
		"another": roundTripper(func(req *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("wrapped: %w", &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED})
		})} {
		for body, unsent := range map[string]bool{"{}": true, "": false} {
			rsp, err := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: trip})).Do(request(t, paying,
				"POST", dead, body))
			if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) != unsent ||
				!errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("%s, body %q: %v", name, body, err)
			}
		}
	}
}

// An error of one call says nothing of another, whatever a context was cancelled with (errgroup does that).
func TestCausesOfOtherCallsDoNotCount(t *testing.T) {
	t.Parallel()
	rsp, err := newChain(t).Do(request(t, paying, "POST", deadURL(t), "{}"))
	other := fails(t, rsp, err)
	if !errors.Is(other, strictpay.ErrNotSent) {
		t.Fatal(other)
	}
	silent := rawserver.New(t, rawserver.Silent)
	for _, cause := range []error{other, fmt.Errorf("group: %w", other), errors.Join(io.EOF, other)} {
		for name, opt := range map[string]strictpay.Option{"default": nil,
			"round tripper": strictpay.WithHTTPClient(&http.Client{
				Transport: roundTripper(http.DefaultTransport.RoundTrip),
			})} {
			ctx, cancel := context.WithCancelCause(spec.WithOperation(t.Context(), paying))
			time.AfterFunc(30*time.Millisecond, func() { cancel(cause) })
			rsp, err := newChain(t, opt).Do(request(t, paying, "POST", silent.URL, "{}").WithContext(ctx))
			err = fails(t, rsp, err)
			if errors.Is(err, strictpay.ErrNotSent) || errors.As(err, new(*strictpay.NotSent)) ||
				errors.Is(err, syscall.ECONNREFUSED) ||
				!errors.Is(err, context.Canceled) || transport.ClassOf(err) != strictpay.ClassCanceled ||
				strings.Contains(err.Error(), "refused") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Every attempt is recorded: what came of it, and whether it may have arrived.
func TestAttemptsAreRecorded(t *testing.T) {
	t.Parallel()
	server := rawserver.New(t,
		rawserver.InTurn(rawserver.Lost, rawserver.Page(503), rawserver.Half(200, `{"a":"b"}`),
			rawserver.JSON(200, "{}")))
	record := &spec.Record{Operation: payingOnce}
	req := request(t, nil, "POST", server.URL, "{}")
	rsp, err := newChain(t, strictpay.WithRetries(5)).Do(req.WithContext(spec.WithRecord(req.Context(), record)))
	if status, body := read(t, rsp, err); status != 200 || body != "{}" {
		t.Error(status, body)
	}
	want := []strictpay.Attempt{{Class: strictpay.ClassCut}, {Status: 503}, {Status: 200, Class: strictpay.ClassCut},
		{Status: 200}}
	if len(record.Attempts) != len(want) {
		t.Fatalf("%v", record.Attempts)
	}
	for i, a := range record.Attempts {
		if a.Status != want[i].Status || a.Class != want[i].Class || !a.MayHaveArrived || a.Began.IsZero() ||
			a.Duration <= 0 {
			t.Errorf("attempt %d: %+v", i+1, a)
		}
	}
	record = &spec.Record{Operation: payingOnce}
	req = request(t, nil, "POST", deadURL(t), "{}")
	rsp, err = newChain(t, strictpay.WithRetries(1)).Do(req.WithContext(spec.WithRecord(req.Context(), record)))
	err = fails(t, rsp, err)
	var unsent *strictpay.NotSent
	if !errors.As(err, &unsent) || len(unsent.Attempts) != 2 || len(record.Attempts) != 2 ||
		record.Attempts[1].MayHaveArrived || record.Attempts[1].Class != strictpay.ClassDial {
		t.Errorf("%v: %+v", err, record.Attempts)
	}
}

// HTTP/2 frames of a server that misbehaves, with a client of the caller's own.
func TestHTTP2Frames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer func(s *rawserver.Stream)
		class  strictpay.Class
		inBody bool
	}{
		"reset": {func(s *rawserver.Stream) {
			s.Reset(rawserver.ProtocolError)
		}, strictpay.ClassOther, false},
		"closed": {func(s *rawserver.Stream) { s.Close() }, strictpay.ClassCut, false},
		"half": {func(s *rawserver.Stream) {
			s.Head()
			s.Data("{", false)
			s.Close()
		}, strictpay.ClassCut, true},
		"half, and reset": {func(s *rawserver.Stream) {
			s.Head()
			s.Data("{", false)
			s.Reset(rawserver.ProtocolError)
		}, strictpay.ClassOther, true},
		"gone away": {func(s *rawserver.Stream) { s.GoAway(s.ID()); s.Close() }, strictpay.ClassOther, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arrived := make(chan int, 100)
			url, client := rawserver.NewHTTP2(t, func(s *rawserver.Stream) { arrived <- s.Number; c.answer(s) })
			rsp, err := newChain(t, strictpay.WithHTTPClient(client)).Do(request(t, paying, "POST", url, "{}"))
			if c.inBody {
				if err != nil {
					t.Fatal(err)
				}
				_, err = io.ReadAll(rsp.Body)
				_ = rsp.Body.Close()
			} else {
				err = fails(t, rsp, err)
			}
			if err == nil || errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != c.class ||
				len(arrived) != 1 {
				t.Errorf("arrived %d times, %s: %v", len(arrived), transport.ClassOf(err), err)
			}
		})
	}
}
