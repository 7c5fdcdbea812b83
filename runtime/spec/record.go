package spec

import (
	"context"

	"github.com/strictpay/strictpay"
)

// A Record goes along with the request of a call: it says which operation the call makes, and the transport notes in it
// what became of each attempt. One goroutine uses it at a time.
type Record struct {
	Operation *Operation
	Attempts  []strictpay.Attempt
	// Finishes says that whoever made the record calls Finish. Without it the transport ends the operation by itself,
	// before anybody has read the answer.
	Finishes bool

	first [1]strictpay.Attempt // most calls make one
	place recordContext        // what WithRecord gives for the first context
	end   func(Ending)
}

// An Ending is what hooks get about a call's outcome.
type Ending struct {
	Outcome    strictpay.Outcome
	Code       string // of a refusal, where the code table lists it
	Deviations int
}

// OnFinish notes what ends the operation. Only the transport calls it.
func (r *Record) OnFinish(end func(Ending)) { r.end = end }

// Finish ends the operation, once: hooks get the outcome. No hook is called for a call that the transport never saw.
func (r *Record) Finish(e Ending) {
	if end := r.end; end != nil {
		r.end = nil
		end(e)
	}
}

// MayHaveArrived reports whether any of the attempts may have.
func MayHaveArrived(attempts []strictpay.Attempt) bool {
	for i := range attempts {
		if attempts[i].MayHaveArrived {
			return true
		}
	}
	return false
}

type recordKey struct{}

// A recordContext is a context with a record. It stands in the record, which saves an allocation of every call.
type recordContext struct {
	context.Context
	record *Record
}

func (c *recordContext) Value(key any) any {
	if key == (recordKey{}) {
		return c.record
	}
	return c.Context.Value(key)
}

// WithRecord puts the record of a call into the context of its request.
func WithRecord(ctx context.Context, r *Record) context.Context {
	if r.Attempts == nil {
		r.Attempts = r.first[:0]
	}
	if r.place.record != nil { // the earlier context may still be in use
		return &recordContext{ctx, r}
	}
	r.place = recordContext{ctx, r}
	return &r.place
}

// RecordOf is the record of the call that a request belongs to, nil for a request that no generated call made.
func RecordOf(ctx context.Context) *Record {
	r, _ := ctx.Value(recordKey{}).(*Record)
	return r
}

// WithOperation tells the transport which operation a request belongs to.
func WithOperation(ctx context.Context, o *Operation) context.Context {
	return WithRecord(ctx, &Record{Operation: o})
}

// OperationOf is the operation a request belongs to, nil for a request that no generated call made.
func OperationOf(ctx context.Context) *Operation {
	if r := RecordOf(ctx); r != nil {
		return r.Operation
	}
	return nil
}
