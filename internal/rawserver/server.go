// Package rawserver answers requests byte for byte, for tests of what net/http's own server cannot do: it cannot lose
// an answer, end one early, send one twice, or leave the connection open after a 101.
package rawserver

import (
	"bufio"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// A Request is one that was read to its end.
type Request struct {
	*http.Request
	Text   []byte   // its body
	Number int      // of the server's requests, from 1
	Conn   net.Conn // to answer on
	done   <-chan struct{}
}

// Wait waits until the server is closed or the other side has closed the connection.
func (r *Request) Wait() {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = io.Copy(io.Discard, r.Conn)
	}()
	select {
	case <-gone:
	case <-r.done:
		_ = r.Conn.SetReadDeadline(time.Unix(1, 0))
		<-gone
	}
}

// An Answer writes what comes back, and says whether the connection takes a further request.
type Answer func(r *Request) bool

// A Server is on loopback, and closed at the end of the test.
type Server struct {
	URL string

	answer   Answer
	listener net.Listener
	done     chan struct{}
	serving  sync.WaitGroup
	mu       sync.Mutex
	texts    []string
}

// New starts a server of HTTP/1.1.
func New(t testing.TB, answer Answer) *Server { return start(t, answer, nil) }

// NewTLS starts a server of HTTP/1.1 over TLS, and gives a client's configuration that trusts it.
func NewTLS(t testing.TB, answer Answer) (*Server, *tls.Config) {
	of := httptest.NewTLSServer(nil) // for its certificate
	defer of.Close()
	trust := of.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	return start(t, answer, &tls.Config{Certificates: of.TLS.Certificates, MinVersion: tls.VersionTLS12}), trust
}

func start(t testing.TB, answer Answer, secure *tls.Config) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{URL: "http://" + listener.Addr().String(), answer: answer, listener: listener,
		done: make(chan struct{})}
	if secure != nil {
		s.URL, s.listener = "https://"+listener.Addr().String(), tls.NewListener(listener, secure)
	}
	s.serving.Go(s.accept)
	t.Cleanup(s.Close)
	return s
}

// Close ends everything under way. A further Close does nothing.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	s.mu.Unlock()
	_ = s.listener.Close()
	s.serving.Wait()
}

// Bodies are those of the requests that arrived in full.
func (s *Server) Bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.texts...)
}

// Arrived is how many requests arrived in full.
func (s *Server) Arrived() int { return len(s.Bodies()) }

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.serving.Go(func() {
			defer func() { _ = conn.Close() }()
			s.serve(conn)
		})
	}
}

func (s *Server) serve(conn net.Conn) {
	ended := make(chan struct{})
	defer close(ended)
	go func() { // an idle connection ends with the server
		select {
		case <-s.done:
			_ = conn.Close()
		case <-ended:
		}
	}()
	for from := bufio.NewReader(conn); ; {
		req, err := http.ReadRequest(from)
		if err != nil {
			return
		}
		text, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.texts = append(s.texts, string(text))
		number := len(s.texts)
		s.mu.Unlock()
		if !s.answer(&Request{req, text, number, conn, s.done}) {
			return
		}
	}
}
