package settle

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/riverqueue/river"
)

// deliverWorker gives an outcome to business code.
type deliverWorker[TTx any] struct {
	river.WorkerDefaults[deliverArgs]
	s *Settle[TTx]
}

// Timeout leaves time to commit.
func (w *deliverWorker[TTx]) Timeout(*river.Job[deliverArgs]) time.Duration {
	return w.s.config.HandlerTimeout + 10*time.Second
}

// errHeld is a delivery that another worker has in hand, or an earlier one of the same intent.
var errHeld = errors.New("settle: the outcome, or one before it, is being delivered by another worker")

// errPanicked is the error that an observer gets of a handler that did not return.
var errPanicked = errors.New("settle: the handler of outcomes panicked")

// Work gives the outcome, notes that it was delivered and ends the job in one transaction.
func (w *deliverWorker[TTx]) Work(ctx context.Context, job *river.Job[deliverArgs]) error {
	err := w.deliver(ctx, job)
	if errors.Is(err, errHeld) {
		return river.JobSnooze(2 * time.Second)
	}
	return err
}

func (w *deliverWorker[TTx]) deliver(ctx context.Context, job *river.Job[deliverArgs]) error {
	return inTx(ctx, w.s.db, func(ctx context.Context, tx TTx, c conn) error {
		id, version := job.Args.Intent, job.Args.Version
		if err := w.bound(ctx, c); err != nil {
			return err
		}
		open, err := w.hold(ctx, c, id, version)
		if err != nil {
			return err
		}
		if !open {
			return complete(ctx, tx, job)
		}
		i := new(intent)
		err = one(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent WHERE id = ?`, []any{id}, scanner{i})
		if err != nil {
			return err
		}
		superseded := i.version != version // the key has tried again, or late evidence has come
		// Noted before the handler runs: where it ends the transaction by itself, or makes the database take all of it
		// back, the note goes the way of the effects. A note that is lost so has the sweep make another job.
		n, err := c.exec(ctx, `UPDATE {}pay_delivery SET delivered_at = ?, superseded = ?
			WHERE intent_id = ? AND version = ? AND delivered_at = 0`,
			micros(w.s.now()), flag(superseded), id, version)
		if err != nil {
			return err
		}
		if n != 1 {
			return errHeld
		}
		if !superseded {
			if err := w.handle(ctx, tx, i); err != nil {
				return err
			}
		}
		return complete(ctx, tx, job)
	})
}

// bound has the database end a transaction whose process was stopped in the handler, so that another process can
// deliver. Its connection would stay open, and the delivery locked, for as long as the process is stopped.
func (w *deliverWorker[TTx]) bound(ctx context.Context, c conn) error {
	bound := w.s.db.dialect().boundIdle
	if bound == "" {
		return nil
	}
	_, err := c.exec(ctx, bound, (w.s.config.HandlerTimeout + idleMargin).Milliseconds())
	return err
}

// idleMargin is how much longer than the handler may take a transaction may be idle.
const idleMargin = 5 * time.Second

// hold locks the delivery, and with it the earlier ones of the intent that are open: a handler that still has one of
// them would commit after this one. It is false where the delivery is over, or was deleted by a person.
func (w *deliverWorker[TTx]) hold(ctx context.Context, c conn, id, version int64) (bool, error) {
	const open = `SELECT version FROM {}pay_delivery WHERE intent_id = ? AND version <= ? AND delivered_at = 0`
	locked, err := w.versions(ctx, c, open+` {skip locked}`, id, version)
	if err != nil {
		return false, err
	}
	there, err := w.versions(ctx, c, open, id, version)
	if err != nil || !slices.Contains(there, version) {
		return false, err
	}
	if len(locked) < len(there) {
		return false, errHeld
	}
	return true, nil
}

// versions reads versions of deliveries of an intent, up to one.
func (w *deliverWorker[TTx]) versions(
	ctx context.Context, c conn, query string, id, upTo int64,
) (list []int64, err error) {
	err = each(ctx, c, query, []any{id, upTo}, func(r rows) error {
		var version int64
		err := r.Scan(&version)
		list = append(list, version)
		return err
	})
	return list, err
}

// handle calls the business code. The queue takes its panics for errors, and the transaction ends with them.
func (w *deliverWorker[TTx]) handle(ctx context.Context, tx TTx, i *intent) (err error) {
	outcome, err := i.outcome()
	if err != nil {
		return err
	}
	ctx, end := w.s.config.Observer.start(ctx, Work{Kind: "deliver", API: i.api, Operation: i.operation, Intent: i.id})
	err = errPanicked
	defer func() { end(err) }()
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, handlerKey{}, true), w.s.config.HandlerTimeout)
	defer cancel()
	if err = w.s.config.Settled(ctx, tx, outcome); err == nil {
		err = ctx.Err() // what comes too late is not kept
	}
	return err
}
