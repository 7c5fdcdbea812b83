package settle

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// The disk is full: no intent, no call. An answer that cannot be kept is asked for when there is room again.
func TestDiskFull(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	db := sh.s.db.(*sqliteDatabase).db
	full := func() {
		var pages int
		for {
			if err := db.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)); err != nil {
				t.Fatal(err)
			}
			// What is free in the last pages is used up.
			if _, err := db.Exec(`INSERT INTO effect (key, business_key, state) VALUES ('ballast', 'ballast', ?)`,
				strings.Repeat("x", 100_000)); err != nil {
				return
			}
		}
	}
	room := func() {
		if _, err := db.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
			t.Fatal(err)
		}
	}
	fill := func() { // the pages of the tables have some room, so it takes a while until nothing fits
		full()
		for n := 0; n < 3000; n++ {
			if _, err := db.Exec(`INSERT INTO pay_history (intent_id, version, from_state, to_state, evidence, at) `+
				`VALUES (?, 0, '', '', '', 0)`, 1_000_000+n); err != nil {
				return
			}
		}
	}
	fill()
	calls := 0
	sh.sandbox.Vertex.SetCallbacks("", "")
	var result error
	for n := 0; n < 200 && result == nil; n++ { // until the pages of the intents are full as well
		_, result = sh.create(fmt.Sprintf("full-%d", n), fmt.Sprintf("full-%d", n), "1.00")
		calls++
	}
	if strictpay.OutcomeOf(result) != strictpay.Unsent {
		if !errors.Is(result, ErrNotKept) {
			t.Fatalf("after %d calls: %v", calls, result)
		}
	}
	last := fmt.Sprintf("full-%d", calls-1)
	if _, there := sh.sandbox.Vertex.GetOrder(last); there && strictpay.OutcomeOf(result) == strictpay.Unsent {
		t.Error("a call without an intent was sent")
	}
	room()
	sh.run()
	for n := range calls {
		name := fmt.Sprintf("full-%d", n)
		if err := sh.sandbox.Vertex.Pay(name); err != nil {
			if n == calls-1 && strictpay.OutcomeOf(result) == strictpay.Unsent {
				break
			}
			t.Fatal(err)
		}
		sh.await(name, Done)
	}
}

// Postgres has no room: no intent, no call. An answer that cannot be kept is asked for when there is room again. A
// trigger stands for the disk, with the error that Postgres has for it.
func TestPostgresDiskFull(t *testing.T) {
	t.Parallel()
	sh := newShop[pgx.Tx](t, openPostgres(t, postgresDatabaseOf(t)), nil)
	sh.exec(`CREATE FUNCTION {}no_room() RETURNS trigger AS $$ BEGIN
		RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql`)
	full := func() {
		sh.exec(`CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {}pay_intent EXECUTE FUNCTION {}no_room()`)
	}
	room := func() { sh.exec(`DROP TRIGGER no_room ON {}pay_intent`) }
	full()
	if _, err := sh.create("none", "none", "1.00"); strictpay.OutcomeOf(err) != strictpay.Unsent {
		t.Errorf("a call without an intent: %v", err)
	}
	if _, there := sh.sandbox.Vertex.GetOrder("none"); there {
		t.Error("it was sent")
	}
	room()
	result, err := Do(t.Context(), sh.s, "unkept", orderCall(sh, "unkept", func() { full() }))
	if !errors.Is(err, ErrNotKept) || result.Value == nil {
		t.Errorf("an answer that cannot be kept: %+v, %v", result, err)
	}
	room()
	if err := sh.sandbox.Vertex.Pay("unkept"); err != nil {
		t.Fatal(err)
	}
	sh.run()
	sh.await("unkept", Done)
}

// orderCall creates an order, and does something when the answer is there.
func orderCall[TTx any](
	sh *shop[TTx], number string, answered func(),
) func(context.Context, strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
	return func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
		value, err := sh.vertex.CreateOrder(ctx, newOrder(sh.sandbox, number, "1.00"), opt)
		answered()
		return value, err
	}
}
