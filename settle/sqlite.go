package settle

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// SQLite keeps everything in one file on a local disk, for one process at a time. The file is made where it is not
// there.
//
// There is one connection, so a transaction of the handler holds up everything else, and a second statement outside it
// waits for ever.
func SQLite(path string) (Database[*sql.Tx], error) {
	if path == "" || path == ":memory:" {
		return nil, errors.New("settle: SQLite needs a file: what is kept in memory is lost with the process")
	}
	options := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)",
	}}
	name := strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(path)
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: name, RawQuery: options.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	db.SetConnMaxLifetime(0)
	return &sqliteDatabase{db: db, words: &dialect{
		oneWriter:  true,
		identity:   "INTEGER PRIMARY KEY AUTOINCREMENT",
		now:        "CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
		jobNow:     "strftime('%Y-%m-%d %H:%M:%f', 'now')",
		jobTooLate: "strftime('%Y-%m-%d %H:%M:%f', 'now', '+15 minutes')",
		worker:     "json_extract(attempted_by, '$[#-1]')",
	}}, nil
}

type sqliteDatabase struct {
	db    *sql.DB
	words *dialect
	known statements
}

func (d *sqliteDatabase) begin(ctx context.Context) (*sql.Tx, error) {
	d.known.prepare(ctx, d.db)
	return d.db.BeginTx(ctx, nil)
}

func (d *sqliteDatabase) driver() riverdriver.Driver[*sql.Tx]        { return riversqlite.New(d.db) }
func (d *sqliteDatabase) commit(_ context.Context, tx *sql.Tx) error { return tx.Commit() }
func (d *sqliteDatabase) rollback(tx *sql.Tx)                        { _ = tx.Rollback() }
func (d *sqliteDatabase) in(tx *sql.Tx) conn                         { return sqliteConn{tx, d} }
func (d *sqliteDatabase) single() conn                               { return nil } // changes share transactions
func (d *sqliteDatabase) schema() string                             { return "" }
func (d *sqliteDatabase) close()                                     { _ = d.db.Close() }
func (d *sqliteDatabase) dialect() *dialect                          { return d.words }

// migrate is one transaction, which holds the lock of the file: processes that start together migrate one after the
// other. While one of them turns on the write-ahead log of a new file, SQLite tells the others that it is busy without
// having them wait.
func (d *sqliteDatabase) migrate(ctx context.Context) error {
	for {
		err := d.migrateOnce(ctx)
		var busy *sqlite.Error
		if !errors.As(err, &busy) || busy.Code()&0xff != sqlitelib.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (d *sqliteDatabase) migrateOnce(ctx context.Context) error {
	migrator, err := rivermigrate.New(d.driver(), &rivermigrate.Config{Logger: quiet})
	if err != nil {
		return err
	}
	return inTx(ctx, d, func(ctx context.Context, tx *sql.Tx, c conn) error {
		//lint:ignore SA1019 River's migrations of SQLite are all fit for one transaction, which its file's lock needs.
		if _, err := migrator.MigrateTx(ctx, tx, rivermigrate.DirectionUp, nil); err != nil {
			return err
		}
		return migrateTables(ctx, c)
	})
}

type sqliteConn struct {
	tx *sql.Tx
	db *sqliteDatabase
}

func (c sqliteConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	text := c.db.words.sql(query)
	var result sql.Result
	var err error
	if known := c.db.known.in(ctx, c.tx, text); known != nil {
		result, err = known.ExecContext(ctx, args...)
	} else {
		result, err = c.tx.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (c sqliteConn) query(ctx context.Context, query string, args ...any) (rows, error) {
	text := c.db.words.sql(query)
	var found *sql.Rows
	var err error
	if known := c.db.known.in(ctx, c.tx, text); known != nil {
		found, err = known.QueryContext(ctx, args...)
	} else {
		found, err = c.tx.QueryContext(ctx, text, args...)
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}
