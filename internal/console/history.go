package console

import (
	"sync"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// What the history keeps at most; the oldest goes first.
const (
	keptEvents = 200
	keptBytes  = 4 << 20
	keptText   = 32 << 10 // of one body
)

// An event is an exchange or a callback as the page shows it: redacted, and checked.
type event struct {
	Number   int
	API      string // name; "" for a request that no fake takes
	Title    string
	Callback bool
	Name     string // of the operation or webhook; else method and path
	Method   string
	URL      string
	Status   int
	Answer   string // in words: 200, no answer, cut
	Began    time.Time
	Took     time.Duration
	Fault    string
	Effect   string // what a fault left of the call
	Failure  string // why a callback was not answered
	Notes    []string
	Parts    []part

	delivery fake.Delivery // to be sent again
}

// A part is one side of an event.
type part struct {
	Title      string
	Header     []string
	Body       string
	Size       int // of the whole body, as it went over the wire
	Cut        bool
	Sealed     bool // the body is what was in the sealed one
	Deviations []strictpay.Deviation
	Dropped    int // deviations that were counted only
}

// Violations and Drift count the deviations of the event.
func (e *event) Violations() int { return e.count(strictpay.Violation) }

// Drift counts what is no violation.
func (e *event) Drift() int { return e.count(strictpay.Drift) }

func (e *event) count(severity strictpay.Severity) (n int) {
	for _, p := range e.Parts {
		for _, d := range p.Deviations {
			if d.Severity == severity {
				n++
			}
		}
	}
	return n
}

func (e *event) size() int {
	size := len(e.delivery.Body) + len(e.delivery.Opened) + len(e.delivery.Answer)
	for _, p := range e.Parts {
		size += len(p.Body) + 64*len(p.Deviations)
		for _, h := range p.Header {
			size += len(h)
		}
	}
	return size
}

// A history keeps the last events.
type history struct {
	mu     sync.Mutex
	events []*event // the oldest first
	bytes  int
	last   int // number of the last event
	lost   int // events that were not looked at
}

func (h *history) add(e *event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last++
	e.Number = h.last
	h.events = append(h.events, e)
	h.bytes += e.size()
	for len(h.events) > keptEvents || h.bytes > keptBytes && len(h.events) > 1 {
		h.bytes -= h.events[0].size()
		h.events[0] = nil
		h.events = h.events[1:]
	}
}

func (h *history) missed() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lost++
}

// newest gives the events of an API, of all for "", the newest first, and how many were never looked at.
func (h *history) newest(api string) (list []*event, lost int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i := len(h.events) - 1; i >= 0; i-- {
		if e := h.events[i]; api == "" || e.API == api {
			list = append(list, e)
		}
	}
	return list, h.lost
}

// find gives an event; nil where it is not kept.
func (h *history) find(number int) *event {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range h.events {
		if e.Number == number {
			return e
		}
	}
	return nil
}

// clear forgets all events.
func (h *history) clear() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events, h.bytes, h.lost = nil, 0, 0
}
