package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/strictpay/strictpay/settle"
)

// workerVariable makes this program a process of the shop.
const workerVariable = "STRICTPAY_SETTLE_WORKER"

// A worker takes payments, or makes orders for the bench, and settles.
type worker struct {
	SQLite, Postgres string
	Access           access // to the APIs; one without an address is not used
	Name             string // of its payments
	Life             int
	Hooks            string // where it listens for webhooks; "" for nowhere
	Front            string // where webhooks go, and where payers are; see front
	Flows            int    // payments at a time, of each API
	Goroutines       int    // of the bench
	Orders           int64  // of the bench: how many to make
}

// spawn starts a process of the shop.
func (w worker) spawn() (*exec.Cmd, error) {
	text, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerVariable+"="+string(text))
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd, cmd.Start()
}

func (w worker) agent() string { return fmt.Sprintf("%s/%d", w.Name, w.Life) }

func (w worker) work() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if w.SQLite != "" {
		db, err := settle.SQLite(w.SQLite)
		if err != nil {
			return err
		}
		return workOn(ctx, w, db, sqliteEffect)
	}
	db, done, err := openPostgres(ctx, w.Postgres)
	if err != nil {
		return err
	}
	defer done()
	return workOn(ctx, w, db, postgresEffect)
}

func openPostgres(ctx context.Context, dsn string) (settle.Database[pgx.Tx], func(), error) {
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, nil, err
	}
	config.MaxConns = 24
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, nil, err
	}
	db, err := settle.Postgres(pool)
	return db, pool.Close, err
}

// The effects of the shop: its own table, in the transaction of the outcome.
func sqliteEffect(ctx context.Context, tx *sql.Tx, o settle.Outcome) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO shop_effect (key, operation, business_key, state) VALUES (?, ?, ?, ?)`,
		o.Key(), o.Operation, o.BusinessKey, string(o.State))
	return err
}

func postgresEffect(ctx context.Context, tx pgx.Tx, o settle.Outcome) error {
	_, err := tx.Exec(ctx, `INSERT INTO shop_effect (key, operation, business_key, state) VALUES ($1, $2, $3, $4)`,
		o.Key(), o.Operation, o.BusinessKey, string(o.State))
	return err
}

// settings ask soon, since the sandbox answers at once; and give up soon, what only a person could tell.
func settings[TTx any](
	clients settle.Clients, effect func(context.Context, TTx, settle.Outcome) error,
) settle.Config[TTx] {
	return settle.Config[TTx]{
		Clients: clients, Settled: effect,
		Schedule:    []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second},
		AbsentAfter: 3 * time.Second, AbsentFor: 3 * time.Second, AskFor: time.Minute, SweepEvery: 2 * time.Second,
		DeadAfter: 6 * time.Second,
	}
}

func workOn[TTx any](
	ctx context.Context, w worker, db settle.Database[TTx], effect func(context.Context, TTx, settle.Outcome) error,
) error {
	sh, err := w.newShop()
	if err != nil {
		return err
	}
	s, err := settle.Open(db, settings(sh.clients(), effect))
	if err != nil {
		return err
	}
	defer s.Close()
	sh.settle = s
	if w.Hooks != "" {
		hooks, err := receive(s, sh)
		if err != nil {
			return err
		}
		defer hooks.Close()
	}
	running := make(chan error, 1)
	go func() { running <- s.Run(ctx) }()
	if w.Flows > 0 {
		if err := sh.trade(ctx); err != nil {
			return err
		}
	}
	if w.Orders > 0 {
		sh.order(ctx)
	}
	<-ctx.Done()
	return <-running
}

// order makes the orders of the bench.
func (sh *shop) order(ctx context.Context) {
	var all sync.WaitGroup
	var next atomic.Int64
	for range sh.Goroutines {
		all.Go(func() {
			for n := next.Add(1); n <= sh.Orders && ctx.Err() == nil; n = next.Add(1) {
				_, _ = sh.createOrder(ctx, fmt.Sprintf("%s-%d", sh.Name, n))
			}
		})
	}
	all.Wait()
}
