package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/settle"
)

// workerVariable makes this program a process of the shop.
const workerVariable = "STRICTPAY_SETTLE_WORKER"

// A worker makes orders and refunds, and settles.
type worker struct {
	SQLite, Postgres string
	URL, Token       string
	ShopID           int64
	Name             string // of its orders
	Life             int
	From             int64 // number of its next order: those before it were begun
	Goroutines       int
	Orders           int64 // how many to make; 0 for no end
	Idle             bool  // it settles, and makes nothing
}

// parts of the amounts.
const (
	orderAmount  = "100.00"
	refundAmount = "10.00"
	lineTimeout  = 2 * time.Second
)

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

func (w worker) client(agent string) (*vertex.Client, error) {
	return vertex.New(w.URL, w.Token, strictpay.WithAccount("shop"), strictpay.WithTimeout(lineTimeout),
		strictpay.WithUserAgent(agent), strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {}))
}

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

// settings ask soon: the sandbox answers at once.
func settings[TTx any](
	client strictpay.Asker, effect func(context.Context, TTx, settle.Outcome) error,
) settle.Config[TTx] {
	return settle.Config[TTx]{
		Clients: settle.Clients{client}, Settled: effect,
		Schedule:    []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second},
		AbsentAfter: time.Second, AbsentFor: time.Second, SweepEvery: 2 * time.Second, DeadAfter: 6 * time.Second,
	}
}

func workOn[TTx any](
	ctx context.Context, w worker, db settle.Database[TTx], effect func(context.Context, TTx, settle.Outcome) error,
) error {
	client, err := w.client(fmt.Sprintf("%s/%d", w.Name, w.Life))
	if err != nil {
		return err
	}
	paid := make(chan string, 1024)
	s, err := settle.Open(db, settings(client, func(ctx context.Context, tx TTx, o settle.Outcome) error {
		err := effect(ctx, tx, o)
		if err == nil && o.Operation == "createOrder" && o.State == settle.Done && !w.Idle && w.Orders == 0 {
			select {
			case paid <- o.BusinessKey:
			default: // it is refunded by nobody
			}
		}
		return err
	}))
	if err != nil {
		return err
	}
	defer s.Close()
	running := make(chan error, 1)
	go func() { running <- s.Run(ctx) }()
	if !w.Idle {
		w.shop(ctx, client, paid, s)
	}
	<-ctx.Done()
	return <-running
}

// shop makes orders, and refunds those that are paid; s is a *settle.Settle.
func (w worker) shop(ctx context.Context, client *vertex.Client, paid <-chan string, s any) {
	var all sync.WaitGroup
	var next atomic.Int64
	next.Store(w.From)
	for range w.Goroutines {
		all.Go(func() {
			for ctx.Err() == nil {
				select {
				case number := <-paid:
					_ = w.refund(ctx, s, client, number)
				default:
					n := next.Add(1) - 1
					if w.Orders > 0 && n >= w.From+w.Orders {
						return
					}
					_ = w.order(ctx, s, client, fmt.Sprintf("%s-%d", w.Name, n))
					if w.Orders == 0 {
						time.Sleep(20 * time.Millisecond) // the payer's part takes time as well
					}
				}
			}
		})
	}
	all.Wait()
}

func (w worker) order(ctx context.Context, s any, client *vertex.Client, number string) error {
	return do(ctx, s, number, func(
		ctx context.Context, opt strictpay.CallOption,
	) (*vertexapi.CreateOrderResponse, error) {
		return client.CreateOrder(ctx, w.newOrder(number), opt)
	})
}

func (w worker) newOrder(number string) vertexapi.CreateOrderRequest {
	return vertexapi.CreateOrderRequest{ShopID: w.ShopID, Order: vertexapi.NewOrder{
		OrderNumber: number, Cost: vertexapi.NewOrderCost{Amount: strictpay.MustDecimal(orderAmount), Currency: "EUR"},
	}}
}

func (w worker) refund(ctx context.Context, s any, client *vertex.Client, number string) error {
	return do(ctx, s, number, func(
		ctx context.Context, opt strictpay.CallOption,
	) (*vertexapi.OrderOperationResponse, error) {
		return client.RefundOrder(ctx, vertexapi.RefundOrderRequest{
			ShopID: w.ShopID, OrderNumber: number,
			Cost: vertexapi.RefundCost{Amount: new(strictpay.MustDecimal(refundAmount)), Currency: new("EUR")},
		}, opt)
	})
}

// do is settle.Do, whatever the database.
func do[T any](
	ctx context.Context, s any, key string, call func(context.Context, strictpay.CallOption) (*T, error),
) error {
	switch s := s.(type) {
	case *settle.Settle[*sql.Tx]:
		_, err := settle.Do(ctx, s, key, call)
		return err
	case *settle.Settle[pgx.Tx]:
		_, err := settle.Do(ctx, s, key, call)
		return err
	}
	return errors.New("no settle")
}
