package settle

import (
	"context"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// The queues. Each has its own workers, so that slow handlers hold up no question.
const (
	queueAsk     = "strictpay_ask"
	queueDeliver = "strictpay_deliver"
	queueEvent   = "strictpay_event"
)

// Jobs have identifiers alone: what they are about is in the tables.
type (
	askArgs     struct{ Intent int64 }
	deliverArgs struct{ Intent, Version int64 }
	eventArgs   struct{ Event int64 }
)

func (askArgs) Kind() string     { return "strictpay_ask" }
func (deliverArgs) Kind() string { return "strictpay_deliver" }
func (eventArgs) Kind() string   { return "strictpay_event" }

// Times of the queue.
const (
	askTimeout = 5 * time.Minute // X-Payments answers within 120 s, with repeats
	// River's own rescuer, for what the sweep does not see; it must be longer than any job may take.
	rescueAfter   = 15 * time.Minute
	attempts      = 10_000 // a job that is discarded all the same is made again by the sweep
	keepCompleted = time.Hour
	fetchEvery    = 250 * time.Millisecond
	fetchCooldown = 2 * time.Millisecond
	// River moves scheduled jobs on every 5 s, and snoozes below that without a move.
	schedulerInterval = 5 * time.Second
	longestRetry      = 10 * time.Minute
)

func newQueue[TTx any](s *Settle[TTx]) (*river.Client[TTx], error) {
	workers := river.NewWorkers()
	for _, add := range []error{
		river.AddWorkerSafely(workers, &askWorker[TTx]{s: s}),
		river.AddWorkerSafely(workers, &deliverWorker[TTx]{s: s}),
		river.AddWorkerSafely(workers, &eventWorker[TTx]{s: s}),
	} {
		if add != nil {
			return nil, add
		}
	}
	return river.NewClient(s.db.driver(), &river.Config{
		ID: s.process, Workers: workers, Logger: s.config.Logger, Schema: s.db.schema(),
		Queues: map[string]river.QueueConfig{
			queueAsk: {MaxWorkers: s.config.Asking}, queueDeliver: {MaxWorkers: s.config.Delivering},
			queueEvent: {MaxWorkers: s.config.Delivering},
		},
		FetchOnlyKnownKinds: true, // a newer version's jobs wait for a newer version
		FetchCooldown:       fetchCooldown, FetchPollInterval: fetchEvery,
		JobTimeout: askTimeout, RescueStuckJobsAfter: max(rescueAfter, 2*s.config.HandlerTimeout),
		MaxAttempts: attempts, RetryPolicy: retryPolicy{}, CompletedJobRetentionPeriod: keepCompleted,
		SoftStopTimeout: 10 * time.Second,
	})
}

// retryPolicy waits longer after each failure of a job, up to a bound: what fails holds up nothing else.
type retryPolicy struct{}

func (retryPolicy) NextRetry(job *rivertype.JobRow) time.Time {
	n := time.Duration(min(len(job.Errors)+1, 30))
	return time.Now().Add(min(n*n*time.Second, longestRetry))
}

// insertDelivery notes that an outcome has to be delivered, and makes its job.
func (s *Settle[TTx]) insertDelivery(ctx context.Context, tx TTx, c conn, i *intent) error {
	inserted, err := s.queue.InsertTx(ctx, tx, deliverArgs{i.id, i.version}, &river.InsertOpts{Queue: queueDeliver})
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, `INSERT INTO {}pay_delivery (intent_id, version, job_id, created_at) VALUES (?, ?, ?, ?)`,
		i.id, i.version, inserted.Job.ID, i.updated)
	return err
}

// deleteJob removes a job that is no longer needed and does not run. One that runs finds out by itself.
func deleteJob(ctx context.Context, c conn, id int64) error {
	if id == 0 {
		return nil
	}
	_, err := c.exec(ctx, `DELETE FROM {}river_job WHERE id = ? AND state IN `+waiting, id)
	return err
}

// Lists of the queue's states, for SQL.
const (
	waiting = `('available', 'pending', 'retryable', 'scheduled')`
	live    = `('available', 'pending', 'retryable', 'scheduled', 'running')`
)

// complete ends a job in the transaction of its effect.
func complete[TTx any, TArgs river.JobArgs](ctx context.Context, tx TTx, job *river.Job[TArgs]) error {
	_, err := river.JobCompleteTx[riverdriver.Driver[TTx]](ctx, tx, job)
	return err
}

func inQueue(name string) *river.InsertOpts { return &river.InsertOpts{Queue: name} }
