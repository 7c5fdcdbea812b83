package ask

import (
	"context"
	"errors"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// Follow asks a question at the pace of its operation until final says that the answer is the end, or the time is up.
// It gives the last answer that could be read: one that is not final means that the time was up first. An error means
// that no answer could be read, that the question is refused for good, or that ctx ended.
//
// It works on the caller's goroutine and leaves nothing running. An answer that was lost or could not be read is
// asked for again.
func Follow[T any](ctx context.Context, pace spec.Polling, question func(context.Context) (*T, error),
	final func(*T) bool) (*T, error) {
	timed, stop := context.WithTimeout(ctx, pace.Total)
	defer stop()
	var last *T
	var failed error
	for wait := pace.First; Sleep(timed, wait); wait = pace.Every {
		answer, err := question(timed)
		switch {
		case err == nil:
			if last = answer; final(answer) {
				return answer, nil
			}
		case Lasting(err):
			return nil, err
		default:
			failed = err
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case last != nil:
		return last, nil
	case failed != nil:
		return nil, failed
	}
	return nil, timed.Err()
}

// Lasting reports whether the next question would get the same error: it cannot be sent as it is, there is no such
// thing, or the credentials are not accepted.
func Lasting(err error) bool {
	var unsent *strictpay.NotSent
	return errors.Is(err, strictpay.ErrNotFound) || errors.Is(err, strictpay.ErrUnauthorized) ||
		errors.As(err, &unsent) && len(unsent.Deviations) > 0
}

// Sleep waits, and reports whether the wait was over before the context was.
func Sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
