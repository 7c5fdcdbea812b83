package settle

import (
	"context"
	"time"
)

// An Observer sees what happens, for metrics and spans. Functions that are nil are not called; calls run on many
// goroutines, and not inside a transaction that a slow one would hold up. Nothing that it gets comes from the values of
// a request.
type Observer struct {
	// Start begins a piece of work: do, ask, deliver, event or sweep. What it returns is called at its end; nil for
	// nothing.
	Start func(ctx context.Context, work Work) (context.Context, func(err error))
	// Changed is called for each change of an intent's state, after it was committed.
	Changed func(ctx context.Context, change Change)
	// Listed is called after each sweep with what is not settled.
	Listed func(ctx context.Context, report *Report)
}

// Work is what a piece of work is about; API and Operation are "" for a sweep.
type Work struct {
	Kind           string // do, ask, deliver, event, sweep
	API, Operation string
	Intent         int64 // 0 where there is none
}

// A Change is that of an intent's state.
type Change struct {
	API, Operation string
	Intent         int64
	From, To       State
	Evidence       string        // what showed it: call, ask, event, sweep
	Age            time.Duration // since the call
}

func (o *Observer) start(ctx context.Context, work Work) (context.Context, func(error)) {
	if o.Start == nil {
		return ctx, func(error) {}
	}
	begun, end := o.Start(ctx, work)
	if begun == nil {
		begun = ctx
	}
	if end == nil {
		end = func(error) {}
	}
	return begun, end
}

func (o *Observer) changed(ctx context.Context, change *Change) {
	if o.Changed != nil && change != nil {
		o.Changed(ctx, *change)
	}
}
