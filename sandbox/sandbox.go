package sandbox

import (
	"net"
	"net/http"
	"sync/atomic"
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
	mux      dispatcher
	see      atomic.Pointer[func(api string, x *fake.Exchange)]
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
		mux:        dispatcher{handlers: map[string]http.Handler{}},
		listener:   listener, stopped: make(chan struct{}),
	}
	if credentials != nil {
		if err := s.use(credentials); err != nil {
			_ = listener.Close()
			return nil, err
		}
	}
	s.serve("rozetkapay", "/rozetkapay", s.RozetkaPay)
	s.serve("koshelek", "/koshelek/partner", s.Koshelek)
	s.serve("xpayments", "/xpayments", s.XPayments)
	s.serve("vertex", "/vertex/api/v1", s.Vertex)
	s.mux.otherwise = s.watched("", http.NotFoundHandler())
	s.server = &http.Server{Handler: &s.mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_ = s.server.Serve(listener)
		close(s.stopped)
	}()
	return s, nil
}

// serve puts a fake under its path.
func (s *Sandbox) serve(api, path string, x fake.Server) {
	s.fakes = append(s.fakes, x)
	s.mux.handlers[path+"/"] = s.watched(api, http.StripPrefix(path, x.Handler()))
}

// watched is a handler whose exchanges are shown to whoever watches.
func (s *Sandbox) watched(api string, next http.Handler) http.Handler {
	return http.MaxBytesHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if see := s.see.Load(); see != nil {
			fake.Watch(next, func(x *fake.Exchange) { (*see)(api, x) }).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	}), fake.MaxRequest)
}

// Watch lets a function see every exchange once it is over, with the name of its API; "" for a request that no fake
// takes. There is one watcher; nil is none. Callbacks are watched at each fake.
func (s *Sandbox) Watch(see func(api string, x *fake.Exchange)) {
	if see == nil {
		s.see.Store(nil)
		return
	}
	s.see.Store(&see)
}

// Handle serves something else below a path such as "/console/", beside the fakes.
func (s *Sandbox) Handle(path string, handler http.Handler) { s.mux.handle(path, handler) }

// Close stops the sandbox and the callbacks it has under way.
func (s *Sandbox) Close() {
	_ = s.server.Close()
	<-s.stopped
	for _, x := range s.fakes {
		x.Close()
	}
}
