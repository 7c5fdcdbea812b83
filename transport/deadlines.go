package transport

import (
	"context"
	"sync"
	"time"
	"weak"
)

// Deadlines are those of all exchanges of a chain that are under way. They have the same timeout, so the one that began
// first ends first, and one timer is enough. A timer for each call would have to be allocated, and wakes the runtime's
// network poller where that sleeps. The timer points to them weakly: a chain that nobody uses any more is freed before
// the timer runs.
type deadlines struct {
	mu          sync.Mutex
	first, last *deadline
	timer       *time.Timer
	armed       bool // the timer is going to run, though maybe for an exchange that is over
}

// A place is where a deadline stands among the others, under their lock.
type place struct {
	earlier, later *deadline
	taken          bool
}

// add lets a deadline wait as the last.
func (q *deadlines) add(d *deadline, timeout time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	d.at = time.Now().Add(timeout)
	d.place = place{earlier: q.last, taken: true}
	if q.last != nil {
		q.last.place.later = d
	} else {
		q.first = d
	}
	q.last = d
	if !q.armed {
		q.arm(timeout)
	}
}

func (q *deadlines) arm(wait time.Duration) {
	q.armed = true
	if q.timer == nil {
		kept := weak.Make(q)
		q.timer = time.AfterFunc(wait, func() {
			if q := kept.Value(); q != nil {
				q.expire()
			}
		})
		return
	}
	q.timer.Reset(wait)
}

// remove takes a deadline out, if it still waits. The timer stays as it is: when it runs, it looks what is first then.
func (q *deadlines) remove(d *deadline) {
	q.mu.Lock()
	defer q.mu.Unlock()
	p := d.place
	if !p.taken {
		return
	}
	if p.earlier != nil {
		p.earlier.place.later = p.later
	} else {
		q.first = p.later
	}
	if p.later != nil {
		p.later.place.earlier = p.earlier
	} else {
		q.last = p.earlier
	}
	d.place = place{}
}

// expire ends the contexts whose time is over.
func (q *deadlines) expire() {
	for d := q.overOrWait(); d != nil; d = q.overOrWait() {
		q.remove(d)
		d.end(context.DeadlineExceeded, d.chain.total)
	}
}

// overOrWait is a deadline that is over. Where there is none the timer waits for the first.
func (q *deadlines) overOrWait() *deadline {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.armed = false
	if q.first == nil {
		return nil
	}
	if wait := time.Until(q.first.at); wait > 0 {
		q.arm(wait)
		return nil
	}
	return q.first
}
