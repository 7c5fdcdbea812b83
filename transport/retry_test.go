package transport_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// TestSends walks all kinds of operations through all kinds of failures and counts what arrives at the server.
func TestSends(t *testing.T) {
	t.Parallel()
	ends := []struct {
		name      string
		end       func(http.ResponseWriter)
		retryable bool
	}{
		{"200", func(w http.ResponseWriter) { w.WriteHeader(200) }, false},
		{"302", func(w http.ResponseWriter) { w.WriteHeader(302) }, false},
		{"400", func(w http.ResponseWriter) { w.WriteHeader(400) }, false},
		{"404", func(w http.ResponseWriter) { w.WriteHeader(404) }, false},
		{"408", func(w http.ResponseWriter) { w.WriteHeader(408) }, true},
		{"409", func(w http.ResponseWriter) { w.WriteHeader(409) }, false},
		{"429", func(w http.ResponseWriter) { w.WriteHeader(429) }, true},
		{"500", func(w http.ResponseWriter) { w.WriteHeader(500) }, false},
		{"502", func(w http.ResponseWriter) { w.WriteHeader(502) }, true},
		{"503", func(w http.ResponseWriter) { w.WriteHeader(503) }, true},
		{"504", func(w http.ResponseWriter) { w.WriteHeader(504) }, true},
		{"519", func(w http.ResponseWriter) { w.WriteHeader(519) }, false},
		{"520", func(w http.ResponseWriter) { w.WriteHeader(520) }, true},
		{"530", func(w http.ResponseWriter) { w.WriteHeader(530) }, true},
		{"531", func(w http.ResponseWriter) { w.WriteHeader(531) }, false},
		{"half", half, true},
		{"cut", cut, true},
	}
	for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"} {
		for _, op := range []*spec.Operation{
			nil,
			{ID: "nothing"},
			{ID: "idempotent", Idempotent: true},
			{ID: "money", MovesMoney: true},
			{ID: "money with a key, not idempotent", MovesMoney: true, IdempotencyKey: "id"},
			{ID: "idempotent money without a key", MovesMoney: true, Idempotent: true},
			{ID: "idempotent money", MovesMoney: true, Idempotent: true, IdempotencyKey: "id"},
		} {
			name, repeatable := "no operation", method == "GET" || method == "HEAD" || method == "OPTIONS"
			if op != nil {
				name, repeatable = op.ID, op.ID == "idempotent" || op.ID == "idempotent money"
			}
			t.Run(method+" "+name, func(t *testing.T) {
				t.Parallel()
				var arrived atomic.Int32
				var end atomic.Value
				server := serve(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					if r.URL.Path == "/warm" {
						return
					}
					arrived.Add(1)
					end.Load().(func(http.ResponseWriter))(w)
				})
				chain := newChain(t)
				for _, e := range ends {
					for _, body := range []string{"", `{"amount":1}`} {
						end.Store(e.end)
						// An idle connection, for it is on those that net/http repeats by itself.
						read2(t, chain, request(t, reading, "GET", server.URL+"/warm", ""))
						arrived.Store(0)
						rsp, err := chain.Do(request(t, op, method, server.URL+"/x", body))
						if err == nil {
							_ = rsp.Body.Close()
						} else if errors.Is(err, strictpay.ErrNotSent) {
							t.Errorf("%s: %v", e.name, err)
						}
						got, want := arrived.Load(), int32(1)
						if e.retryable && repeatable && !(e.name == "429" && op != nil && op.MovesMoney) &&
							!(e.name == "half" && method == "HEAD") {
							want = 3
							if e.name == "cut" && got == 4 {
								want = 4 // net/http's own repeat on the idle connection
							}
						}
						if got != want {
							t.Errorf("%s, body %q: sent %d times, want %d", e.name, body, got, want)
						}
					}
				}
			})
		}
	}
}

// half ends the connection within the answer.
func half(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "100")
	_, _ = io.WriteString(w, "half")
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func read2(t testing.TB, chain *transport.Chain, req *http.Request) (int, string) {
	t.Helper()
	rsp, err := chain.Do(req)
	return read(t, rsp, err)
}

