package settle

import (
	"context"
	"sync"
	"time"
)

// Run works until ctx ends: it asks, delivers, handles events and sweeps. Calls that are made meanwhile by Do need it
// only for what comes after them; several processes may run on one Postgres, and at least one has to.
func (s *Settle[TTx]) Run(ctx context.Context) error {
	if err := s.beat(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if err := s.queue.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	s.repeat(ctx)
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	err := s.queue.Stop(stopping)
	if gone := s.leave(stopping); err == nil {
		err = gone
	}
	return err
}

// repeat gives signs of life, plans questions and sweeps, until ctx ends. None waits for another: a sweep can take
// long, and ends with a function of the program.
func (s *Settle[TTx]) repeat(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { s.every(ctx, s.config.DeadAfter/6, s.beat) })
	all.Go(func() { s.every(ctx, s.planEvery(), s.plan) })
	all.Go(func() { s.every(ctx, s.config.SweepEvery, s.Sweep) })
	all.Wait()
}

// every takes a step at once and then at a pace. A failure is tried again at the next turn.
func (s *Settle[TTx]) every(ctx context.Context, pace time.Duration, step func(ctx context.Context) error) {
	turns := time.NewTicker(pace)
	defer turns.Stop()
	for {
		if err := step(ctx); err != nil && ctx.Err() == nil {
			s.config.Logger.ErrorContext(ctx, "settle: a repeated task failed, and is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-turns.C:
		}
	}
}

// beat is a sign of life, by the clock of the database.
func (s *Settle[TTx]) beat(ctx context.Context) error {
	return s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		_, err := c.exec(ctx, `INSERT INTO {}pay_process (id, seen_at) VALUES (?, {now})
			ON CONFLICT (id) DO UPDATE SET seen_at = {now}`, s.process)
		return err
	})
}

// leave says that this process has no jobs any more.
func (s *Settle[TTx]) leave(ctx context.Context) error {
	return s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		_, err := c.exec(ctx, `DELETE FROM {}pay_process WHERE id = ?`, s.process)
		return err
	})
}
