package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
)

// soakAll soaks SQLite and, where its address is given, Postgres, each for the time.
func soakAll(ctx context.Context, long, killEvery time.Duration, dsn string) (good bool, err error) {
	dir, err := os.MkdirTemp("", "strictpay-soak-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	good = true
	for _, w := range databases(dir, dsn) {
		passed, err := soak(ctx, w.database(), w, long, killEvery)
		if err != nil {
			return false, err
		}
		good = good && passed
	}
	return good, nil
}

func databases(dir, dsn string) []worker {
	all := []worker{{SQLite: filepath.Join(dir, "pay.db")}}
	if dsn != "" {
		all = append(all, worker{Postgres: dsn})
	}
	return all
}

func (w worker) database() string {
	if w.SQLite != "" {
		return "SQLite"
	}
	return "Postgres"
}

// share is how many requests meet a fault.
const share = 0.2

func soak(ctx context.Context, name string, w worker, long, killEvery time.Duration) (bool, error) {
	in, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return false, err
	}
	defer in.Close()
	line, err := rig.NewLine(in.URL, rand.Uint64(), share, rig.NewTally())
	if err != nil {
		return false, err
	}
	defer line.Close()
	w.Token, w.ShopID, w.Goroutines = in.Vertex.Token, in.Vertex.ShopID, 4
	direct := in.Vertex.URL
	w.URL = line.URL() + direct[len(in.URL):]
	v, err := lookInto(w)
	if err != nil {
		return false, err
	}
	defer v.db.Close()
	if err := v.prepare(); err != nil {
		return false, err
	}
	workers := []worker{w, w}
	processes := make([]*exec.Cmd, len(workers))
	for n := range workers {
		workers[n].Name = fmt.Sprintf("shop%d", n)
		if processes[n], err = workers[n].spawn(); err != nil {
			return false, err
		}
	}
	p := &payer{in: in, paid: map[string]bool{}}
	kills := 0
	end, kill, tick := time.After(long), time.NewTicker(killEvery), time.NewTicker(300*time.Millisecond)
	defer kill.Stop()
	defer tick.Stop()
	for working := true; working; {
		select {
		case <-ctx.Done():
			working = false
		case <-end:
			working = false
		case <-tick.C:
			_ = p.pay(v) // the tables may not be there yet
		case <-kill.C:
			n := kills % len(workers)
			kills++
			_ = processes[n].Process.Kill()
			_ = processes[n].Wait()
			made, err := v.number(fmt.Sprintf(`SELECT count(*) FROM {}pay_intent
				WHERE operation = 'createOrder' AND business_key LIKE '%s-%%'`, workers[n].Name))
			if err != nil {
				return false, err
			}
			workers[n].Life++
			workers[n].From = max(0, made-8) // the last ones may have been cut off, and are made again
			if processes[n], err = workers[n].spawn(); err != nil {
				return false, err
			}
		}
	}
	for _, process := range processes {
		_ = process.Process.Signal(syscall.SIGTERM)
		_ = process.Wait()
	}
	if err := drain(ctx, w, direct, v, p); err != nil {
		return false, err
	}
	r, err := judge(ctx, v, in)
	if err != nil {
		return false, err
	}
	fmt.Printf("%s: %s, %d kills, %d intents = %d outcomes + %d listed; "+
		"%d lost, %d doubled, %d contradicting the books%s\n",
		name, long, kills, r.intents, r.outcomes, r.listed, r.lost, r.doubled, r.contradicting, listedOf(r.open))
	return r.intents > 0 && r.intents == r.outcomes+r.listed && r.lost+r.doubled+r.contradicting == 0, nil
}

// drain settles what is open, without faults, as a shop that has no customers for a while.
func drain(ctx context.Context, w worker, direct string, v *view, p *payer) error {
	w.URL, w.Idle, w.Name = direct, true, "drain"
	process, err := w.spawn()
	if err != nil {
		return err
	}
	defer func() {
		_ = process.Process.Signal(syscall.SIGTERM)
		_ = process.Wait()
	}()
	end := time.Now().Add(2 * time.Minute)
	for ; time.Now().Before(end) && ctx.Err() == nil; time.Sleep(200 * time.Millisecond) {
		if err := p.pay(v); err != nil {
			return err
		}
		open, err := v.number(`SELECT
			(SELECT count(*) FROM {}pay_intent WHERE state IN ('prepared', 'sent', 'unknown', 'pending')) +
			(SELECT count(*) FROM {}pay_delivery WHERE delivered_at = 0)`)
		if err != nil || open == 0 {
			return err
		}
	}
	return ctx.Err()
}

// listedOf says what is listed; "" for nothing.
func listedOf(open map[string]int) string {
	if len(open) == 0 {
		return ""
	}
	return fmt.Sprintf("; listed: %v", open)
}
