package settle

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// migrations are the tables, one step per version; a step that was released is never edited. Times are microseconds
// since 1970, 0 for none. Both databases take the same statements.
var migrations = []string{`
CREATE TABLE {}pay_intent (
	id {identity},
	api TEXT NOT NULL, account TEXT NOT NULL, operation TEXT NOT NULL, business_key TEXT NOT NULL,
	reference TEXT NOT NULL, status_query TEXT NOT NULL, idempotency_key TEXT NOT NULL, request_hash TEXT NOT NULL,
	amount TEXT NOT NULL, currency TEXT NOT NULL,
	compares INTEGER NOT NULL, absence INTEGER NOT NULL, exclusive INTEGER NOT NULL,
	before_state TEXT NOT NULL DEFAULT '', repeat_request TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL, version BIGINT NOT NULL,
	result TEXT NOT NULL DEFAULT '', last_error TEXT NOT NULL DEFAULT '', conflict TEXT NOT NULL DEFAULT '',
	timeout BIGINT NOT NULL, pace TEXT NOT NULL DEFAULT '',
	created_at BIGINT NOT NULL, sent_at BIGINT NOT NULL DEFAULT 0, updated_at BIGINT NOT NULL,
	asked_at BIGINT NOT NULL DEFAULT 0, next_ask_at BIGINT NOT NULL DEFAULT 0, asks BIGINT NOT NULL DEFAULT 0,
	waited BIGINT NOT NULL DEFAULT 0,
	not_found_count BIGINT NOT NULL DEFAULT 0, first_not_found_at BIGINT NOT NULL DEFAULT 0,
	not_found_for BIGINT NOT NULL DEFAULT 0,
	deadline_at BIGINT NOT NULL DEFAULT 0, ask_job BIGINT NOT NULL DEFAULT 0,
	UNIQUE (api, account, operation, business_key)
);
CREATE INDEX pay_intent_due ON {}pay_intent (next_ask_at)
	WHERE ask_job = 0 AND state IN ('sent', 'unknown', 'pending');
CREATE INDEX pay_intent_asked ON {}pay_intent (ask_job)
	WHERE ask_job > 0 AND state IN ('sent', 'unknown', 'pending');
CREATE INDEX pay_intent_open ON {}pay_intent (created_at)
	WHERE state IN ('prepared', 'sent', 'unknown', 'pending', 'absent', 'abandoned');
CREATE INDEX pay_intent_conflict ON {}pay_intent (created_at) WHERE conflict <> '';
CREATE UNIQUE INDEX pay_intent_exclusive ON {}pay_intent (api, account, reference)
	WHERE exclusive = 1 AND state IN ('prepared', 'sent', 'unknown', 'pending');
CREATE INDEX pay_intent_reference ON {}pay_intent (api, account, reference);
CREATE TABLE {}pay_event (
	id {identity},
	api TEXT NOT NULL, account TEXT NOT NULL, dedup_key TEXT NOT NULL, concerns TEXT NOT NULL, body TEXT NOT NULL,
	intent_id BIGINT NOT NULL DEFAULT 0, received_at BIGINT NOT NULL, handled_at BIGINT NOT NULL DEFAULT 0,
	job_id BIGINT NOT NULL DEFAULT 0,
	UNIQUE (api, account, dedup_key)
);
CREATE INDEX pay_event_open ON {}pay_event (received_at) WHERE handled_at = 0;
CREATE TABLE {}pay_delivery (
	intent_id BIGINT NOT NULL, version BIGINT NOT NULL, job_id BIGINT NOT NULL DEFAULT 0,
	created_at BIGINT NOT NULL, delivered_at BIGINT NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (intent_id, version)
);
CREATE INDEX pay_delivery_open ON {}pay_delivery (created_at) WHERE delivered_at = 0;
CREATE TABLE {}pay_history (
	intent_id BIGINT NOT NULL, version BIGINT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL,
	evidence TEXT NOT NULL, at BIGINT NOT NULL,
	PRIMARY KEY (intent_id, version)
);
CREATE TABLE {}pay_process (id TEXT PRIMARY KEY, seen_at BIGINT NOT NULL)`}

// migrateTables brings the tables up to date, in one transaction.
func migrateTables(ctx context.Context, c conn) error {
	if _, err := c.exec(ctx, `CREATE TABLE IF NOT EXISTS {}pay_schema (version BIGINT NOT NULL)`); err != nil {
		return err
	}
	version := 0
	err := one(ctx, c, `SELECT version FROM {}pay_schema`, nil, &version)
	if errors.Is(err, errNoRow) {
		_, err = c.exec(ctx, `INSERT INTO {}pay_schema (version) VALUES (0)`)
	}
	if err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("settle: the tables have version %d, and this program knows %d", version, len(migrations))
	}
	for _, step := range migrations[version:] {
		for statement := range strings.SplitSeq(step, ";\n") {
			if _, err := c.exec(ctx, statement); err != nil {
				return err
			}
		}
	}
	_, err = c.exec(ctx, `UPDATE {}pay_schema SET version = ?`, len(migrations))
	return err
}
