package settle

import (
	"context"
	"time"
)

// sweepLimit bounds how much of a kind one sweep takes on; the next goes on.
const sweepLimit = 500

// Sweep makes sure, from the tables, that whatever has to be done has a job: jobs can be deleted, discarded, or held
// by a process that has died. Run does it at its start and every minute; programs need it for tests only.
func (s *Settle[TTx]) Sweep(ctx context.Context) (err error) {
	ctx, end := s.config.Observer.start(ctx, Work{Kind: "sweep"})
	defer func() { end(err) }()
	for _, step := range []func(context.Context) error{
		s.reclaim, s.sweepPrepared, s.sweepAsks, s.sweepDeliveries, s.sweepEvents, s.forget,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if s.config.Observer.Listed == nil {
		return nil
	}
	report, err := s.Report(ctx)
	if err == nil {
		s.config.Observer.Listed(ctx, report)
	}
	return err
}

// reclaim lets go of the jobs of processes that give no sign of life, and of jobs that were planned for later than any
// is: the clock was set back since. A sign of life from what is the future now is none. It is harmless where a process
// was only stalled: what a job does is conditional.
func (s *Settle[TTx]) reclaim(ctx context.Context) error {
	return s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		_, err := c.exec(ctx, `UPDATE {}river_job SET state = 'available', scheduled_at = {job now}
			WHERE state = 'running' AND queue IN (?, ?, ?) AND {worker} IS NOT NULL
			AND {worker} NOT IN (SELECT id FROM {}pay_process WHERE seen_at > {now} - ? AND seen_at < {now} + ?)`,
			queueAsk, queueDeliver, queueEvent, s.config.DeadAfter.Microseconds(), s.config.DeadAfter.Microseconds())
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, `UPDATE {}river_job SET state = 'available', scheduled_at = {job now}
			WHERE state IN ('available', 'retryable', 'scheduled') AND queue IN (?, ?, ?)
			AND scheduled_at > {job too late}`, queueAsk, queueDeliver, queueEvent)
		return err
	})
}

// sweepPrepared ends intents whose process has died while it read the state before the call. No byte of them has left,
// and none can: sending needs the version that this takes away. What was kept in the future was kept before the clock
// was set back.
func (s *Settle[TTx]) sweepPrepared(ctx context.Context) error {
	now, margin := micros(s.now()), time.Minute.Microseconds()
	ids, err := s.list(ctx, `SELECT id FROM {}pay_intent WHERE `+notSettled+` AND state = 'prepared'
		AND (updated_at + timeout + ? < ? OR updated_at > ?) ORDER BY created_at LIMIT ?`,
		margin, now, now+margin, sweepLimit)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.change(ctx, id, func(_ context.Context, _ TTx, _ conn, i *intent) (*Change, error) {
			if i.state != Prepared {
				return nil, nil
			}
			return s.moveTo(i, NotSent, "sweep"), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepAsks has new ask jobs made for intents whose jobs are gone, when they are due; and at once for intents that were
// asked about in what is the future now, because the clock was set back.
func (s *Settle[TTx]) sweepAsks(ctx context.Context) error {
	now := micros(s.now())
	err := s.writes.single(ctx, func(ctx context.Context, c conn) error {
		_, err := c.exec(ctx, `UPDATE {}pay_intent SET ask_job = 0 WHERE `+withJob+` AND NOT EXISTS
			(SELECT 1 FROM {}river_job j WHERE j.id = ask_job AND j.state IN `+live+`)`)
		return err
	})
	if err != nil {
		return err
	}
	ahead := now + time.Second.Microseconds()
	return s.writes.single(ctx, func(ctx context.Context, c conn) error {
		_, err := c.exec(ctx, `UPDATE {}pay_intent SET next_ask_at = ? WHERE `+withoutJob+` AND next_ask_at > ?
			AND (sent_at > ? OR asked_at > ?)`, now, now, ahead, ahead)
		return err
	})
}

// jobLives reports whether a job is there that will run.
func jobLives(ctx context.Context, c conn, id int64) (bool, error) {
	var n int64
	err := one(ctx, c, `SELECT count(*) FROM {}river_job WHERE id = ? AND state IN `+live, []any{id}, &n)
	return n > 0, err
}

// sweepDeliveries makes jobs for outcomes that have none.
func (s *Settle[TTx]) sweepDeliveries(ctx context.Context) error {
	ids, err := s.list(ctx, `SELECT d.intent_id FROM {}pay_delivery d WHERE d.delivered_at = 0
		AND NOT EXISTS (SELECT 1 FROM {}river_job j WHERE j.id = d.job_id AND j.state IN `+live+`)
		ORDER BY d.created_at LIMIT ?`, sweepLimit)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
			return s.renewDeliveries(ctx, tx, c, id)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// renewDeliveries makes jobs for the open outcomes of one intent.
func (s *Settle[TTx]) renewDeliveries(ctx context.Context, tx TTx, c conn, id int64) error {
	var versions, jobs []int64
	err := each(ctx, c, `SELECT version, job_id FROM {}pay_delivery WHERE intent_id = ? AND delivered_at = 0 {for `+
		`update}`,
		[]any{id}, func(r rows) error {
			var version, job int64
			err := r.Scan(&version, &job)
			versions, jobs = append(versions, version), append(jobs, job)
			return err
		})
	if err != nil {
		return err
	}
	for n, version := range versions {
		alive, err := jobLives(ctx, c, jobs[n])
		if err != nil {
			return err
		}
		if alive {
			continue
		}
		job, err := s.queue.InsertTx(ctx, tx, deliverArgs{id, version}, inQueue(queueDeliver))
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, `UPDATE {}pay_delivery SET job_id = ? WHERE intent_id = ? AND version = ?`,
			job.Job.ID, id, version)
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepEvents makes jobs for events that have none.
func (s *Settle[TTx]) sweepEvents(ctx context.Context) error {
	ids, err := s.list(ctx, `SELECT e.id FROM {}pay_event e WHERE e.handled_at = 0
		AND NOT EXISTS (SELECT 1 FROM {}river_job j WHERE j.id = e.job_id AND j.state IN `+live+`)
		ORDER BY e.received_at LIMIT ?`, sweepLimit)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
			var job int64
			err := one(ctx, c, `SELECT job_id FROM {}pay_event WHERE id = ? AND handled_at = 0 {for update}`, []any{id},
				&job)
			if err != nil {
				return ignoreNoRow(err)
			}
			if alive, err := jobLives(ctx, c, job); err != nil || alive {
				return err
			}
			inserted, err := s.queue.InsertTx(ctx, tx, eventArgs{id}, inQueue(queueEvent))
			if err != nil {
				return err
			}
			_, err = c.exec(ctx, `UPDATE {}pay_event SET job_id = ? WHERE id = ?`, inserted.Job.ID, id)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// forget removes what has been kept long enough: bodies of webhooks, and processes that were seen last long ago.
func (s *Settle[TTx]) forget(ctx context.Context) error {
	return s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		_, err := c.exec(ctx, `UPDATE {}pay_event SET body = '' WHERE body <> '' AND handled_at > 0 AND `+
			`received_at < ?`,
			micros(s.now().Add(-s.config.EventRetention)))
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, `DELETE FROM {}pay_process WHERE seen_at < {now} - ?`, (24 * time.Hour).Microseconds())
		return err
	})
}

// list reads identifiers.
func (s *Settle[TTx]) list(ctx context.Context, query string, args ...any) (ids []int64, err error) {
	err = s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		ids = nil
		return each(ctx, c, query, args, func(r rows) error {
			var id int64
			err := r.Scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	return ids, err
}
