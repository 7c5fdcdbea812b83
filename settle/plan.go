package settle

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// Bounds of planning: how many ask jobs one transaction makes, and how many transactions there are in a row.
const (
	planLimit  = 200
	planRounds = 5
)

// longestPlan is how long an intent that is due may wait for its job.
const longestPlan = 200 * time.Millisecond

// planEvery is how often jobs are made of what is due.
func (s *Settle[TTx]) planEvery() time.Duration {
	return max(20*time.Millisecond, min(longestPlan, s.config.Schedule[0]/2))
}

// plan makes ask jobs of intents whose time has come. Until then the row alone says when to ask: most intents are
// settled, or have news, before they are asked about, and a job that is made with the intent costs more than it.
func (s *Settle[TTx]) plan(ctx context.Context) error {
	for range planRounds {
		if n, err := s.planSome(ctx); err != nil || n < planLimit {
			return err
		}
	}
	return nil
}

func (s *Settle[TTx]) planSome(ctx context.Context) (planned int, err error) {
	var due int64
	now := micros(s.now())
	err = s.writes.single(ctx, func(ctx context.Context, c conn) error {
		return one(ctx, c, `SELECT count(*) FROM (SELECT 1 FROM {}pay_intent WHERE `+withoutJob+`
			AND next_ask_at <= ? LIMIT 1) due`, []any{now}, &due)
	})
	if err != nil || due == 0 {
		return 0, err
	}
	err = s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		var jobs []river.InsertManyParams
		var ids []int64
		err := each(ctx, c, `SELECT id FROM {}pay_intent WHERE `+withoutJob+` AND next_ask_at <= ?
			ORDER BY next_ask_at LIMIT ? {skip locked}`, []any{now, planLimit}, func(r rows) error {
			var id int64
			err := r.Scan(&id)
			ids = append(ids, id)
			jobs = append(jobs, river.InsertManyParams{Args: askArgs{id}, InsertOpts: inQueue(queueAsk)})
			return err
		})
		if planned = len(ids); err != nil || planned == 0 {
			return err
		}
		made, err := s.queue.InsertManyTx(ctx, tx, jobs)
		if err != nil {
			return err
		}
		for n, id := range ids {
			_, err := c.exec(ctx, `UPDATE {}pay_intent SET ask_job = ? WHERE id = ?`, made[n].Job.ID, id)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return planned, err
}

// Conditions of the partial indexes, word for word: SQLite takes an index for a query that has its condition.
const (
	notSettled = `state IN ('prepared', 'sent', 'unknown', 'pending', 'absent', 'abandoned')`
	withoutJob = `ask_job = 0 AND state IN ('sent', 'unknown', 'pending')`
	withJob    = `ask_job > 0 AND state IN ('sent', 'unknown', 'pending')`
)
