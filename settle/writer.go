package settle

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A writer runs short changes. On Postgres each has a transaction and a connection of its own. On SQLite, which has one
// writer, those that wait share the next transaction: committing is what takes the time.
type writer[TTx any] struct {
	db Database[TTx]

	mu      sync.Mutex
	waiting []*write[TTx]
	leading bool // somebody is committing, and takes on what waits when that is over
}

// A write is a change that waits.
type write[TTx any] struct {
	ctx  context.Context
	do   func(ctx context.Context, tx TTx, c conn) error
	err  error
	done chan struct{}
}

// Bounds of a shared transaction.
const (
	mostWrites   = 64
	writeTimeout = 30 * time.Second
)

// single runs a change that is one statement. On Postgres that needs no transaction around it.
func (w *writer[TTx]) single(ctx context.Context, do func(ctx context.Context, c conn) error) error {
	if !w.db.dialect().oneWriter {
		return do(ctx, w.db.single())
	}
	return w.run(ctx, func(ctx context.Context, _ TTx, c conn) error { return do(ctx, c) })
}

// run runs a change in a transaction.
func (w *writer[TTx]) run(ctx context.Context, do func(ctx context.Context, tx TTx, c conn) error) error {
	if !w.db.dialect().oneWriter {
		return inTx(ctx, w.db, do)
	}
	mine := &write[TTx]{ctx: ctx, do: do, done: make(chan struct{})}
	w.mu.Lock()
	w.waiting = append(w.waiting, mine)
	leads := !w.leading
	w.leading = true
	w.mu.Unlock()
	if leads {
		go w.lead()
	}
	<-mine.done
	return mine.err
}

// lead commits until nothing waits.
func (w *writer[TTx]) lead() {
	for {
		w.mu.Lock()
		n := min(len(w.waiting), mostWrites)
		batch := w.waiting[:n:n]
		w.waiting = w.waiting[n:]
		if n == 0 {
			w.waiting, w.leading = nil, false
			w.mu.Unlock()
			return
		}
		w.mu.Unlock()
		w.commit(batch)
	}
}

// commit runs changes in one transaction. One that fails takes back what it did and nothing else. Where that is not
// possible, as when the disk is full, none of them is kept.
func (w *writer[TTx]) commit(batch []*write[TTx]) {
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	err := inTx(ctx, w.db, func(ctx context.Context, tx TTx, c conn) error {
		if len(batch) == 1 {
			return batch[0].try(tx, c)
		}
		for _, one := range batch {
			if _, err := c.exec(ctx, `SAVEPOINT change`); err != nil {
				return err
			}
			if one.err = one.try(tx, c); one.err != nil {
				if _, err := c.exec(ctx, `ROLLBACK TO change`); err != nil {
					return one.err
				}
			}
			if _, err := c.exec(ctx, `RELEASE change`); err != nil {
				return err
			}
		}
		return nil
	})
	for _, one := range batch {
		if one.err == nil {
			one.err = err
		}
		close(one.done)
	}
}

// try runs a change; its panic is an error, because others share the transaction.
func (w *write[TTx]) try(tx TTx, c conn) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("settle: a change panicked: %v", p)
		}
	}()
	if err := w.ctx.Err(); err != nil {
		return err
	}
	// Its end must not interrupt a statement: SQLite would take back the whole transaction.
	return w.do(context.WithoutCancel(w.ctx), tx, c)
}
