package settle

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

func TestAnOrderFromTheCallToItsOutcome(t *testing.T) {
	both(t, testOrder[*sql.Tx], testOrder[pgx.Tx])
}

func testOrder[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.run()
	result, err := sh.create("order-1", "A-1", "56.99")
	if err != nil || result.State != Pending || result.Value == nil || result.Repeated {
		t.Fatalf("%+v, %v", result, err)
	}
	if err := sh.sandbox.Vertex.Pay("A-1"); err != nil {
		t.Fatal(err)
	}
	sh.await("order-1", Done)
	result, err = sh.create("order-1", "A-1", "56.99")
	if err != nil || result.State != Done || !result.Repeated || result.Value != nil {
		t.Errorf("a repeat: %+v, %v", result, err)
	}
	_, err = sh.create("order-1", "A-1", "57.99")
	if strictpay.OutcomeOf(err) != strictpay.Unsent || !errors.Is(err, ErrOtherRequest) {
		t.Errorf("another amount: %v", err)
	}
	if b := sh.sandbox.Vertex.Books("A-1"); b.Charges != 1 {
		t.Errorf("%d charges", b.Charges)
	}
}

func TestARefundIsFoundByComparing(t *testing.T) {
	both(t, testRefund[*sql.Tx], testRefund[pgx.Tx])
}

func testRefund[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.paid("R-1")
	if _, err := sh.refund("refund-1", "R-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	if _, err := sh.refund("refund-2", "R-1", "10.00"); !errors.Is(err, ErrBusy) {
		t.Errorf("a second refund beside one that is open: %v", err)
	}
	sh.run()
	sh.await("refund-1", Done)
	if _, err := sh.refund("refund-2", "R-1", "10.00"); err != nil {
		t.Fatal(err)
	}
	sh.await("refund-2", Done)
	if got := sh.refunds("R-1"); got != "2 of 20" {
		t.Errorf("the books have %s", got)
	}
}

// What the provider refuses is refused; what it does not let in was not sent, and its key may try again.
func TestRefusals(t *testing.T) {
	both(t, testRefusals[*sql.Tx], testRefusals[pgx.Tx])
}

func testRefusals[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := newShop(t, open(), nil)
	sh.run()
	capture := func(shop int64) (Result[vertexapi.OrderOperationResponse], error) {
		return Do(t.Context(), sh.s, "capture-1",
			func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.OrderOperationResponse, error) {
				return sh.vertex.CaptureOrder(ctx, vertexapi.OrderOperationRequest{ShopID: shop, OrderNumber: "A-2"},
					opt)
			})
	}
	sh.paid("A-2") // it has one stage, so there is nothing to capture
	result, err := capture(sh.sandbox.Vertex.ShopID)
	if strictpay.OutcomeOf(err) != strictpay.Refused || result.State != Refused {
		t.Fatalf("%+v, %v", result, err)
	}
	sh.await("capture-1", Refused)
}

func TestWhatDoRefuses(t *testing.T) {
	db := openSQLite(t, t.TempDir()+"/pay.db")
	sh := newShop(t, db, nil)
	call := func(ctx context.Context, key string, options int, ask bool) error {
		_, err := Do(ctx, sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.OrderResponse, error) {
				var opts []strictpay.CallOption
				for range options {
					opts = append(opts, opt)
				}
				if !ask {
					_, err := sh.vertex.CancelOrder(ctx,
						vertexapi.OrderOperationRequest{ShopID: 1, OrderNumber: "none"}, opts...)
					return nil, err
				}
				return sh.vertex.RetrieveOrderDetails(ctx, 1, "none", opts...)
			})
		return err
	}
	ctx := t.Context()
	for name, c := range map[string]struct {
		err  error
		want error
	}{
		"an empty key":     {call(ctx, "", 1, false), ErrKey},
		"in a handler":     {call(context.WithValue(ctx, handlerKey{}, true), "k", 1, false), ErrInHandler},
		"a question":       {call(ctx, "k", 1, true), ErrMovesNoMoney},
		"the option twice": {call(ctx, "k", 2, false), ErrOneCall},
		"no money, asked":  {call(ctx, "k3", 1, true), strictpay.ErrNotSent},
	} {
		if !errors.Is(c.err, c.want) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	sh.paid("own")
	_, err := Do(ctx, sh.s, "k2", func(ctx context.Context, _ strictpay.CallOption) (*vertexapi.OrderResponse, error) {
		return sh.vertex.RetrieveOrderDetails(ctx, 1, "own")
	})
	if err == nil {
		t.Error("a call without the option has no error")
	}
}

