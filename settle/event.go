package settle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/riverqueue/river"

	"github.com/strictpay/strictpay"
)

// Webhook makes the handler of webhooks that keeps each event once before it is answered with 2xx. receiver makes the
// adapter's own handler around the function that it is given, which takes the verified events:
//
//	settle.Webhook(s, client, func(take func(context.Context, *vertex.OrderEvent) error) (http.Handler, error) {
//		return vertex.Handler(secret, take, vertex.RejectViolations)
//	})
//
// An event is evidence only: it makes the intents that it is about be asked for now.
func Webhook[E, TTx any](
	s *Settle[TTx], client strictpay.Asker,
	receiver func(take func(ctx context.Context, event *E) error) (http.Handler, error),
) (http.Handler, error) {
	return receiver(func(ctx context.Context, event *E) error { return s.Take(ctx, client, event) })
}

// Take keeps an event that was verified, for programs that receive webhooks by themselves. Without an error it is kept,
// and may be answered with 2xx.
func (s *Settle[TTx]) Take(ctx context.Context, client strictpay.Asker, event any) error {
	notice, ok := client.Notice(event)
	if !ok {
		return fmt.Errorf("settle: %T is no event of %s", event, client.API())
	}
	concerns, err := json.Marshal(notice.Concerns)
	if err != nil {
		return err
	}
	return s.writes.run(ctx, func(ctx context.Context, tx TTx, c conn) error {
		var id int64
		err := one(ctx, c, `INSERT INTO {}pay_event (api, account, dedup_key, concerns, body, received_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`, []any{
			client.API(), client.Account(), notice.Key, string(concerns), string(notice.Body), micros(s.now()),
		}, &id)
		if errors.Is(err, errNoRow) {
			return nil // it came before
		}
		if err != nil {
			return err
		}
		inserted, err := s.queue.InsertTx(ctx, tx, eventArgs{id}, &river.InsertOpts{Queue: queueEvent})
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, `UPDATE {}pay_event SET job_id = ? WHERE id = ?`, inserted.Job.ID, id)
		return err
	})
}

// eventWorker asks about what an event concerns.
type eventWorker[TTx any] struct {
	river.WorkerDefaults[eventArgs]
	s *Settle[TTx]
}

// Work asks about each intent that the event may be about. A failure has the queue try again.
func (w *eventWorker[TTx]) Work(ctx context.Context, job *river.Job[eventArgs]) (err error) {
	s := w.s
	ctx, end := s.config.Observer.start(ctx, Work{Kind: "event"})
	defer func() { end(err) }()
	ids, err := w.concerned(ctx, job.Args.Event)
	if errors.Is(err, errNoRow) {
		return nil // it was handled, or deleted by a person
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.ask(ctx, id); err != nil {
			return err
		}
	}
	return inTx(ctx, s.db, func(ctx context.Context, tx TTx, c conn) error {
		first := int64(0)
		if len(ids) > 0 {
			first = ids[0]
		}
		_, err := c.exec(ctx, `UPDATE {}pay_event SET handled_at = ?, intent_id = ? WHERE id = ?`,
			micros(s.now()), first, job.Args.Event)
		if err != nil {
			return err
		}
		return complete(ctx, tx, job)
	})
}

// ask asks about one intent, again where somebody else has changed it meanwhile.
func (w *eventWorker[TTx]) ask(ctx context.Context, id int64) error {
	for {
		i, err := w.s.read(ctx, id)
		if err != nil {
			return err
		}
		if i.state == Prepared || i.state == NotSent {
			return nil
		}
		_, err = w.s.askAbout(ctx, i, "event", func(context.Context, TTx, *intent) error { return nil })
		if !errors.Is(err, errStale) {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// concerned finds the intents that an event may be about. Where the event brings the only way to ask, as of a
// recharge, the intent gets it.
func (w *eventWorker[TTx]) concerned(ctx context.Context, event int64) (ids []int64, err error) {
	err = w.s.writes.run(ctx, func(ctx context.Context, _ TTx, c conn) error {
		ids = nil
		var api, name, concerns string
		err := one(ctx, c, `SELECT api, account, concerns FROM {}pay_event WHERE id = ? AND handled_at = 0`,
			[]any{event}, &api, &name, &concerns)
		if err != nil {
			return err
		}
		var list []strictpay.Concern
		if err := json.Unmarshal([]byte(concerns), &list); err != nil {
			return err
		}
		for _, concern := range list {
			found, err := w.about(ctx, c, api, name, &concern, list)
			if err != nil {
				return err
			}
			ids = append(ids, found...)
		}
		return nil
	})
	return ids, err
}

// about finds the intents of one concern, of all that the event has.
func (w *eventWorker[TTx]) about(
	ctx context.Context, c conn, api, name string, concern *strictpay.Concern, all []strictpay.Concern,
) ([]int64, error) {
	var ids []int64
	args := []any{api, name, concern.Reference}
	condition := ``
	if concern.StatusQuery.Operation != "" {
		condition = ` AND state IN ('sent', 'unknown', 'absent', 'abandoned')`
	}
	err := each(ctx, c, `SELECT id FROM {}pay_intent WHERE api = ? AND account = ? AND reference = ?`+condition+
		` ORDER BY id`, args, func(r rows) error {
		var id int64
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil || condition == "" {
		return ids, err
	}
	if len(ids) != 1 {
		return nil, nil // nobody could say which of several it is
	}
	query := asText(concern.StatusQuery)
	if taken, err := w.taken(ctx, c, api, name, ids[0], query, all); err != nil || taken {
		return nil, err // it is news of an earlier call
	}
	_, err = c.exec(ctx, `UPDATE {}pay_intent SET status_query = ? WHERE id = ?`, query, ids[0])
	return ids, err
}

// taken reports whether another intent of the same operation is asked about so already: what the event brings belongs
// to that one.
func (w *eventWorker[TTx]) taken(
	ctx context.Context, c conn, api, name string, id int64, query string, all []strictpay.Concern,
) (bool, error) {
	for _, concern := range all {
		var n int64
		err := one(ctx, c, `SELECT count(*) FROM {}pay_intent WHERE api = ? AND account = ? AND reference = ?
			AND status_query = ? AND id <> ? AND operation = (SELECT operation FROM {}pay_intent WHERE id = ?)`,
			[]any{api, name, concern.Reference, query, id, id}, &n)
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}
