package main

import (
	"context"
	"errors"
	"io"
)

// errInterrupted ends the reading of what a user has not finished typing, or another program has not finished writing.
var errInterrupted = errors.New("interrupted")

// An interruptible reader waits for input only as long as its context lasts: reading itself cannot be broken off.
type interruptible struct {
	ctx    context.Context
	from   io.Reader
	buffer []byte
	rest   []byte // of the buffer
	err    error
}

// untilDone reads from a reader that may block for ever, such as a terminal or a pipe.
func untilDone(ctx context.Context, from io.Reader) *interruptible {
	return &interruptible{ctx: ctx, from: from, buffer: make([]byte, 64<<10)}
}

func (r *interruptible) Read(b []byte) (int, error) {
	if len(r.rest) == 0 && r.err == nil {
		r.fill()
	}
	n := copy(b, r.rest)
	if r.rest = r.rest[n:]; n > 0 {
		return n, nil
	}
	return 0, r.err
}

func (r *interruptible) fill() {
	type read struct {
		n   int
		err error
	}
	came := make(chan read, 1)
	go func() {
		n, err := r.from.Read(r.buffer)
		came <- read{n, err}
	}()
	select {
	case got := <-came:
		r.rest, r.err = r.buffer[:got.n], got.err
	case <-r.ctx.Done():
		r.err = errInterrupted // and the buffer is left to the other goroutine
	}
}
