package sandbox

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// A Delivery is one callback that a fake sent, or tried to.
type Delivery struct {
	URL    string
	Header http.Header
	Body   []byte
	Status int   // of the merchant's answer; 0 where there was none
	Err    error // why there was none
}

// callbacks sends a fake's callbacks, one after the other in the order they arose, and remembers them. It sends to loopback only.
type callbacks struct {
	mu        sync.Mutex
	sent      []Delivery
	repeat    int // how often each is sent again
	held      bool
	waiting   []pending
	running   bool
	idle      *sync.Cond
	ctx       context.Context
	cancel    context.CancelFunc
	transport http.Transport
}

type pending struct {
	url    string
	header http.Header
	body   []byte
}

func newCallbacks() *callbacks {
	c := &callbacks{}
	c.idle = sync.NewCond(&c.mu)
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

func (c *callbacks) stop() {
	c.cancel()
	c.wait()
	c.transport.CloseIdleConnections()
}

// post sends a callback, unless they are held back.
func (c *callbacks) post(to string, header http.Header, body []byte) {
	if to == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for range c.repeat + 1 {
		c.waiting = append(c.waiting, pending{to, header, body})
	}
	c.kick()
}

// kick starts the sender where there is something to send. The lock is held.
func (c *callbacks) kick() {
	if c.held || c.running || len(c.waiting) == 0 {
		return
	}
	c.running = true
	go c.run()
}

func (c *callbacks) run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.waiting) > 0 && !c.held && c.ctx.Err() == nil {
		p := c.waiting[0]
		c.waiting = c.waiting[1:]
		c.mu.Unlock()
		d := c.send(p)
		c.mu.Lock()
		c.sent = append(c.sent, d)
	}
	c.running = false
	c.idle.Broadcast()
}

func (c *callbacks) send(p pending) Delivery {
	d := Delivery{URL: p.url, Header: p.header, Body: p.body}
	u, err := url.Parse(p.url)
	if err != nil || !loopback(u.Hostname()) {
		d.Err = ErrNotLoopback
		return d
	}
	ctx, cancel := context.WithTimeout(c.ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(p.body))
	if err != nil {
		d.Err = err
		return d
	}
	req.Header = p.header.Clone()
	rsp, err := c.transport.RoundTrip(req)
	if err != nil {
		d.Err = err
		return d
	}
	defer rsp.Body.Close()
	d.Status = rsp.StatusCode
	return d
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// wait returns when no callback is under way; held ones are not waited for.
func (c *callbacks) wait() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.running {
		c.idle.Wait()
	}
}

// deliveries so far.
func (c *callbacks) deliveries() []Delivery {
	c.wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Delivery(nil), c.sent...)
}

// hold keeps callbacks back; release sends them, in reverse order on request.
func (c *callbacks) hold() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = true
}

func (c *callbacks) release(reversed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = false
	if reversed {
		for i, j := 0, len(c.waiting)-1; i < j; i, j = i+1, j-1 {
			c.waiting[i], c.waiting[j] = c.waiting[j], c.waiting[i]
		}
	}
	c.kick()
}

// Callbacks is what every fake lets a test do with its callbacks. They go to loopback only.
type Callbacks struct{ callbacks *callbacks }

// Repeat sends every callback n further times.
func (c Callbacks) Repeat(n int) {
	c.callbacks.mu.Lock()
	defer c.callbacks.mu.Unlock()
	c.callbacks.repeat = n
}

// Hold keeps callbacks back until Release.
func (c Callbacks) Hold() { c.callbacks.hold() }

// Release sends what was held back; reversed sends the newest first.
func (c Callbacks) Release(reversed bool) { c.callbacks.release(reversed) }

// Deliveries are the callbacks sent so far; it waits for those under way.
func (c Callbacks) Deliveries() []Delivery { return c.callbacks.deliveries() }
