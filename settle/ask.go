package settle

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/strictpay/strictpay"
)

// askWorker asks how the call of an intent stands.
type askWorker[TTx any] struct {
	river.WorkerDefaults[askArgs]
	s *Settle[TTx]
}

// longestSnooze bounds how long a job sleeps at a time, so that a clock that is set right again is noticed.
const longestSnooze = 5 * time.Minute

// Work asks once, and snoozes until the next question.
func (w *askWorker[TTx]) Work(ctx context.Context, job *river.Job[askArgs]) error {
	i, err := w.s.read(ctx, job.Args.Intent)
	switch {
	case errors.Is(err, errNoRow):
		return nil // the intent was deleted by a person
	case err != nil:
		return err
	case !i.state.asked() || i.askJob != job.ID:
		return nil // another job has its place, or nothing is to be asked
	}
	if wait := w.s.early(i); wait > 0 {
		return river.JobSnooze(min(wait, longestSnooze))
	}
	i, err = w.s.askAbout(ctx, i, "ask", func(ctx context.Context, tx TTx, i *intent) error {
		if i.state.asked() {
			return nil
		}
		return complete(ctx, tx, job)
	})
	switch {
	case errors.Is(err, errStale):
		return river.JobSnooze(time.Second) // somebody else has news
	case err != nil:
		return err
	case !i.state.asked():
		return nil
	}
	return river.JobSnooze(min(max(w.s.early(i), time.Millisecond), longestSnooze))
}

// early is how long it is to the next question. Where that is more than was planned, the clock was set back.
func (s *Settle[TTx]) early(i *intent) time.Duration {
	wait := time.Duration(i.nextAsk-micros(s.now())) * time.Microsecond
	if wait > i.planned()+time.Second {
		return 0
	}
	return wait
}

// read reads an intent.
func (s *Settle[TTx]) read(ctx context.Context, id int64) (i *intent, err error) {
	i = new(intent)
	err = s.writes.single(ctx, func(ctx context.Context, c conn) error {
		return one(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent WHERE id = ?`, []any{id}, scanner{i})
	})
	return i, err
}

// askAbout asks about an intent and keeps the answer, if nobody has changed the intent meanwhile. No transaction is
// open while the provider is asked. last runs in the transaction that keeps the answer.
func (s *Settle[TTx]) askAbout(
	ctx context.Context, i *intent, evidence string, last func(ctx context.Context, tx TTx, i *intent) error,
) (*intent, error) {
	ctx, end := s.config.Observer.start(ctx, Work{Kind: "ask", API: i.api, Operation: i.operation, Intent: i.id})
	standing, asking := s.question(ctx, i)
	var after *intent
	err := s.changeFrom(ctx, i, func(ctx context.Context, tx TTx, c conn, row *intent) (*Change, error) {
		after = row
		if !row.state.asked() && row.compares {
			if later, err := row.hasLater(ctx, c); err != nil || later {
				return nil, err
			}
		}
		change, err := s.answer(row, standing, asking, evidence)
		if err != nil {
			return nil, err
		}
		return change, last(ctx, tx, row)
	})
	end(errors.Join(asking, err))
	return after, err
}

// question asks the provider.
func (s *Settle[TTx]) question(ctx context.Context, i *intent) (*strictpay.Standing, error) {
	client := s.clients[account{i.api, i.account}]
	if client == nil {
		return nil, ErrNoClient
	}
	q, err := i.question()
	if err != nil {
		return nil, err
	}
	standing, err := client.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return &standing, nil
}

// changeFrom is change, if the intent still is as it was read.
func (s *Settle[TTx]) changeFrom(
	ctx context.Context, was *intent, do func(ctx context.Context, tx TTx, c conn, i *intent) (*Change, error),
) error {
	return s.change(ctx, was.id, func(ctx context.Context, tx TTx, c conn, i *intent) (*Change, error) {
		if i.version != was.version || i.asks != was.asks {
			return nil, errStale
		}
		return do(ctx, tx, c, i)
	})
}

// answer keeps what asking has found out, and plans the next question. standing is nil where asking failed.
func (s *Settle[TTx]) answer(
	i *intent, standing *strictpay.Standing, asking error, evidence string,
) (*Change, error) {
	if !i.state.asked() {
		if standing == nil {
			return nil, asking
		}
		change, err := s.take(i, standing, evidence)
		if err == nil && i.state.asked() { // reopened
			s.askSoon(i)
		}
		return change, err
	}
	now := s.now()
	passed := i.passed(now)
	i.waited += passed.Microseconds()
	i.asked = micros(now)
	i.asks++
	i.lastError = ""
	var change *Change
	var err error
	if standing == nil {
		i.lastError = cut(asking.Error())
		standing = &strictpay.Standing{Progress: strictpay.ProgressUnclear}
	}
	if change, err = s.take(i, standing, evidence); err != nil || !i.state.asked() {
		return change, err
	}
	waited := time.Duration(i.waited) * time.Microsecond
	if s.countAbsence(i, standing, passed, waited) {
		return s.moveTo(i, Absent, evidence), nil
	}
	if waited >= s.config.AskFor {
		return s.moveTo(i, Abandoned, evidence), nil
	}
	i.nextAsk = micros(now.Add(s.wait(i)))
	return change, nil
}

// absences is how many answers that show nothing of a call it takes.
const absences = 3

// countAbsence counts an answer that shows nothing of the call, and reports whether there were enough of them. What
// the provider has taken on is not absent, whatever it shows.
func (s *Settle[TTx]) countAbsence(i *intent, standing *strictpay.Standing, passed, waited time.Duration) bool {
	if standing.Progress != strictpay.ProgressNotSeen || i.state == Pending || waited < i.timeout+s.config.AbsentAfter {
		return false
	}
	if i.notFound++; i.notFound == 1 {
		i.firstNotFound = i.asked
	} else {
		i.notFoundFor += passed.Microseconds()
	}
	long := time.Duration(i.notFoundFor)*time.Microsecond >= s.config.AbsentFor
	return i.absence && i.notFound >= absences && long
}
