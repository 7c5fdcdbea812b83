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

// Post sends a callback in the background, unless callbacks are held back. Nothing is sent to the empty URL.
func (s *Sender) Post(to string, header http.Header, body []byte) {
	if to == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for range s.repeat + 1 {
		s.waiting = append(s.waiting, pending{to, header, body})
	}
	s.start()
}

// Ask posts a request at once, remembers it among the callbacks, and gives the body of the merchant's answer.
func (s *Sender) Ask(to string, header http.Header, body []byte) (Delivery, []byte) {
	d, answer := s.exchange(pending{to, header, body})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, d)
	return d, answer
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
		p := s.waiting[0]
		s.waiting = s.waiting[1:]
		s.mu.Unlock()
		d, _ := s.exchange(p)
		s.mu.Lock()
		s.sent = append(s.sent, d)
	}
	s.running = false
	s.idle.Broadcast()
}

// exchange sends one request. A merchant has five seconds to answer.
func (s *Sender) exchange(p pending) (Delivery, []byte) {
	d := Delivery{URL: p.url, Header: p.header, Body: p.body}
	if !Reachable(p.url) {
		d.Err = ErrNotLoopback
		return d, nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(p.body))
	if err != nil {
		d.Err = err
		return d, nil
	}
	req.Header = p.header.Clone()
	rsp, err := s.transport.RoundTrip(req)
	if err != nil {
		d.Err = err
		return d, nil
	}
	defer rsp.Body.Close()
	d.Status = rsp.StatusCode
	answer, err := io.ReadAll(io.LimitReader(rsp.Body, MaxRequest))
	if err != nil {
		d.Err = err
	}
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
