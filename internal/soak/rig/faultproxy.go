package rig

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A FaultProxy stands between the clients and the sandbox and does to requests and answers what networks and proxies
// do to them.
//
// The user agent, "flow/life", says who sent a request: the faults of a flow follow from the seed and its name
// alone, whatever else is going on. Fence ends a life: its requests that are still under way are waited for, and those
// that arrive late are dropped. That stands for the time a merchant lets pass before asking for an outcome; without it
// a request could overtake the question and prove any answer wrong.
type FaultProxy struct {
	Trap  *Trap
	Tally *Tally

	to        *url.URL
	transport *http.Transport
	seed      uint64
	share     float64
	always    func(r *http.Request) (FaultPlan, bool) // replaces chance, for tests
	refusals  map[string]string                       // of repeats, by the end of the path; see Kind.Already

	address string
	ctx     context.Context // ends with the proxy
	stop    context.CancelFunc

	requests atomic.Int64

	mu     sync.Mutex
	idle   *sync.Cond
	server *http.Server
	lives  map[string]*life
	fenced map[string]bool
	served sync.WaitGroup
}

// NewFaultProxy starts a proxy to a server on loopback. share is the part of requests that meet a fault.
func NewFaultProxy(to string, seed uint64, share float64, tally *Tally) (*FaultProxy, error) {
	return newFaultProxy(to, seed, share, tally, func() (net.Listener, error) {
		return net.Listen("tcp", "127.0.0.1:0")
	})
}

// NewLastingProxy is NewFaultProxy for one that can be restarted: its port is one of Listen, so that nobody else
// listens there meanwhile.
func NewLastingProxy(to string, seed uint64, share float64, tally *Tally) (*FaultProxy, error) {
	return newFaultProxy(to, seed, share, tally, Listen)
}

func newFaultProxy(
	to string, seed uint64, share float64, tally *Tally, listen func() (net.Listener, error),
) (*FaultProxy, error) {
	u, err := url.Parse(to)
	if err != nil {
		return nil, err
	}
	l := &FaultProxy{
		Tally: tally, to: u, seed: seed, share: share, transport: &http.Transport{MaxIdleConnsPerHost: 64},
		lives: map[string]*life{}, fenced: map[string]bool{},
	}
	l.idle = sync.NewCond(&l.mu)
	l.ctx, l.stop = context.WithCancel(context.Background())
	if l.Trap, err = newTrap(); err != nil {
		return nil, err
	}
	listener, err := listen()
	if err != nil {
		l.Trap.close()
		return nil, err
	}
	l.address = listener.Addr().String()
	l.serve(listener)
	return l, nil
}

// URL is the address of the proxy.
func (l *FaultProxy) URL() string { return "http://" + l.address }

// Requests is how many have come so far.
func (l *FaultProxy) Requests() int64 { return l.requests.Load() }

// Always lets a function choose instead of chance; false leaves it to chance.
func (l *FaultProxy) Always(choose func(r *http.Request) (FaultPlan, bool)) { l.always = choose }

// RefuseRepeats says what refuses a repeat that meets [Already], by the end of its path.
func (l *FaultProxy) RefuseRepeats(refusals map[string]string) {
	if l.refusals == nil {
		l.refusals = map[string]string{}
	}
	maps.Copy(l.refusals, refusals)
}

// refusal is what a repeat of a request is refused with; "" where nothing is known for it.
func (l *FaultProxy) refusal(r *http.Request) string {
	for end, text := range l.refusals {
		if strings.HasSuffix(r.URL.Path, end) {
			return text
		}
	}
	return ""
}

func (l *FaultProxy) serve(listener net.Listener) {
	server := &http.Server{Handler: l, ReadHeaderTimeout: 10 * time.Second, ErrorLog: quiet}
	l.mu.Lock()
	l.server = server
	l.mu.Unlock()
	l.served.Go(func() { _ = server.Serve(listener) })
}

// Restart cuts all connections and refuses new ones for a while.
func (l *FaultProxy) Restart(down time.Duration) error {
	l.mu.Lock()
	server := l.server
	l.mu.Unlock()
	_ = server.Close()
	l.Tally.Met(Restart)
	time.Sleep(down)
	for patience := 0; ; patience++ {
		listener, err := net.Listen("tcp", l.address)
		if err == nil {
			l.serve(listener)
			return nil
		}
		if patience == 500 {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// Close stops the proxy.
func (l *FaultProxy) Close() {
	l.stop()
	l.mu.Lock()
	server := l.server
	l.mu.Unlock()
	_ = server.Close()
	l.served.Wait()
	l.transport.CloseIdleConnections()
	l.Trap.close()
}

// ServeHTTP takes one request.
func (l *FaultProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.requests.Add(1)
	m, ok := l.enter(r)
	if !ok {
		l.Tally.Late()
		panic(http.ErrAbortHandler)
	}
	a, err := l.carried(r, m)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if m.refusal == "" { // which was counted with the attempt before it
		l.Tally.Met(m.Fault)
	}
	l.answer(w, r, m, a)
}

// An answer is the sandbox's, read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// carried takes the request to the sandbox, if it gets there at all.
func (l *FaultProxy) carried(r *http.Request, m FaultPlan) (*answer, error) {
	defer l.leave(r.UserAgent())
	body, err := io.ReadAll(r.Body)
	if err != nil || !m.Done {
		return nil, err
	}
	u := *r.URL
	u.Scheme, u.Host = l.to.Scheme, l.to.Host
	// The sandbox works on, whether or not the client waits.
	out, err := http.NewRequestWithContext(l.ctx, r.Method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header = r.Header.Clone()
	out.Header.Del("Accept-Encoding")
	rsp, err := l.transport.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rsp.Body.Close() }()
	text, err := io.ReadAll(rsp.Body)
	return &answer{rsp.StatusCode, rsp.Header, text}, err
}
