package settle

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// errStrange has what Postgres takes in no text.
var errStrange = errors.New("a zero byte \x00 and a broken letter \xff")

// A strangeAsker has strange texts for every question.
type strangeAsker struct{ *vertex.Client }

func (strangeAsker) Ask(_ context.Context, q strictpay.Question) (strictpay.Standing, error) {
	if q.Operation == "createOrder" {
		return strictpay.Standing{}, errStrange
	}
	return strictpay.Standing{Progress: strictpay.ProgressDone, Currency: "E\x00R", Reference: "\xff", Status: "\x00"},
		nil
}

// Texts that no database takes keep nothing from being written: the intents end as any other.
func TestStrangeTexts(t *testing.T) { both(t, testStrange[*sql.Tx], testStrange[pgx.Tx]) }

func testStrange[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), func(c *Config[TTx]) {
		c.Clients = Clients{strangeAsker{c.Clients[0].(*vertex.Client)}}
		c.AskFor = 100 * time.Millisecond
	})
	result, err := Do(t.Context(), sh.s, "create",
		func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
			if _, err := sh.vertex.CreateOrder(ctx, newOrder(sh.sandbox, "S-1", "5.00"), opt); err != nil {
				t.Error(err)
			}
			return nil, errStrange
		})
	if errors.Is(err, ErrNotKept) || result.State != Unknown {
		t.Errorf("%+v, %v", result, err)
	}
	_, err = Do(t.Context(), sh.s, "cancel",
		func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.OrderResponse, error) {
			if _, err := sh.vertex.CreateOrder(ctx, newOrder(sh.sandbox, "S-2", "5.00")); err != nil {
				t.Error(err)
			}
			_, err := sh.vertex.CancelOrder(ctx,
				vertexapi.OrderOperationRequest{ShopID: sh.sandbox.Vertex.ShopID, OrderNumber: "S-2"}, opt)
			return nil, errors.Join(err, errStrange)
		})
	if errors.Is(err, ErrNotKept) {
		t.Error(err)
	}
	sh.run()
	sh.await("create", Abandoned)
	sh.await("cancel", Done)
}

// Every name of a file is one, whatever it means in an address.
func TestNamesOfFiles(t *testing.T) {
	for _, name := range []string{"pay?mode=memory.db", "100%.db", "%41.db", "a#b.db", "a b&c.db"} {
		path := filepath.Join(t.TempDir(), name)
		sh := newShop(t, openSQLite(t, path), nil)
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		var synchronous, busy int
		err := inTx(t.Context(), sh.s.db, func(ctx context.Context, _ *sql.Tx, c conn) error {
			if err := one(ctx, c, `PRAGMA synchronous`, nil, &synchronous); err != nil {
				return err
			}
			return one(ctx, c, `PRAGMA busy_timeout`, nil, &busy)
		})
		if err != nil || synchronous != 2 || busy == 0 {
			t.Errorf("%s: synchronous is %d, busy_timeout %d, %v", name, synchronous, busy, err)
		}
	}
}
