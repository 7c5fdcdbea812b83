package xpayments

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestGate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 2)
		if err := g.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		gone, waited := make(chan error, 1), make(chan error, 1)
		go func() { gone <- g.enter(ctx) }()
		go func() { waited <- g.enter(t.Context()) }()
		synctest.Wait() // both wait
		if err := g.enter(t.Context()); !errors.Is(err, ErrBusy) {
			t.Errorf("a third one waits: %v", err)
		}
		cancel()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("the one that gave up: %v", err)
		}
		g.leave()
		if err := <-waited; err != nil {
			t.Errorf("the one that waited: %v", err)
		}
		g.leave()
		for range 3 { // nothing is left of any of them
			if err := g.enter(t.Context()); err != nil {
				t.Error(err)
			}
			g.leave()
		}
	})
}
