package sandbox

import (
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay/sandbox/fake"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
	vertexfake "github.com/strictpay/strictpay/sandbox/vertex"
	xpaymentsfake "github.com/strictpay/strictpay/sandbox/xpayments"
)

// A Sandbox is the fakes of all APIs behind one listener.
type Sandbox struct {
	RozetkaPay *rozetkapayfake.Server
	Koshelek   *koshelekfake.Server
	XPayments  *xpaymentsfake.Server
	Vertex     *vertexfake.Server

	fakes    []fake.Server
	server   *http.Server
	listener net.Listener
	stopped  chan struct{}
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
	listener, err := fake.Listen(address)
	if err != nil {
		return nil, err
	}
	base := "http://" + listener.Addr().String()
	xpayments, err := xpaymentsfake.New(base + "/xpayments")
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	s := &Sandbox{
		RozetkaPay: rozetkapayfake.New(base + "/rozetkapay"),
		Koshelek:   koshelekfake.New(base + "/koshelek/partner"),
		XPayments:  xpayments,
		Vertex:     vertexfake.New(base + "/vertex/api/v1"),
		listener:   listener, stopped: make(chan struct{}),
	}
	mux := http.NewServeMux()
	s.serve(mux, "/rozetkapay", s.RozetkaPay)
	s.serve(mux, "/koshelek/partner", s.Koshelek)
	s.serve(mux, "/xpayments", s.XPayments)
	s.serve(mux, "/vertex/api/v1", s.Vertex)
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_ = s.server.Serve(listener)
		close(s.stopped)
	}()
	return s, nil
}

// serve puts a fake under its path.
func (s *Sandbox) serve(mux *http.ServeMux, path string, x fake.Server) {
	s.fakes = append(s.fakes, x)
	mux.Handle(path+"/", http.MaxBytesHandler(http.StripPrefix(path, x.Handler()), fake.MaxRequest))
}

// Close stops the sandbox and the callbacks it has under way.
func (s *Sandbox) Close() {
	_ = s.server.Close()
	<-s.stopped
	for _, x := range s.fakes {
		x.Close()
	}
}
