package settle

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// DefaultSchema is where Postgres has the tables, those of the queue included: other programs that use River in the
// same database keep theirs elsewhere, because a rescuer discards jobs of kinds that it does not know.
const DefaultSchema = "strictpay"

// Postgres keeps everything in a schema of its own, made where it is not there, for any number of processes. The pool
// is the caller's, and stays open.
func Postgres(pool *pgxpool.Pool) (Database[pgx.Tx], error) {
	if pool == nil {
		return nil, errors.New("settle: Postgres needs a pool of connections")
	}
	return &postgresDatabase{pool: pool, words: &dialect{
		prefix: DefaultSchema + ".", numbered: true, changesInWith: true,
		identity:  "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		forUpdate: "FOR UPDATE", skipLocked: "FOR UPDATE SKIP LOCKED",
		now:        "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
		jobNow:     "clock_timestamp()",
		jobTooLate: "clock_timestamp() + interval '15 minutes'",
		worker:     "attempted_by[array_length(attempted_by, 1)]",
		boundIdle:  "SELECT set_config('idle_in_transaction_session_timeout', CAST(CAST(? AS BIGINT) AS TEXT), true)",
	}}, nil
}

type postgresDatabase struct {
	pool  *pgxpool.Pool
	words *dialect
}

func (d *postgresDatabase) driver() riverdriver.Driver[pgx.Tx]          { return riverpgxv5.New(d.pool) }
func (d *postgresDatabase) begin(ctx context.Context) (pgx.Tx, error)   { return d.pool.Begin(ctx) }
func (d *postgresDatabase) commit(ctx context.Context, tx pgx.Tx) error { return tx.Commit(ctx) }
func (d *postgresDatabase) rollback(tx pgx.Tx)                          { _ = tx.Rollback(context.Background()) }
func (d *postgresDatabase) in(tx pgx.Tx) conn                           { return postgresConn{tx, d.words} }
func (d *postgresDatabase) single() conn                                { return postgresConn{d.pool, d.words} }
func (d *postgresDatabase) schema() string                              { return DefaultSchema }
func (d *postgresDatabase) close()                                      {}
func (d *postgresDatabase) dialect() *dialect                           { return d.words }

// migrationLock keeps processes that start together from migrating together.
const migrationLock = 0x7374726963747061 // "strictpa"

func (d *postgresDatabase) migrate(ctx context.Context) error {
	held, err := d.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer held.Release()
	if _, err := held.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	defer func() {
		_, _ = held.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
	}()
	if _, err := held.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+DefaultSchema); err != nil {
		return err
	}
	migrator, err := rivermigrate.New(d.driver(), &rivermigrate.Config{Logger: quiet, Schema: DefaultSchema})
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	return inTx(ctx, d, func(ctx context.Context, _ pgx.Tx, c conn) error { return migrateTables(ctx, c) })
}

// A postgresConn runs statements in a transaction, or, on the pool, each as one.
type postgresConn struct {
	on interface {
		Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
		Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	}
	words *dialect
}

func (c postgresConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	tag, err := c.on.Exec(ctx, c.words.sql(query), args...)
	return tag.RowsAffected(), err
}

func (c postgresConn) query(ctx context.Context, query string, args ...any) (rows, error) {
	found, err := c.on.Query(ctx, c.words.sql(query), args...)
	if err != nil {
		return nil, err
	}
	return postgresRows{found}, nil
}

type postgresRows struct{ pgx.Rows }

func (r postgresRows) Close() error {
	r.Rows.Close()
	return r.Err()
}