// TestUnsentIsRepeated: what did not leave may be tried again, whatever it is.
func TestUnsentIsRepeated(t *testing.T) {
	t.Parallel()
	var bodies []string
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies = append(bodies, string(body))
	})
	var dials atomic.Int32
	base := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if dials.Add(1) < 3 {
			return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("not yet")}
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}
	defer base.CloseIdleConnections()
	chain := newChain(t, strictpay.WithHTTPClient(&http.Client{Transport: base}))
	if status, _ := read2(t, chain, request(t, paying, "POST", server.URL, `{"amount":1}`)); status != 200 {
		t.Error(status)
	}
	if len(bodies) != 1 || bodies[0] != `{"amount":1}` || dials.Load() != 3 {
		t.Errorf("%q after %d dials", bodies, dials.Load())
	}
}

func TestAttemptsAreCounted(t *testing.T) {
	t.Parallel()
	for retries, want := range map[int]int32{-1: 1, 0: 1, 1: 2, 5: 6} {
		f := &fake{fn: func(int, *http.Request) (*http.Response, error) { return nil, io.EOF }}
		rsp, err := newChain(t, f.option(),
			strictpay.WithRetries(retries)).Do(request(t, reading, "GET", "http://localhost/", ""))
		err = fails(t, rsp, err)
		var found *transport.Error
		if !errors.As(err, &found) || found.Attempts != int(want) || f.calls.Load() != want {
			t.Errorf("%d retries: %d calls, %v", retries, f.calls.Load(), err)
		}
	}
}

func TestBodyIsSentAgainWhole(t *testing.T) {
	t.Parallel()
	var bodies []string
	f := &fake{fn: func(n int, req *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(req.Body)
		bodies = append(bodies, string(body))
		if n < 3 {
			return answer(503), nil
		}
		return answer(200), nil
	}}
	status, _ := read2(t, newChain(t, f.option()), request(t, payingOnce, "POST", "http://localhost/", "whole"))
	if status != 200 || strings.Join(bodies, " ") != "whole whole whole" {
		t.Error(status, bodies)
	}
}

func TestBodyThatCannotBeHadAgain(t *testing.T) {
	t.Parallel()
	f := &fake{fn: func(int, *http.Request) (*http.Response, error) { return answer(503), nil }}
	req := request(t, payingOnce, "POST", "http://localhost/", "once")
	req.GetBody = nil
	if status, _ := read2(t, newChain(t, f.option()), req); status != 503 || f.calls.Load() != 1 {
		t.Error(status, f.calls.Load())
	}
	f.calls.Store(0)
	req = request(t, payingOnce, "POST", "http://localhost/", "once")
	req.GetBody = func() (io.ReadCloser, error) { return nil, errors.New("gone") }
	rsp, err := newChain(t, f.option()).Do(req)
	if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) ||
		transport.ClassOf(err) != strictpay.ClassRequest || f.calls.Load() != 1 {
		t.Error(err, f.calls.Load())
	}
}

// TestPermanentFailures are not worth an attempt more.
func TestPermanentFailures(t *testing.T) {
	t.Parallel()
	server := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("arrived") })
	var attempts int
	chain := newChain(t, strictpay.WithHooks(strictpay.Hooks{AttemptStart: func(ctx context.Context,
		_ strictpay.HookEvent) context.Context {
		attempts++
		return ctx
	}}))
	req := request(t, reading, "GET", server.URL, "")
	req.Header.Set("Authorization", "line\nbreak")
	rsp, err := chain.Do(req)
	err = fails(t, rsp, err)
	if !errors.Is(err, strictpay.ErrNotSent) || transport.ClassOf(err) != strictpay.ClassRequest || attempts != 1 {
		t.Error(err, attempts)
	}
}

// TestLaterRefusal: once an attempt may have arrived, no later failure makes the call one that was not sent.
func TestLaterRefusal(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		conn, err := listener.Accept()
		_ = listener.Close()
		if err == nil {
			_, _ = conn.Read(make([]byte, 64))
			_ = conn.Close()
		}
	}()
	rsp, err := newChain(t).Do(request(t, payingOnce, "POST", "http://"+listener.Addr().String(), "{}"))
	err = fails(t, rsp, err)
	var op *net.OpError
	if errors.Is(err, strictpay.ErrNotSent) || !errors.As(err, &op) || op.Op != "dial" {
		t.Errorf("%v", err)
	}

	for name, second := range map[string]error{"dial": errDial, "a claim": &strictpay.NotSent{Err: errors.New("x")},
		"a bare claim": strictpay.ErrNotSent} {
		f := &fake{fn: func(n int, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return answer(503), nil
			}
			return nil, second
		}}
		rsp, err := newChain(t, f.option()).Do(request(t, reading, "GET", "http://localhost/", ""))
		if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || f.calls.Load() != 3 {
			t.Errorf("%s: %v after %d", name, err, f.calls.Load())
		}
	}
}

