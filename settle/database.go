package settle

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/riverqueue/river/riverdriver"
)

// A Database is where intents, events and jobs are kept: SQLite or Postgres. TTx is the transaction that the handler
// gets: *sql.Tx or pgx.Tx.
type Database[TTx any] interface {
	driver() riverdriver.Driver[TTx]
	begin(ctx context.Context) (TTx, error)
	commit(ctx context.Context, tx TTx) error
	rollback(tx TTx)
	in(tx TTx) conn
	single() conn // each statement is a transaction of its own
	migrate(ctx context.Context) error
	schema() string // of the tables, "" for none
	close()
	dialect() *dialect
}

// A conn runs statements in one transaction. Parameters are written as question marks.
type conn interface {
	exec(ctx context.Context, query string, args ...any) (rows int64, err error)
	query(ctx context.Context, query string, args ...any) (rows, error)
}

type rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close() error
}

// errNoRow is a question that found nothing.
var errNoRow = errors.New("settle: no such row")

// one reads the first row.
func one(ctx context.Context, c conn, query string, args []any, dest ...any) error {
	found, err := c.query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	if !found.Next() {
		if err := found.Err(); err != nil {
			return err
		}
		return errNoRow
	}
	if len(dest) == 1 {
		if whole, ok := dest[0].(scanner); ok {
			if err := whole.row.scan(found); err != nil {
				return err
			}
			return found.Close()
		}
	}
	if err := found.Scan(dest...); err != nil {
		return err
	}
	return found.Close()
}

// A scanner reads a whole row, in place of the destinations of its columns.
type scanner struct{ row *intent }

// each reads all rows.
func each(ctx context.Context, c conn, query string, args []any, read func(rows) error) error {
	found, err := c.query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer found.Close()
	for found.Next() {
		if err := read(found); err != nil {
			return err
		}
	}
	return found.Err()
}

// A dialect is what differs between the databases inside statements.
type dialect struct {
	prefix    string // of tables: the schema and a dot
	numbered  bool   // parameters are $1, $2
	oneWriter bool   // there is one connection that writes
	// WITH may have changes in it
	changesInWith bool
	boundIdle     string // has a transaction end that is idle for so many milliseconds; "" where one cannot
	identity      string // type of a column that numbers itself
	forUpdate     string
	skipLocked    string
	now           string // the database's clock, microseconds since 1970
	jobNow        string // the same for columns of the queue
	jobTooLate    string // a quarter of an hour from now, for columns of the queue: no job is planned so late
	worker        string // who works on a row of river_job

	written sync.Map // statements as the database takes them
}

// sql is a statement as the database takes it. {} stands for the prefix of tables.
func (d *dialect) sql(query string) string {
	if text, ok := d.written.Load(query); ok {
		return text.(string)
	}
	text := strings.NewReplacer(
		"{}", d.prefix, "{identity}", d.identity, "{for update}", d.forUpdate, "{skip locked}", d.skipLocked,
		"{now}", d.now, "{job now}", d.jobNow, "{job too late}", d.jobTooLate, "{worker}", d.worker,
	).Replace(query)
	if d.numbered {
		var b strings.Builder
		n := 0
		for part := range strings.SplitSeq(text, "?") {
			if n > 0 {
				b.WriteString("$" + strconv.Itoa(n))
			}
			b.WriteString(part)
			n++
		}
		text = b.String()
	}
	d.written.Store(query, text)
	return text
}

// inTx runs do in one transaction.
func inTx[TTx any](ctx context.Context, db Database[TTx], do func(ctx context.Context, tx TTx, c conn) error) error {
	tx, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer db.rollback(tx) // after a commit it does nothing; it also ends the transaction of a panic
	if err := do(ctx, tx, db.in(tx)); err != nil {
		return err
	}
	return db.commit(ctx, tx)
}

// ignoreNoRow is nil for a row that is gone.
func ignoreNoRow(err error) error {
	if errors.Is(err, errNoRow) {
		return nil
	}
	return err
}
