package settle

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

func refundCall(
	e errand, client *vertex.Client, opts []strictpay.CallOption,
) func(context.Context, strictpay.CallOption) (*vertexapi.OrderOperationResponse, error) {
	return func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.OrderOperationResponse, error) {
		value, err := client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: e.ShopID, OrderNumber: e.Order,
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal("10.00")), Currency: new("EUR")},
		}, append([]strictpay.CallOption{opt}, opts...)...)
		if e.KillAnswered {
			kill()
		}
		return value, err
	}
}

// A process is killed at each commit of a refund, before and after it, and between them. Whatever is left, another
// process that makes the same Do ends with one refund in the books and one outcome in the effects.
func TestKilledAtEachCommit(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "pay.db")
		testKilled(t, openSQLite(t, path), func(e *errand) { e.SQLite = path })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		dsn := postgresDatabaseOf(t)
		testKilled[pgx.Tx](t, openPostgres(t, dsn), func(e *errand) { e.Postgres = dsn })
	})
}

var _ Database[*sql.Tx] = (*killing[*sql.Tx])(nil)

func testKilled[TTx any](t *testing.T, db Database[TTx], where func(e *errand)) {
	sh := newShop(t, db, nil)
	var keys []string
	die := func(name string, change func(e *errand)) (died bool) {
		e := errandFor(sh.sandbox, name)
		where(&e)
		change(&e)
		sh.paid(e.Order)
		keys = append(keys, name)
		return spawn(t, e)
	}
	boundaries := 0
	for survived := false; !survived; {
		boundaries++
		for _, after := range []bool{false, true} {
			survived = !die("commit-"+strconv.Itoa(boundaries)+"-"+strconv.FormatBool(after), func(e *errand) {
				e.KillAt, e.After = boundaries, after
			})
		}
	}
	if boundaries < 5 { // intent, sending, answer, outcome, delivery
		t.Errorf("a refund has only %d commits", boundaries-1)
	}
	for name, change := range map[string]func(e *errand){
		"before-sending": func(e *errand) { e.KillBeforeSending = true },
		"answered":       func(e *errand) { e.KillAnswered = true },
	} {
		if !die(name, change) {
			t.Errorf("%s: the child survived", name)
		}
	}
	sh.run()
	for _, key := range keys {
		finish(sh, key)
	}
	for _, key := range keys {
		delivered := map[State]int{}
		for _, e := range sh.effects() {
			if e.businessKey == key {
				delivered[State(e.state)]++
			}
		}
		// A process that died after its intent was kept and before a byte left has made no refund.
		books, done := sh.refunds("of-"+key), delivered[Done] == 1 && delivered[Absent] == 0
		absent := delivered[Done] == 0 && delivered[Absent] == 1
		if delivered[Refused]+delivered[Abandoned] > 0 || done == absent || done != (books == "1 of 10") ||
			absent != (books == "0 of 0") {
			t.Errorf("%s: delivered %v, and the books have %s", key, delivered, books)
		}
		if absent && key != "before-sending" && key != "commit-2-true" {
			t.Errorf("%s is absent", key)
		}
	}
}

// finish repeats a Do until its intent is done: what a program does that starts again.
func finish[TTx any](sh *shop[TTx], key string) {
	sh.t.Helper()
	stepped := false
	until(sh.t, key+" to be done", func() bool {
		result, err := sh.refund(key, "of-"+key, "10.00")
		if err != nil {
			sh.t.Fatalf("%s: %v", key, err)
		}
		switch result.State {
		case Done, Absent:
			for _, e := range sh.effects() {
				if e.businessKey == key && e.state == string(result.State) {
					return true
				}
			}
		case Prepared: // its process is dead; the sweep waits for its timeout and a minute
			if !stepped {
				sh.clock.step(2 * time.Minute)
				stepped = true
			}
		}
		return false
	})
}
