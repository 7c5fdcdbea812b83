package settle

import (
	"context"
	"encoding/json"
	"time"

	"github.com/strictpay/strictpay"
)

// An intent is a row of pay_intent.
type intent struct {
	id                                  int64
	api, account, operation, key        string // key is the business key
	reference, statusQuery, idempotency string
	hash, amount, currency              string
	compares, absence, exclusive        bool
	before, repeat                      string
	state                               State
	version                             int64
	result, lastError, conflict, pace   string
	timeout                             time.Duration
	created, sent, updated              int64
	asked, nextAsk, asks, waited        int64
	notFound, firstNotFound             int64
	notFoundFor, deadline, askJob       int64

	read    asRead
	moved   *Change // what write has to note; nil for none
	dropped int64   // job that is not needed any more; 0 for none
}

const intentColumns = `id, api, account, operation, business_key, reference, status_query, idempotency_key,
	request_hash, amount, currency, compares, absence, exclusive, before_state, repeat_request, state, version,
	result, last_error, conflict, pace, timeout, created_at, sent_at, updated_at,
	asked_at, next_ask_at, asks, waited, not_found_count, first_not_found_at, not_found_for, deadline_at, ask_job`

func (i *intent) scan(r interface{ Scan(dest ...any) error }) error {
	var state string
	var compares, absence, exclusive int64
	err := r.Scan(
		&i.id, &i.api, &i.account, &i.operation, &i.key, &i.reference, &i.statusQuery, &i.idempotency,
		&i.hash, &i.amount, &i.currency, &compares, &absence, &exclusive, &i.before, &i.repeat, &state, &i.version,
		&i.result, &i.lastError, &i.conflict, &i.pace, (*int64)(&i.timeout), &i.created, &i.sent, &i.updated,
		&i.asked, &i.nextAsk, &i.asks, &i.waited, &i.notFound, &i.firstNotFound, &i.notFoundFor, &i.deadline, &i.askJob,
	)
	i.timeout *= time.Microsecond // the column has microseconds, as all times
	i.state, i.compares, i.absence, i.exclusive = State(state), compares != 0, absence != 0, exclusive != 0
	i.noteRead()
	return err
}

// insert keeps a new intent. It is false where one with its business key is there, or, for an exclusive one, another
// that is not settled and about the same.
func (i *intent) insert(ctx context.Context, c conn) (bool, error) {
	err := one(ctx, c, `INSERT INTO {}pay_intent (api, account, operation, business_key, reference, status_query,
		idempotency_key, request_hash, amount, currency, compares, absence, exclusive, repeat_request, state, version,
		timeout, created_at, sent_at, updated_at, next_ask_at, deadline_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING RETURNING id`, []any{
		i.api, i.account, i.operation, i.key, i.reference, i.statusQuery, i.idempotency, i.hash, i.amount, i.currency,
		flag(i.compares), flag(i.absence), flag(i.exclusive), i.repeat, string(i.state), i.version,
		i.timeout.Microseconds(), i.created, i.sent, i.updated, i.nextAsk, i.deadline,
	}, &i.id)
	if err == errNoRow {
		return false, nil
	}
	i.noteRead()
	return err == nil, err
}

// load reads an intent, and holds its row until the transaction ends.
func load(ctx context.Context, c conn, id int64) (*intent, error) {
	found := new(intent)
	err := one(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent WHERE id = ? {for update}`, []any{id},
		scanner{found})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// find is load by the business key.
func find(ctx context.Context, c conn, api, account, operation, key string) (*intent, error) {
	found := new(intent)
	err := one(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent
		WHERE api = ? AND account = ? AND operation = ? AND business_key = ? {for update}`,
		[]any{api, account, operation, key}, scanner{found})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// hasLater reports whether a later call about the same may have been carried out. Once the intent is not asked about
// any more there may be one, and comparing cannot tell what it did from what this one did, late.
func (i *intent) hasLater(ctx context.Context, c conn) (bool, error) {
	var n int64
	err := one(ctx, c, `SELECT count(*) FROM {}pay_intent WHERE api = ? AND account = ? AND reference = ?
		AND exclusive = 1 AND state NOT IN ('prepared', 'not sent') AND id <> ? AND (id > ? OR sent_at > ?)`,
		[]any{i.api, i.account, i.reference, i.id, i.id, i.sent}, &n)
	return n > 0, err
}

// A kept question is what Ask needs beside the columns.
func (i *intent) question() (strictpay.Question, error) {
	q := strictpay.Question{
		Operation: i.operation, Reference: i.reference, Currency: i.currency, Compares: i.compares, Absence: i.absence,
		Before: i.before,
	}
	if i.repeat != "" {
		q.Repeat = strictpay.NewSecret(i.repeat)
	}
	if i.amount != "" {
		amount, err := strictpay.ParseDecimal(i.amount)
		if err != nil {
			return q, err
		}
		q.Amount = amount
	}
	err := json.Unmarshal([]byte(i.statusQuery), &q.StatusQuery)
	q.StatusQuery.Key = i.idempotency
	return q, err
}

// asText is a status query as its column has it. The key has a column of its own.
func asText(q strictpay.StatusQuery) string {
	q.Key = ""
	text, _ := json.Marshal(q) // texts always marshal
	return string(text)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func micros(t time.Time) int64 { return t.UnixMicro() }

// atMicros is the time of a column; 0 is the zero time.
func atMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
