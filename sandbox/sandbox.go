package sandbox

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"testing"
	"time"
)

// A Sandbox is the four fakes behind one listener.
type Sandbox struct {
	RozetkaPay *RozetkaPay
	Koshelek   *Koshelek
	XPayments  *XPayments
	Vertex     *Vertex

	server   *http.Server
	listener net.Listener
	stopped  chan struct{}
}

// An Example is a call that the fresh sandbox answers: the operation and its arguments by their names on the wire.
type Example struct {
	Operation string            `json:"operation"`
	Set       map[string]string `json:"set"`
}

// New starts a sandbox for a test and stops it when the test ends.
func New(t testing.TB) *Sandbox {
	t.Helper()
	s, err := Start("127.0.0.1:0")
	if err != nil {
		t.Fatalf("sandbox: %v", err)
	}
	t.Cleanup(s.Close)
	return s
}

// Start starts a sandbox on a loopback address; port 0 takes a free one.
func Start(address string) (*Sandbox, error) {
	listener, err := listen(address)
	if err != nil {
		return nil, err
	}
	s := &Sandbox{listener: listener, stopped: make(chan struct{})}
	base := "http://" + listener.Addr().String()
	mux := http.NewServeMux()
	s.RozetkaPay = newRozetkaPay(base + "/rozetkapay")
	s.Koshelek = newKoshelek(base + "/koshelek/partner")
	s.Vertex = newVertex(base + "/vertex/api/v1")
	if s.XPayments, err = newXPayments(base + "/xpayments"); err != nil {
		_ = listener.Close()
		return nil, err
	}
	mux.Handle("/rozetkapay/", s.guard(http.StripPrefix("/rozetkapay", s.RozetkaPay.handler())))
	mux.Handle("/koshelek/partner/", s.guard(http.StripPrefix("/koshelek/partner", s.Koshelek.handler())))
	mux.Handle("/vertex/api/v1/", s.guard(http.StripPrefix("/vertex/api/v1", s.Vertex.handler())))
	mux.Handle("/xpayments/", s.guard(http.StripPrefix("/xpayments", s.XPayments.handler())))
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_ = s.server.Serve(listener)
		close(s.stopped)
	}()
	return s, nil
}

// Close stops the sandbox and the callbacks it has under way.
func (s *Sandbox) Close() {
	_ = s.server.Close()
	<-s.stopped
	s.RozetkaPay.callbacks.stop()
	s.Koshelek.callbacks.stop()
	s.XPayments.callbacks.stop()
	s.Vertex.callbacks.stop()
}

// ErrNotLoopback is returned for an address that others could reach: a fake that speaks a payment API belongs on loopback.
var ErrNotLoopback = errors.New("sandbox: not a loopback address; use 127.0.0.1 or [::1]")

func listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, ErrNotLoopback
	}
	return net.Listen("tcp", address)
}

// maxRequest bounds what the fakes read of a request.
const maxRequest = 1 << 20

func (s *Sandbox) guard(h http.Handler) http.Handler { return http.MaxBytesHandler(h, maxRequest) }

// random makes a credential or an identifier: n bytes in hex.
func random(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
