package console

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	mostListeners = 16
	// beat is how often a listener hears something, so that either side notices when the other is gone.
	beat = 15 * time.Second
	// breath is how long a listener is left alone after a change: what changes meanwhile is reported in one message.
	breath = 100 * time.Millisecond
	// longestWrite is how long a browser may take to read.
	longestWrite = 10 * time.Second
)

// live tells pages that something has changed, and not what: a slow page misses nothing, and holds nobody up.
type live struct {
	mu        sync.Mutex
	version   int
	listeners map[chan struct{}]bool
}

func newLive() *live { return &live{listeners: map[chan struct{}]bool{}} }

// changed tells all listeners.
func (l *live) changed() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version++
	for listener := range l.listeners {
		select {
		case listener <- struct{}{}:
		default: // it has not heard of the last change yet
		}
	}
}

func (l *live) current() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version
}

// listen adds a listener; false where there are enough.
func (l *live) listen() (chan struct{}, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.listeners) >= mostListeners {
		return nil, false
	}
	listener := make(chan struct{}, 1)
	l.listeners[listener] = true
	return listener, true
}

func (l *live) leave(listener chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.listeners, listener)
}

// events is the stream of server-sent events: the number of each change, and a beat where there is none.
func (c *Console) events(w http.ResponseWriter, r *http.Request) {
	listener, ok := c.live.listen()
	if !ok {
		http.Error(w, "Too many pages are open.", http.StatusServiceUnavailable)
		return
	}
	defer c.live.leave(listener)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	tell := func(name string) bool {
		_ = control.SetWriteDeadline(time.Now().Add(longestWrite))
		version := c.live.current()
		if _, err := fmt.Fprintf(w, "event: %s\nid: %d\ndata: %d\n\n", name, version, version); err != nil {
			return false
		}
		return control.Flush() == nil
	}
	if _, err := fmt.Fprint(w, "retry: 1000\n\n"); err != nil || !tell("changed") {
		return
	}
	beats := time.NewTicker(beat)
	defer beats.Stop()
	for {
		name := "changed"
		select {
		case <-r.Context().Done():
			return
		case <-c.ctx.Done():
			return
		case <-beats.C:
			name = "beat"
		case <-listener:
		}
		if !tell(name) {
			return
		}
		select {
		case <-r.Context().Done():
		case <-time.After(breath):
		}
	}
}
