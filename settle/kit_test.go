package settle

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox"
)

// both runs a test on both databases.
func both(
	t *testing.T, sqlite func(t *testing.T, open func() Database[*sql.Tx]),
	postgres func(t *testing.T, open func() Database[pgx.Tx]),
) {
	t.Helper()
	t.Parallel() // the tests wait more than they compute
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "pay.db")
		sqlite(t, func() Database[*sql.Tx] { return openSQLite(t, path) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		dsn := postgresDatabaseOf(t)
		postgres(t, func() Database[pgx.Tx] { return openPostgres(t, dsn) })
	})
}

func openSQLite(t testing.TB, path string) Database[*sql.Tx] {
	t.Helper()
	db, err := SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.close)
	return db
}

// A shop is a program that uses settle, with the fakes of its providers.
type shop[TTx any] struct {
	t       *testing.T
	sandbox *sandbox.Sandbox
	vertex  *vertex.Client
	s       *Settle[TTx]
	clock   *clock

	mu      sync.Mutex
	handler func(o Outcome) error // before the effect; nil for none
	stop    context.CancelFunc
	running sync.WaitGroup
}

// quick are settings with which tests need not wait.
func quick[TTx any]() Config[TTx] {
	return Config[TTx]{
		Schedule: []time.Duration{time.Millisecond, 20 * time.Millisecond}, AbsentAfter: time.Millisecond,
		AbsentFor: time.Millisecond, SweepEvery: 200 * time.Millisecond, DeadAfter: time.Second,
	}
}

// callTimeout of the tests' clients: the first question about a call that no answer came to waits for its end.
const callTimeout = 2 * time.Second

func newShop[TTx any](t *testing.T, db Database[TTx], change func(c *Config[TTx])) *shop[TTx] {
	t.Helper()
	return newShopIn(t, sandbox.New(t), db, change)
}