func TestDroppedAnswersGiveTheirConnectionBack(t *testing.T) {
	t.Parallel()
	var conns, calls atomic.Int32
	server := serveCounting(t, &conns, func(w http.ResponseWriter, _ *http.Request) {
		if calls.Add(1) < 3 {
			w.WriteHeader(503)
			_ = http.NewResponseController(w).Flush() // chunked: the length is not known
			_, _ = io.WriteString(w, strings.Repeat("busy ", 100))
		}
	})
	if status, _ := read2(t, newChain(t), request(t, reading, "GET", server.URL, "")); status != 200 ||
		conns.Load() != 1 {
		t.Errorf("HTTP %d, %d connections for %s attempts", status, conns.Load(), strconv.Itoa(int(calls.Load())))
	}
}

func TestAttemptTimeoutIsTriedAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		op   *spec.Operation
		want int32
	}{{reading, 2}, {payingOnce, 2}, {paying, 1}} {
		var calls atomic.Int32
		server := serve(t, func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if calls.Add(1) == 1 {
				<-r.Context().Done()
			}
		})
		rsp, err := newChain(t, strictpay.WithAttemptTimeout(100*time.Millisecond)).Do(request(t, c.op, "POST",
			server.URL, "{}"))
		if c.want == 2 {
			if status, _ := read(t, rsp, err); status != 200 {
				t.Error(status)
			}
		} else if err = fails(t, rsp, err); transport.ClassOf(err) != strictpay.ClassTimeout ||
			errors.Is(err, strictpay.ErrNotSent) || !errors.Is(err, context.DeadlineExceeded) ||
			!strings.Contains(err.Error(), "100ms") {
			t.Error(err)
		}
		if calls.Load() != c.want {
			t.Errorf("%s: %d calls", c.op.ID, calls.Load())
		}
	}
}

// TestHeadersThatInviteRepeats: net/http takes these for a promise that the operation did not make.
func TestHeadersThatInviteRepeats(t *testing.T) {
	t.Parallel()
	var arrived atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if r.URL.Path != "/warm" {
			arrived.Add(1)
			cut(w)
		}
	})
	for _, key := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		for _, body := range []string{"", "{}"} {
			chain := newChain(t)
			read2(t, chain, request(t, reading, "GET", server.URL+"/warm", ""))
			arrived.Store(0)
			req := request(t, paying, "POST", server.URL, body)
			req.Header.Set(key, "1")
			rsp, err := chain.Do(req)
			if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || arrived.Load() != 1 {
				t.Errorf("%s, body %q: %d times, %v", key, body, arrived.Load(), err)
			}
		}
	}
}

// TestHTTP2 is for callers who bring it.
func TestHTTP2(t *testing.T) {
	t.Parallel()
	var arrived atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if arrived.Add(1); r.ProtoMajor != 2 {
			t.Error(r.Proto)
		}
		if r.URL.Path == "/reset" {
			panic(http.ErrAbortHandler)
		}
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	chain := newChain(t, strictpay.WithHTTPClient(server.Client()))
	for _, c := range []struct {
		op   *spec.Operation
		want int32
	}{{paying, 1}, {payingOnce, 3}} {
		if status, _ := read2(t, chain, request(t, c.op, "POST", server.URL, "{}")); status != 200 {
			t.Error(status)
		}
		arrived.Store(0)
		rsp, err := chain.Do(request(t, c.op, "POST", server.URL+"/reset", "{}"))
		if err = fails(t, rsp, err); errors.Is(err, strictpay.ErrNotSent) || arrived.Load() != c.want {
			t.Errorf("%s: %d times, %v", c.op.ID, arrived.Load(), err)
		}
	}
}
