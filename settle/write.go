package settle

import "context"

// asRead is what an intent's row had when it was read or written last. A write is for the row as it was then.
type asRead struct {
	version, asks, askJob int64
	statusQuery           string
}

func (i *intent) noteRead() {
	i.read = asRead{version: i.version, asks: i.asks, askJob: i.askJob, statusQuery: i.statusQuery}
	i.moved, i.dropped = nil, 0
}

// write writes what was changed of an intent, with its line of history, and its delivery where it has become final.
// The error is errStale where somebody else has changed the intent since it was read.
func (s *Settle[TTx]) write(ctx context.Context, tx TTx, c conn, i *intent) error {
	if err := deleteJob(ctx, c, i.dropped); err != nil {
		return err
	}
	if s.inOneStatement(i) {
		return s.writeMove(ctx, c, i)
	}
	n, err := c.exec(ctx, updateIntent, i.updateArgs()...)
	if err != nil {
		return err
	}
	if n != 1 {
		return errStale
	}
	if i.moved != nil {
		if _, err := c.exec(ctx, insertHistory, i.historyArgs()...); err != nil {
			return err
		}
		if i.moved.To.Final() {
			if err := s.insertDelivery(ctx, tx, c, i); err != nil {
				return err
			}
		}
	}
	i.noteRead()
	return nil
}

// inOneStatement reports whether all that there is to write takes one statement of the database.
func (s *Settle[TTx]) inOneStatement(i *intent) bool {
	return s.db.dialect().changesInWith && i.moved != nil && !i.moved.To.Final() && i.dropped == 0
}

// writeMove is write in one statement.
func (s *Settle[TTx]) writeMove(ctx context.Context, c conn, i *intent) error {
	n, err := c.exec(ctx, `WITH moved AS (`+updateIntent+` RETURNING id)
		INSERT INTO {}pay_history (intent_id, version, from_state, to_state, evidence, at)
		SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),
			CAST(? AS BIGINT) FROM moved`, append(i.updateArgs(), i.historyArgs()...)...)
	if err != nil {
		return err
	}
	if n != 1 {
		return errStale
	}
	i.noteRead()
	return nil
}

const (
	updateIntent = `UPDATE {}pay_intent SET reference = ?, status_query = ?, idempotency_key = ?,
		request_hash = ?, amount = ?, currency = ?, before_state = ?, repeat_request = ?, state = ?, version = ?,
		result = ?, last_error = ?, conflict = ?, pace = ?, timeout = ?, sent_at = ?, updated_at = ?, asked_at = ?,
		next_ask_at = ?, asks = ?, waited = ?, not_found_count = ?, first_not_found_at = ?, not_found_for = ?,
		deadline_at = ?, ask_job = ?
		WHERE id = ? AND version = ? AND asks = ? AND ask_job = ? AND status_query = ?`
	insertHistory = `INSERT INTO {}pay_history (intent_id, version, from_state, to_state, evidence, at)
		VALUES (?, ?, ?, ?, ?, ?)`
)

func (i *intent) updateArgs() []any {
	return []any{
		i.reference, i.statusQuery, i.idempotency, i.hash, i.amount, i.currency, i.before, i.repeat, string(i.state),
		i.version, i.result, i.lastError, i.conflict, i.pace, i.timeout.Microseconds(), i.sent, i.updated, i.asked,
		i.nextAsk, i.asks, i.waited, i.notFound, i.firstNotFound, i.notFoundFor, i.deadline, i.askJob,
		i.id, i.read.version, i.read.asks, i.read.askJob, i.read.statusQuery,
	}
}

func (i *intent) historyArgs() []any {
	return []any{i.id, i.version, string(i.moved.From), string(i.moved.To), i.moved.Evidence, i.updated}
}
