package settle

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jackc/pgx/v5"
)

// An observer that does not return holds up nothing but itself.
func TestObserverBlocks(t *testing.T) { both(t, testBlocked[*sql.Tx], testBlocked[pgx.Tx]) }

func testBlocked[TTx any](t *testing.T, open func() Database[TTx]) {
	goOn := make(chan struct{})
	sh := newShop(t, open(), func(c *Config[TTx]) {
		c.Observer.Listed = func(context.Context, *Report) { <-goOn }
	})
	sh.run()
	t.Cleanup(func() { close(goOn) })
	sh.paid("O-1")
	if _, err := sh.refund("observed", "O-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.await("observed", Done)
}
