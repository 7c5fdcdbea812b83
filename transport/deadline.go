package transport

import (
	"context"
	"net/http/httptrace"
	"slices"
	"sync"
	"time"
)

// A deadline is the context of a typed call over the chain's own transport that no hook looks into: the caller's, with
// the trace, ended by the total timeout at the latest. It does what context.WithTimeout does, but shares its timer with
// the chain's other exchanges, and keeps nothing of the call once that is over: net's dialer, whose timer was stopped,
// keeps the context of a call that dialed for some more seconds. Why it ended endOf knows, and context.Cause does not.
type deadline struct {
	chain *Chain
	at    time.Time
	place place // among the deadlines of the chain

	mu     sync.Mutex
	caller context.Context // with the trace; none after stop
	detach func() bool     // from the caller's context; nil where that never ends
	done   chan struct{}
	err    error
	cause  error      // of err
	after  []*func()  // to run at the end
	room   [1]*func() // for the first of them: mostly there is one
}

// startDeadline begins the time.
func startDeadline(ctx context.Context, c *Chain, trace *httptrace.ClientTrace) *deadline {
	d := &deadline{chain: c, caller: httptrace.WithClientTrace(ctx, trace), done: make(chan struct{})}
	d.after = d.room[:0]
	if ctx.Done() != nil {
		d.mu.Lock()
		d.detach = context.AfterFunc(ctx, func() { _ = d.Err() })
		d.mu.Unlock()
	}
	c.deadlines.add(d, c.config.Timeout)
	return d
}

// stop ends the context of an exchange that is over.
func (d *deadline) stop() {
	d.chain.deadlines.remove(d)
	d.end(context.Canceled, context.Canceled)
	d.mu.Lock()
	d.caller = context.Background()
	d.mu.Unlock()
}

// end ends the context, unless it has ended. The methods of the caller's context, which may be of any type, are called
// without the lock: one that blocks would keep the chain's timer waiting, and with it the timeouts of all other calls.
func (d *deadline) end(err, cause error) {
	d.mu.Lock()
	if d.err != nil {
		d.mu.Unlock()
		return
	}
	d.err, d.cause = err, cause
	close(d.done)
	for _, f := range d.after {
		go (*f)()
	}
	d.after, d.room[0] = nil, nil
	detach := d.detach
	d.detach = nil
	d.mu.Unlock()
	if detach != nil {
		detach()
	}
}

// Deadline is the end of the total timeout. limitTime starts one only where the caller's context ends later.
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done is closed at the end.
func (d *deadline) Done() <-chan struct{} { return d.done }

// Err is nil before the end. It does not wait for the goroutine that tells of the end of the caller's context.
func (d *deadline) Err() error {
	err, _ := d.ended()
	return err
}

func (d *deadline) ended() (err, cause error) {
	d.mu.Lock()
	caller, err, cause := d.caller, d.err, d.cause
	d.mu.Unlock()
	if err != nil {
		return err, cause
	}
	if err = caller.Err(); err == nil {
		return nil, nil
	}
	d.end(err, context.Cause(caller))
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.err, d.cause
}

// Value is one of the caller's context, or the trace.
func (d *deadline) Value(key any) any {
	d.mu.Lock()
	caller := d.caller
	d.mu.Unlock()
	return caller.Value(key)
}

// AfterFunc runs a function at the end, in its own goroutine. The standard library's contexts below this one look for
// the method, and without it would start a goroutine each.
func (d *deadline) AfterFunc(f func()) (stop func() bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err != nil {
		go f()
		return func() bool { return false }
	}
	d.after = append(d.after, &f)
	return func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		i := slices.Index(d.after, &f)
		if i >= 0 {
			d.after = slices.Delete(d.after, i, i+1)
		}
		return i >= 0
	}
}
