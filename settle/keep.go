package settle

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/strictpay/strictpay"
)

// keepTimeout is how long keeping an answer may take. The caller's context may be over by then.
const keepTimeout = 15 * time.Second

// change reads an intent, lets do change it, and writes it, in one transaction.
func (s *Settle[TTx]) change(
	ctx context.Context, id int64, do func(ctx context.Context, tx TTx, c conn, i *intent) (*Change, error),
) error {
	var change *Change
	err := s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		i, err := load(ctx, c, id)
		if err != nil {
			return err
		}
		if change, err = do(ctx, tx, c, i); err != nil {
			return err
		}
		return s.write(ctx, tx, c, i)
	})
	if err == nil {
		s.config.Observer.changed(ctx, change)
	}
	return err
}

// writeAlone is write in a transaction of its own, of one statement where that is possible.
func (s *Settle[TTx]) writeAlone(ctx context.Context, i *intent) error {
	if s.inOneStatement(i) {
		return s.writes.single(ctx, func(ctx context.Context, c conn) error { return s.writeMove(ctx, c, i) })
	}
	return s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error { return s.write(ctx, tx, c, i) })
}

// keep notes what the answer of the call says. Mostly nobody has changed the intent since it was kept, so that it need
// not be read again.
func (d *doing[TTx]) keep(ctx context.Context, value any, err error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	row := *d.intent
	change, keeping := d.keepIn(&row, value, err)
	if keeping == nil {
		keeping = d.s.writeAlone(ctx, &row)
	}
	if keeping == nil {
		d.intent = &row
		d.s.config.Observer.changed(ctx, change)
	}
	if !errors.Is(keeping, errStale) {
		return keeping
	}
	return d.s.change(ctx, d.intent.id, func(_ context.Context, _ TTx, _ conn, i *intent) (*Change, error) {
		change, keeping := d.keepIn(i, value, err)
		if keeping == nil {
			d.intent = i
		}
		return change, keeping
	})
}

func (d *doing[TTx]) keepIn(i *intent, value any, err error) (*Change, error) {
	s := d.s
	if err != nil {
		i.lastError = cut(err.Error())
	}
	standing := strictpay.Standing{Progress: strictpay.ProgressUnclear}
	var refusal *strictpay.Refusal
	var unsent *strictpay.NotSent
	switch outcome := strictpay.OutcomeOf(err); {
	case d.twice:
		// The function has tried a second call, and what it returns may be of that one.
	case outcome == strictpay.Done && value != nil:
		standing = d.client.Answered(d.question, value)
	case outcome == strictpay.Refused && errors.As(err, &refusal) && d.isOf(refusal.API, refusal.Operation):
		refused := false
		if standing, refused = strictpay.RefusedStanding(refusal); !refused {
			return d.nothingDone(i), nil
		}
	case outcome == strictpay.Unsent && errors.As(err, &unsent) && d.isOf(unsent.API, unsent.Operation):
		return d.nothingDone(i), nil
	}
	change, taking := s.take(i, &standing, "call")
	if taking == nil && i.state.asked() {
		s.askSoon(i)
	}
	return change, taking
}

// isOf reports whether an error is of the call of this Do. The function may return one of a question that it asked.
func (d *doing[TTx]) isOf(api, operation string) bool {
	return api == d.client.API() && operation == d.question.Operation
}

// nothingDone: the call is over, and it did nothing. The key may try again. What asking has found out meanwhile counts
// more.
func (d *doing[TTx]) nothingDone(i *intent) *Change {
	if i.state != Sent && i.state != Unknown {
		return nil
	}
	return d.s.moveTo(i, NotSent, "call")
}

// askSoon brings the next question forward: the call is over, so nothing has to be waited for but the provider.
func (s *Settle[TTx]) askSoon(i *intent) {
	wait := s.config.Schedule[0]
	if i.state == Pending {
		wait = s.wait(i)
	}
	next := micros(s.now().Add(wait))
	if i.nextAsk != 0 && i.nextAsk <= next {
		return
	}
	i.dropJob()
	i.nextAsk = next
}

// cut is a text for the column of the last error.
func cut(text string) string {
	const longest = 1000
	return storable(text[:min(len(text), longest)])
}

// storable is a text as Postgres takes it: one that is not, from an answer or an error, must not keep the rest of the
// row from being written.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "")
}
