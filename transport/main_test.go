package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// TestMain fails when goroutines are left after all tests: of bodies, timers, attempts that were given up.
func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // net/http remarks on stray bytes there
	before := runtime.NumGoroutine()
	code := m.Run()
	transport.CloseShared()
	for patience := 0; runtime.NumGoroutine() > before; patience++ {
		if patience == 300 {
			stacks := make([]byte, 1<<20)
			fmt.Printf("goroutines before %d, after %d\n%s\n", before, runtime.NumGoroutine(),
				stacks[:runtime.Stack(stacks, true)])
			os.Exit(1)
		}
		time.Sleep(10 * time.Millisecond)
	}
	os.Exit(code)
}

var (
	reading = &spec.Operation{API: &spec.API{Name: "demo"}, ID: "look", Method: "GET", Path: "/order/{id}",
		Idempotent: true}
	paying = &spec.Operation{API: &spec.API{Name: "demo"}, ID: "pay", Method: "POST", Path: "/pay",
		MovesMoney: true}
	payingOnce = &spec.Operation{API: &spec.API{Name: "demo"}, ID: "payOnce", Method: "POST", Path: "/pay",
		MovesMoney: true, Idempotent: true, IdempotencyKey: "requestId"}
)

func newChain(t testing.TB, opts ...strictpay.Option) *transport.Chain {
	t.Helper()
	chain, err := transport.New(strictpay.Config{Timeout: 10 * time.Second}, opts...)
	if err != nil {
		t.Fatal(err)
	}
	chain.SetJitter(func(time.Duration) time.Duration { return time.Millisecond })
	return chain
}

// request makes one of an operation, nil for none.
func request(t testing.TB, op *spec.Operation, method, url, body string) *http.Request {
	t.Helper()
	ctx := t.Context()
	if op != nil {
		ctx = spec.WithOperation(ctx, op)
	}
	var from io.Reader
	if body != "" {
		from = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, from)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

// read takes an answer to its end.
func read(t testing.TB, rsp *http.Response, err error) (int, string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := rsp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return rsp.StatusCode, string(body)
}

// fails wants an error, and closes the body if there is none.
func fails(t testing.TB, rsp *http.Response, err error) error {
	t.Helper()
	if err == nil {
		_ = rsp.Body.Close()
		t.Fatalf("HTTP %d in place of an error", rsp.StatusCode)
	}
	return err
}

func serve(t testing.TB, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	return serveCounting(t, new(atomic.Int32), handler)
}

// serveCounting counts connections.
func serveCounting(t testing.TB, conns *atomic.Int32, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// cut ends the connection without an answer.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = conn.Close()
}

// raw answers every connection once with exactly these bytes, after it has read the head of a request, and closes it.
func raw(t testing.TB, answer string) (url string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			head, buf := "", make([]byte, 4096)
			_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
			for !strings.Contains(head, "\r\n\r\n") {
				n, err := conn.Read(buf)
				if head += string(buf[:n]); err != nil {
					break
				}
			}
			_, _ = io.WriteString(conn, answer)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return "http://" + listener.Addr().String()
}

// deadURL is an address where nobody listens.
func deadURL(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return "http://" + listener.Addr().String()
}

// A fake is a RoundTripper that reads bodies as net/http does, unless it gets no connection, and counts.
type fake struct {
	calls atomic.Int32
	fn    func(n int, req *http.Request) (*http.Response, error)
}

var errDial = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route")}

func (f *fake) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }()
	}
	n := int(f.calls.Add(1))
	rsp, err := f.fn(n, req)
	if err != error(errDial) && req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
	}
	if rsp != nil {
		rsp.Request = req
	}
	return rsp, err
}

func (f *fake) option() strictpay.Option {
	return strictpay.WithHTTPClient(&http.Client{Transport: f})
}

func answer(status int, header ...string) *http.Response {
	rsp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}")),
		ContentLength: 2}
	for i := 0; i+1 < len(header); i += 2 {
		rsp.Header.Set(header[i], header[i+1])
	}
	return rsp
}

func ctxOf(op *spec.Operation) context.Context {
	if op == nil {
		return context.Background()
	}
	return spec.WithOperation(context.Background(), op)
}
