package xpayments

import (
	"context"
	"errors"
)

// ErrBusy is what a call gives that was answered 503, because too many others were being handled.
var ErrBusy = errors.New("xpayments: too many callers at once")

// A gate bounds how many callers are inside at a time, and how many wait for that.
type gate struct{ inside, all chan struct{} }

func newGate(inside, waiting int) gate {
	return gate{make(chan struct{}, inside), make(chan struct{}, inside+waiting)}
}

// enter waits for a place, or returns ErrBusy where no more may wait.
func (g gate) enter(ctx context.Context) error {
	select {
	case g.all <- struct{}{}:
	default:
		return ErrBusy
	}
	select {
	case g.inside <- struct{}{}:
		return nil
	case <-ctx.Done():
		<-g.all
		return ctx.Err()
	}
}

// leave gives the place up. It is called once after each enter that returned nil.
func (g gate) leave() {
	<-g.inside
	<-g.all
}
