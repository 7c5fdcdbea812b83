package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/strictpay/strictpay/sandbox"
	"github.com/strictpay/strictpay/settle"
)

const (
	goroutines = 16
	measured   = 3 * time.Second
	goal       = 1000
)

func benchAll(ctx context.Context, dsn, only string) error {
	dir, err := os.MkdirTemp("", "strictpay-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, w := range databases(dir, dsn, only) {
		if err := bench(ctx, w.database(), w); err != nil {
			return fmt.Errorf("%s: %w", w.database(), err)
		}
	}
	return nil
}

func bench(ctx context.Context, name string, w worker) error {
	// A server that answers at once: what is measured is the intent.
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"data":{"paymentLink":"https://pay.example/1"}}`)
	}))
	defer server.Close()
	w.Access.Vertex.URL, w.Access.Vertex.Token, w.Access.ShopID = server.URL, "token", 1
	v, err := lookInto(w)
	if err != nil {
		return err
	}
	defer v.db.Close()
	if err := v.prepare(); err != nil {
		return err
	}
	if w.SQLite != "" {
		db, err := settle.SQLite(w.SQLite)
		if err != nil {
			return err
		}
		if err = intents(ctx, name, w, db, sqliteEffect); err != nil {
			return err
		}
	} else {
		db, done, err := openPostgres(ctx, w.Postgres)
		if err != nil {
			return err
		}
		defer done()
		if err = intents(ctx, name, w, db, postgresEffect); err != nil {
			return err
		}
	}
	if _, err := v.db.Exec(`DELETE FROM ` + v.prefix + `pay_intent`); err != nil {
		return err
	}
	if _, err := v.db.Exec(`DELETE FROM ` + v.prefix + `river_job`); err != nil {
		return err
	}
	for _, processes := range []int{1, 3} {
		if err := settled(ctx, name, w, v, processes, false); err != nil {
			return err
		}
	}
	return settled(ctx, name, w, v, 2, true)
}

// intents measures calls with an intent, beside bare ones.
func intents[TTx any](
	ctx context.Context, name string, w worker, db settle.Database[TTx],
	effect func(context.Context, TTx, settle.Outcome) error,
) error {
	w.Name = "bench"
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
	bare, err := rate(func(n int64) error {
		_, err := sh.vertex.CreateOrder(ctx, sh.newOrder(fmt.Sprintf("bare-%d", n)))
		return err
	})
	if err != nil {
		return err
	}
	least, err := floor(ctx, w)
	if err != nil {
		return err
	}
	began := processor()
	var calls atomic.Int64
	kept, err := rate(func(n int64) error {
		calls.Add(1)
		_, err := sh.createOrder(ctx, fmt.Sprintf("kept-%d", n))
		return err
	})
	if err != nil {
		return err
	}
	verdict := "met"
	if kept < goal {
		verdict = "missed"
	}
	fmt.Printf("%s: %.0f intents/s at %d goroutines (bare calls: %.0f/s; %.2f ms more for each call); goal %d/s: %s\n",
		name, kept, goroutines, bare, 1000*goroutines*(1/kept-1/bare), goal, verdict)
	fmt.Printf("%s: %.2f ms of processor time for each intent with its call, in this process; "+
		"rows committed one by one, without settle: %.0f/s, %.1f times as many\n",
		name, (processor()-began).Seconds()*1000/float64(calls.Load()), least, least/kept)
	return nil
}

// rate is calls per second at the goroutines.
func rate(call func(n int64) error) (float64, error) {
	var n atomic.Int64
	var all sync.WaitGroup
	var failed atomic.Pointer[error]
	began := time.Now()
	for range goroutines {
		all.Go(func() {
			for time.Since(began) < measured {
				if err := call(n.Add(1)); err != nil {
					failed.Store(&err)
					return
				}
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(n.Load()) / time.Since(began).Seconds(), nil
}

// settled measures orders that are paid at once, from the call to the delivery. With a kill, the first process dies
// when half of them are delivered, and the rest is measured from there.
func settled(ctx context.Context, name string, w worker, v *view, processes int, kill bool) error {
	in, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	defer in.Close()
	w.Access = access{ShopID: in.Vertex.ShopID}
	w.Access.Vertex.URL, w.Access.Vertex.Token = in.Vertex.URL, in.Vertex.Token
	const orders = 600
	w.Goroutines, w.Orders = goroutines, int64(orders/processes)
	var running []*exec.Cmd
	began := time.Now()
	for n := range processes {
		w.Name = fmt.Sprintf("bench%d-%t-%d", processes, kill, n)
		process, err := w.spawn()
		if err != nil {
			return err
		}
		running = append(running, process)
		defer func() {
			_ = process.Process.Signal(syscall.SIGTERM)
			_ = process.Wait()
		}()
	}
	p := newPayer(in)
	like := fmt.Sprintf("'bench%d-%t-%%'", processes, kill)
	count := `SELECT count(*) FROM shop_effect WHERE business_key LIKE ` + like
	var died time.Time
	for end := began.Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if err := p.pay(v); err != nil {
			return err
		}
		done, err := v.number(count)
		if err != nil {
			return err
		}
		if kill && died.IsZero() && done >= orders/4 {
			_ = running[0].Process.Kill()
			died = time.Now()
		}
		open, err := v.number(`SELECT (SELECT count(*) FROM {}pay_intent
				WHERE state IN ('sent', 'unknown', 'pending') AND business_key LIKE ` + like + `) +
			(SELECT count(*) FROM {}pay_delivery WHERE delivered_at = 0)`)
		if err != nil {
			return err
		}
		if open == 0 && (done >= orders || !died.IsZero()) {
			break
		}
		if time.Now().After(end) {
			return fmt.Errorf("%d of %d are settled after two minutes", done, orders)
		}
	}
	if kill {
		fmt.Printf("%s: everything that a killed process left was settled %.1f s after the kill\n",
			name, time.Since(died).Seconds())
		return nil
	}
	done, err := v.number(count)
	if err != nil {
		return err
	}
	latency, err := v.number(`SELECT CAST(avg(d.delivered_at - i.created_at) AS BIGINT) FROM {}pay_delivery d
		JOIN {}pay_intent i ON i.id = d.intent_id WHERE i.business_key LIKE ` + like)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d processes settle %.0f outcomes/s, %.0f ms from call to delivery on average\n",
		name, processes, float64(done)/time.Since(began).Seconds(), float64(latency)/1000)
	return nil
}
