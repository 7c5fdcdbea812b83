// Command example is a shop that survives kill -9 at any moment: POST /orders/17?amount=56.99 creates an order at the
// Vertex Gateway, callbacks go to /hooks/vertex, and GET /orders/17 tells how it stands. What it has of an order is
// written in the transaction that delivers the outcome, so it is there once, or not yet.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/vertex"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/settle"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv, func(address string) { log.Print("listening on ", address) }); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

// A shop is what the handlers need.
type shop struct {
	settle *settle.Settle[*sql.Tx]
	client *vertex.Client
	orders *sql.DB // reads; outcomes are written in the transaction of settle
	shopID int64
}

func run(ctx context.Context, env func(string) string, listening func(address string)) error {
	shopID, err := strconv.ParseInt(env("SHOP_ID"), 10, 64)
	if err != nil {
		return errors.New("SHOP_ID must be the number of the shop")
	}
	client, err := vertex.New(env("STRICTPAY_VERTEX_URL"), env("STRICTPAY_VERTEX_TOKEN"))
	if err != nil {
		return err
	}
	sh := &shop{client: client, shopID: shopID}
	path := env("DATABASE")
	if sh.orders, err = openOrders(path); err != nil {
		return err
	}
	defer sh.orders.Close()
	db, err := settle.SQLite(path)
	if err != nil {
		return err
	}
	sh.settle, err = settle.Open(db, settle.Config[*sql.Tx]{Clients: settle.Clients{client}, Settled: settled})
	if err != nil {
		return err
	}
	defer sh.settle.Close()
	secret, err := os.ReadFile(env("STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE"))
	if err != nil {
		return fmt.Errorf("STRICTPAY_VERTEX_WEBHOOK_SECRET_FILE: %w", err)
	}
	type taking = func(context.Context, *vertex.OrderEvent) error
	hook, err := settle.Webhook(sh.settle, client, func(take taking) (http.Handler, error) {
		return vertex.Handler(strings.TrimSpace(string(secret)), take, vertex.RejectViolations)
	})
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders/{number}", sh.create)
	mux.HandleFunc("GET /orders/{number}", sh.show)
	mux.Handle("/hooks/vertex", hook)
	return sh.serve(ctx, env("LISTEN"), mux, listening)
}

func openOrders(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)")
	if err != nil {
		return nil, err
	}
	_, err = db.Exec(`CREATE TABLE IF NOT EXISTS orders (
		number TEXT PRIMARY KEY, state TEXT NOT NULL, outcomes INTEGER NOT NULL)`)
	return db, err
}

// settled is the business: the order gets its state in the transaction of the outcome.
func settled(ctx context.Context, tx *sql.Tx, o settle.Outcome) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO orders (number, state, outcomes) VALUES (?, ?, 1)
		ON CONFLICT (number) DO UPDATE SET state = excluded.state, outcomes = outcomes + 1`,
		o.BusinessKey, string(o.State))
	return err
}

// create may be called again, after a crash or by an impatient customer: there is one order.
func (sh *shop) create(w http.ResponseWriter, r *http.Request) {
	amount, err := strictpay.ParseDecimal(r.FormValue("amount"))
	if err != nil {
		http.Error(w, "the amount must be a decimal", http.StatusBadRequest)
		return
	}
	number := r.PathValue("number")
	result, err := settle.Do(r.Context(), sh.settle, number, func(
		ctx context.Context, opt strictpay.CallOption,
	) (*vertexapi.CreateOrderResponse, error) {
		return sh.client.CreateOrder(ctx, vertexapi.CreateOrderRequest{ShopID: sh.shopID, Order: vertexapi.NewOrder{
			OrderNumber: number, Cost: vertexapi.NewOrderCost{Amount: amount, Currency: "EUR"},
		}}, opt)
	})
	if result.Intent == 0 { // refused before sending: another amount, a wrong request, no room on the disk
		log.Print(err)
		http.Error(w, "the order was not made", http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusAccepted) // whatever err is: it is asked about, and comes to settled
	fmt.Fprintln(w, result.State)
}

func (sh *shop) show(w http.ResponseWriter, r *http.Request) {
	var state string
	var outcomes int
	err := sh.orders.QueryRowContext(r.Context(),
		`SELECT state, outcomes FROM orders WHERE number = ?`, r.PathValue("number")).Scan(&state, &outcomes)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		http.Error(w, "not settled", http.StatusNotFound)
	case err != nil:
		log.Print(err)
		http.Error(w, "try again", http.StatusInternalServerError)
	default:
		fmt.Fprintln(w, state, outcomes)
	}
}

// serve serves until ctx ends, and settles meanwhile.
func (sh *shop) serve(ctx context.Context, address string, handler http.Handler, listening func(address string)) error {
	listener, err := listen(address)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 2)
	go func() { ended <- server.Serve(listener) }()
	go func() { ended <- sh.settle.Run(ctx) }()
	listening(listener.Addr().String())
	select {
	case <-ctx.Done():
		err = nil
	case err = <-ended:
	}
	stop()
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(closing))
}
