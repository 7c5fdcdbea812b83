package settle

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/strictpay/strictpay"
)

// A Result is what Do has to say.
type Result[T any] struct {
	Value    *T    // the answer of the call; nil for a repeat, and where the call has an error
	Intent   int64 // 0 where none was kept
	Version  int64
	State    State
	Repeated bool // an earlier Do has made the call: nothing was sent
}

type handlerKey struct{}

// Do makes one call that moves money, with an intent that is kept before the first byte leaves. key names it for the
// business, such as order-17: with one key and one operation there is one intent, whoever calls, whenever. call makes
// the call, with the option that it is given.
//
// A repeat sends nothing and returns how the intent stands, with Repeated set and without an error. A call that was
// not sent, or that the provider did not let in (401, 403, 429), may be tried again with its key. Everything else that
// has an error, the error of the call, is asked about and comes to Settled.
func Do[T, TTx any](
	ctx context.Context, s *Settle[TTx], key string,
	call func(ctx context.Context, opt strictpay.CallOption) (*T, error),
) (Result[T], error) {
	if ctx.Value(handlerKey{}) != nil {
		return Result[T]{}, ErrInHandler
	}
	if key == "" || len(key) > 200 {
		return Result[T]{}, ErrKey
	}
	d := &doing[TTx]{s: s, key: key}
	value, err := call(ctx, strictpay.BeforeSending(d.before))
	d.mu.Lock() // the function may have left a call behind that is only now about to be sent
	defer d.mu.Unlock()
	switch {
	case d.repeated:
		return Result[T]{Intent: d.intent.id, Version: d.intent.version, State: d.intent.state, Repeated: true}, nil
	case d.failed != nil: // nothing was sent
		return Result[T]{}, err
	case d.intent == nil && err == nil:
		return Result[T]{Value: value}, ErrNoIntent
	case d.intent == nil: // the check of the request refused it
		return Result[T]{}, err
	}
	var answer any // nil for a function that returns neither a value nor an error
	if value != nil {
		answer = value
	}
	kept := d.keep(ctx, answer, err)
	d.end(err)
	result := Result[T]{Value: value, Intent: d.intent.id, Version: d.intent.version, State: d.intent.state}
	if kept != nil {
		return result, errors.Join(fmt.Errorf("%w: %w", ErrNotKept, kept), err)
	}
	return result, err
}

// A doing is one Do.
type doing[TTx any] struct {
	s        *Settle[TTx]
	key      string
	mu       sync.Mutex // of what follows; the function may call from several goroutines
	client   strictpay.Asker
	question strictpay.Question
	intent   *intent
	repeated bool
	twice    bool // the function has tried a second call
	failed   error
	end      func(error)
}

// before keeps the intent. Without it nothing is sent.
func (d *doing[TTx]) before(ctx context.Context, sending *strictpay.Sending) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.intent != nil || d.failed != nil || d.repeated {
		d.twice = true
		return ErrOneCall
	}
	err := d.prepare(ctx, sending)
	if errors.Is(err, errRepeated) {
		d.repeated = true
		return err
	}
	d.failed = err
	return err
}