// Whatever else the function does and returns, what became of the call with the option is not taken from it.
func TestErrorsOfOtherCallsSayNothing(t *testing.T) {
	sh := newShop(t, openSQLite(t, t.TempDir()+"/pay.db"), nil)
	client, shopID := sh.vertex, sh.sandbox.Vertex.ShopID
	for key, after := range map[string]func(ctx context.Context, opt strictpay.CallOption) error{
		"a second call": func(ctx context.Context, opt strictpay.CallOption) error {
			_, err := client.CancelOrder(ctx, vertexapi.OrderOperationRequest{ShopID: shopID, OrderNumber: "B"}, opt)
			return err
		},
		"a question that is not sent": func(ctx context.Context, _ strictpay.CallOption) error {
			_, err := client.RetrieveOrderDetails(ctx, 0, "")
			return err
		},
		"a refused question": func(ctx context.Context, _ strictpay.CallOption) error {
			_, err := client.RetrieveOrderDetails(ctx, 1, "nobody's")
			return err
		},
		"neither value nor error": func(context.Context, strictpay.CallOption) error { return nil },
	} {
		_, err := Do(t.Context(), sh.s, key,
			func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.OrderResponse, error) {
				if _, err := client.CreateOrder(ctx, newOrder(sh.sandbox, strings.ReplaceAll(key, " ", "-"), "5.00"),
					opt); err != nil {
					t.Error(err)
				}
				return nil, after(ctx, opt)
			})
		if i := sh.intent(key); i == nil || i.state != Unknown {
			t.Errorf("%s: %+v, %v", key, i, err)
		}
	}
}

// Processes that start together make the tables once.
func TestOpenTogether(t *testing.T) { both(t, testTogether[*sql.Tx], testTogether[pgx.Tx]) }

func testTogether[TTx any](t *testing.T, open func() Database[TTx]) {
	sh := &shop[TTx]{t: t, sandbox: sandbox.New(t)}
	var err error
	if sh.vertex, err = vertex.New(sh.sandbox.Vertex.URL, sh.sandbox.Vertex.Token); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		db := open()
		all.Go(func() {
			if _, err := Open(db, Config[TTx]{Clients: Clients{sh.vertex}, Settled: sh.settled}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestOpenRefuses(t *testing.T) {
	db := openSQLite(t, t.TempDir()+"/pay.db")
	sh := newShop(t, db, nil)
	settled := func(context.Context, *sql.Tx, Outcome) error { return nil }
	for name, config := range map[string]Config[*sql.Tx]{
		"no clients": {Settled: settled}, "no handler": {Clients: Clients{sh.vertex}},
		"an account twice": {Clients: Clients{sh.vertex, sh.vertex}, Settled: settled},
	} {
		if _, err := Open(db, config); err == nil {
			t.Error(name)
		}
	}
	sh.exec(`UPDATE {}pay_schema SET version = version + 1`)
	later := Config[*sql.Tx]{Clients: Clients{sh.vertex}, Settled: settled}
	if _, err := Open(db, later); err == nil || !strings.Contains(err.Error(), "this program knows") {
		t.Errorf("tables of a later version: %v", err)
	}
	if _, err := SQLite(":memory:"); err == nil {
		t.Error("memory is no place for intents")
	}
}
