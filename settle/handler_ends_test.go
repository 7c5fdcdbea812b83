package settle

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
)

// A handler that ends the transaction by itself has its effects once all the same.
func TestHandlerCommits(t *testing.T) { both(t, testCommits[*sql.Tx], testCommits[pgx.Tx]) }

func testCommits[TTx any](t *testing.T, open func() Database[TTx]) {
	testEnding(t, open(), func(tx TTx) error {
		switch tx := any(tx).(type) {
		case *sql.Tx:
			return tx.Commit()
		case pgx.Tx:
			return tx.Commit(t.Context())
		}
		return errors.New("a transaction of another kind")
	})
}

// A statement of the handler has the database take back the whole transaction, as a full disk and INSERT OR ROLLBACK
// do, and the handler has no error for it. The outcome is not lost with the effects: it is given again.
func TestHandlerLosesItsTransaction(t *testing.T) {
	both(t, testTakenBack[*sql.Tx], testTakenBack[pgx.Tx])
}

func testTakenBack[TTx any](t *testing.T, open func() Database[TTx]) {
	testEnding(t, open(), func(tx TTx) error {
		switch tx := any(tx).(type) {
		case *sql.Tx:
			_, err := tx.ExecContext(t.Context(), "ROLLBACK")
			return err
		case pgx.Tx:
			_, err := tx.Exec(t.Context(), "ROLLBACK")
			return err
		}
		return errors.New("a transaction of another kind")
	})
}

// testEnding has the transaction of the first delivery ended in the handler.
func testEnding[TTx any](t *testing.T, db Database[TTx], end func(tx TTx) error) {
	var calls atomic.Int64
	sh := newShop(t, db, func(c *Config[TTx]) {
		settled := c.Settled
		c.Settled = func(ctx context.Context, tx TTx, o Outcome) error {
			err := settled(ctx, tx, o)
			if err == nil && calls.Add(1) == 1 {
				err = end(tx)
			}
			return err
		}
	})
	sh.paid("H-1")
	if _, err := sh.refund("ended", "H-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.run()
	until(t, "the outcome to be delivered", func() bool {
		report, err := sh.s.Report(t.Context())
		return err == nil && calls.Load() > 0 && report.Undelivered.Count == 0 && len(report.Groups) == 0
	})
	sh.await("ended", Done)
}
