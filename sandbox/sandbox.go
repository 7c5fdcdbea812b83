package sandbox

import (
	"net"
	"net/http"
	"strings"
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
	URL string // of the listener; each fake has its own below it

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
func Start(address string) (*Sandbox, error) { return StartWith(address, nil) }

// StartWith starts a sandbox with the credentials of an earlier one; nil makes new ones.
func StartWith(address string, credentials *Credentials) (*Sandbox, error) {
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
		URL:        base,
		RozetkaPay: rozetkapayfake.New(base + "/rozetkapay"),
		Koshelek:   koshelekfake.New(base + "/koshelek/partner"),
		XPayments:  xpayments,
		Vertex:     vertexfake.New(base + "/vertex/api/v1"),
		listener:   listener, stopped: make(chan struct{}),
	}
	if credentials != nil {
		if err := s.use(credentials); err != nil {
			_ = listener.Close()
			return nil, err
		}
	}
	mux := dispatcher{}
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
func (s *Sandbox) serve(mux dispatcher, path string, x fake.Server) {
	s.fakes = append(s.fakes, x)
	mux[path+"/"] = http.MaxBytesHandler(http.StripPrefix(path, x.Handler()), fake.MaxRequest)
}

// A dispatcher hands requests to the fakes by the path that each stands under. Unlike http.ServeMux it leaves paths
// as they are: to redirect from "//api.php" is not what a provider does.
type dispatcher map[string]http.Handler

func (d dispatcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for path, handler := range d {
		if strings.HasPrefix(r.URL.Path, path) {
			handler.ServeHTTP(w, r)
			return
		}
	}
	http.NotFound(w, r)
}

// Close stops the sandbox and the callbacks it has under way.
func (s *Sandbox) Close() {
	_ = s.server.Close()
	<-s.stopped
	for _, x := range s.fakes {
		x.Close()
	}
}