func newShopIn[TTx any](t *testing.T, in *sandbox.Sandbox, db Database[TTx], change func(c *Config[TTx])) *shop[TTx] {
	t.Helper()
	sh := &shop[TTx]{t: t, sandbox: in, clock: new(clock)}
	var err error
	sh.vertex, err = vertex.New(in.Vertex.URL, in.Vertex.Token, strictpay.WithTimeout(callTimeout), quietDrift())
	if err != nil {
		t.Fatal(err)
	}
	config := quick[TTx]()
	config.Clients = Clients{sh.vertex}
	config.Settled = sh.settled
	config.Now = sh.clock.now
	if change != nil {
		change(&config)
	}
	if sh.s, err = Open(db, config); err != nil {
		t.Fatal(err)
	}
	err = inTx(t.Context(), db, func(ctx context.Context, _ TTx, c conn) error {
		_, err := c.exec(ctx, `CREATE TABLE IF NOT EXISTS {}effect (id {identity}, key TEXT NOT NULL, business_key `+
			`TEXT NOT NULL, state TEXT NOT NULL)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sh
}

func quietDrift() strictpay.Option {
	return strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {})
}

// settled notes the outcome in the transaction that it is given.
func (sh *shop[TTx]) settled(ctx context.Context, tx TTx, o Outcome) error {
	sh.mu.Lock()
	handler := sh.handler
	sh.mu.Unlock()
	_, err := sh.s.db.in(tx).exec(ctx, `INSERT INTO {}effect (key, business_key, state) VALUES (?, ?, ?)`,
		o.Key(), o.BusinessKey, string(o.State))
	if err == nil && handler != nil {
		err = handler(o)
	}
	return err
}

func (sh *shop[TTx]) handle(handler func(o Outcome) error) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.handler = handler
}

// run lets the settle work until the test or stopRun ends it.
func (sh *shop[TTx]) run() {
	ctx, stop := context.WithCancel(context.Background())
	sh.stop = stop
	sh.running.Go(func() {
		if err := sh.s.Run(ctx); err != nil {
			sh.t.Errorf("Run: %v", err)
		}
	})
	sh.t.Cleanup(sh.halt)
}

func (sh *shop[TTx]) halt() {
	sh.stop()
	sh.running.Wait()
}

// An effect is what the handler has done.
type effect struct{ key, businessKey, state string }

func (sh *shop[TTx]) effects() []effect {
	sh.t.Helper()
	var list []effect
	err := inTx(context.Background(), sh.s.db, func(ctx context.Context, _ TTx, c conn) error {
		list = nil
		return each(ctx, c, `SELECT key, business_key, state FROM {}effect ORDER BY id`, nil, func(r rows) error {
			var e effect
			err := r.Scan(&e.key, &e.businessKey, &e.state)
			list = append(list, e)
			return err
		})
	})
	if err != nil {
		sh.t.Fatal(err)
	}
	return list
}

// await waits for the outcome of a business key to be delivered, and for it to be the only one.
func (sh *shop[TTx]) await(key string, want State) {
	sh.t.Helper()
	until(sh.t, "the outcome of "+key, func() bool {
		for _, e := range sh.effects() {
			if e.businessKey == key && e.state == string(want) {
				return true
			}
		}
		return false
	})
	seen := 0
	for _, e := range sh.effects() {
		if e.businessKey == key {
			if seen++; e.state != string(want) {
				sh.t.Errorf("%s was delivered as %s too", key, e.state)
			}
		}
	}
	if seen != 1 {
		sh.t.Errorf("%s was delivered %d times", key, seen)
	}
}

// patience bounds a wait that fails; nothing that works takes so long.
const patience = 90 * time.Second

// until waits for a condition.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited for %s in vain", what)
		}
	}
}

// one intent as the table has it.
func (sh *shop[TTx]) intent(key string) *intent {
	sh.t.Helper()
	i := new(intent)
	err := inTx(context.Background(), sh.s.db, func(ctx context.Context, _ TTx, c conn) error {
		return one(ctx, c, `SELECT `+intentColumns+` FROM {}pay_intent WHERE business_key = ?`, []any{key}, scanner{i})
	})
	if errors.Is(err, errNoRow) {
		return nil
	}
	if err != nil {
		sh.t.Fatal(err)
	}
	return i
}

// exec runs a statement of the test's own.
func (sh *shop[TTx]) exec(query string, args ...any) int64 {
	sh.t.Helper()
	var n int64
	err := inTx(context.Background(), sh.s.db, func(ctx context.Context, _ TTx, c conn) (err error) {
		n, err = c.exec(ctx, query, args...)
		return err
	})
	if err != nil {
		sh.t.Fatal(err)
	}
	return n
}

// A clock can be set forward and back.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) step(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += by
}

// paid makes an order that is paid, by a call of its own.
func (sh *shop[TTx]) paid(number string) { paidOrder(sh.t, sh.sandbox, sh.vertex, number) }

func paidOrder(t testing.TB, in *sandbox.Sandbox, client *vertex.Client, number string) {
	t.Helper()
	if _, err := client.CreateOrder(t.Context(), newOrder(in, number, "100.00")); err != nil {
		t.Fatal(err)
	}
	if err := in.Vertex.Pay(number); err != nil {
		t.Fatal(err)
	}
}

func newOrder(in *sandbox.Sandbox, number, amount string) vertexapi.CreateOrderRequest {
	return vertexapi.CreateOrderRequest{ShopID: in.Vertex.ShopID, Order: vertexapi.NewOrder{
		OrderNumber: number, Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal(amount), Currency: "EUR"},
	}}
}

// create creates an order under a business key.
func (sh *shop[TTx]) create(key, number, amount string,
	opts ...strictpay.CallOption) (Result[vertexapi.CreateOrderResponse], error) {
	return Do(sh.t.Context(), sh.s, key,
		func(ctx context.Context, opt strictpay.CallOption) (*vertexapi.CreateOrderResponse, error) {
			return sh.vertex.CreateOrder(ctx, newOrder(sh.sandbox, number, amount), append(opts, opt)...)
		})
}

// refund gives back a part of an order under a business key.
func (sh *shop[TTx]) refund(key, number, amount string,
	opts ...strictpay.CallOption) (Result[vertexapi.OrderOperationResponse], error) {
	return refundWith(sh.t.Context(), sh.s, sh.sandbox.Vertex.ShopID, sh.vertex, key, number, amount, opts...)
}

func refundWith[TTx any](
	ctx context.Context, s *Settle[TTx], shopID int64, client *vertex.Client, key, number, amount string,
	opts ...strictpay.CallOption,
) (Result[vertexapi.OrderOperationResponse], error) {
	return Do(ctx, s, key, func(ctx context.Context,
		opt strictpay.CallOption) (*vertexapi.OrderOperationResponse, error) {
		return client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: shopID, OrderNumber: number,
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal(amount)), Currency: new("EUR")},
		}, append(opts, opt)...)
	})
}

// refunds are the refunds of an order by the sandbox's books.
func (sh *shop[TTx]) refunds(number string) string {
	b := sh.sandbox.Vertex.Books(number)
	return strconv.Itoa(b.Refunds) + " of " + b.Refunded.String()
}
