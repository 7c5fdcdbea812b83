package fake

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// A Sender sends a fake's callbacks, one after the other in the order they arose, and remembers them. It sends to
// loopback only.
type Sender struct {
	mu        sync.Mutex
	sent      []Delivery
	repeat    int // how often each is sent again
	held      bool
	waiting   []Delivery // that have no end yet
	running   bool
	see       func(Delivery)    // nil where nobody watches
	otherwise map[string]string // by webhook: where callbacks go that no request gave an address
	idle      *sync.Cond
	ctx       context.Context
	cancel    context.CancelFunc
	transport http.Transport
}

// keptReply is how much of the merchant's answer a Delivery keeps, in bytes.
const keptReply = 4 << 10

// NewSender makes a sender; the fake ends it with Close. It takes any certificate: deliveries stay on loopback, where
// certificates are self-made.
func NewSender() *Sender {
	s := &Sender{transport: http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	s.idle = sync.NewCond(&s.mu)
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// Callbacks is the part of a sender that tests meet.
func (s *Sender) Callbacks() Callbacks { return Callbacks{s} }

// Close cancels the callback that is under way, and drops the rest.
func (s *Sender) Close() {
	s.cancel()
	s.wait()
	s.transport.CloseIdleConnections()
}

// To is where a callback of a webhook goes: to the address that a request gave, or else where SendOtherwise says; "" is
// nowhere.
func (s *Sender) To(webhook, url string) string {
	if url != "" {
		return url
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.otherwise[webhook]
}

// Send makes a callback of a webhook and posts it to the address that a request gave, or else where SendOtherwise says.
// Without an address nothing is made.
func (s *Sender) Send(webhook, url string, made func() Delivery) {
	to := s.To(webhook, url)
	if to == "" {
		return
	}
	d := made()
	d.Webhook, d.URL = webhook, to
	s.Post(d)
}

// Post sends a callback in the background, unless callbacks are held back. A callback without an address is not sent.
func (s *Sender) Post(d Delivery) {
	if d.URL = s.To(d.Webhook, d.URL); d.URL == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for range s.repeat + 1 {
		s.waiting = append(s.waiting, d)
	}
	s.start()
}

// Ask posts a request at once, remembers it among the callbacks, and gives the body of the merchant's answer.
func (s *Sender) Ask(d Delivery) (Delivery, []byte) {
	d, answer := s.exchange(d)
	s.ended(d)
	return d, answer
}

// ended remembers a callback, and shows it to whoever watches. The lock is not held.
func (s *Sender) ended(d Delivery) {
	s.mu.Lock()
	s.sent = append(s.sent, d)
	see := s.see
	s.mu.Unlock()
	if see != nil {
		see(d)
	}
}

// start begins to send where there is something to send. The lock is held.
func (s *Sender) start() {
	if s.held || s.running || len(s.waiting) == 0 {
		return
	}
	s.running = true
	go s.run()
}

func (s *Sender) run() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.waiting) > 0 && !s.held && s.ctx.Err() == nil {
		next := s.waiting[0]
		s.waiting = s.waiting[1:]
		s.mu.Unlock()
		d, _ := s.exchange(next)
		s.ended(d)
		s.mu.Lock()
	}
	s.running = false
	s.idle.Broadcast()
}

// exchange sends one request. A merchant has half a minute to answer.
func (s *Sender) exchange(d Delivery) (Delivery, []byte) {
	d.Began, d.Status, d.Answer, d.Err = time.Now(), 0, nil, nil
	if !Reachable(d.URL) {
		d.Err = ErrNotLoopback
		return d, nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(d.Body))
	if err != nil {
		d.Err = err
		return d, nil
	}
	req.Header = d.Header.Clone()
	rsp, err := s.transport.RoundTrip(req)
	d.Took = time.Since(d.Began)
	if err != nil {
		d.Err = err
		return d, nil
	}
	defer rsp.Body.Close()
	d.Status = rsp.StatusCode
	answer, err := io.ReadAll(io.LimitReader(rsp.Body, MaxRequest))
	d.Took, d.Err = time.Since(d.Began), err
	d.Answer = bytes.Clone(answer[:min(len(answer), keptReply)])
	return d, answer
}

// wait returns when no callback is under way; held ones are not waited for.
func (s *Sender) wait() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.running {
		s.idle.Wait()
	}
}

func (s *Sender) release(reversed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = false
	if reversed {
		slices.Reverse(s.waiting)
	}
	s.start()
}

// Context ends when the sender is closed.
func (s *Sender) Context() context.Context { return s.ctx }
