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

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
)

// soakAll soaks SQLite and, where its address is given, Postgres, each for the time.
func soakAll(ctx context.Context, long, killEvery time.Duration, dsn, only string) (good bool, err error) {
	dir, err := os.MkdirTemp("", "strictpay-soak-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	good = true
	for _, w := range databases(dir, dsn, only) {
		passed, err := soak(ctx, w, long, killEvery)
		if err != nil {
			return false, fmt.Errorf("%s: %w", w.database(), err)
		}
		good = good && passed
	}
	return good, nil
}

// databases are those to run on; only names one of them, "" is for all that are there.
func databases(dir, dsn, only string) (all []worker) {
	if only != "postgres" {
		all = append(all, worker{SQLite: filepath.Join(dir, "pay.db")})
	}
	if dsn != "" && only != "sqlite" {
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

func soak(ctx context.Context, w worker, long, killEvery time.Duration) (bool, error) {
	in, err := sandbox.Start("127.0.0.1:0")
	if err != nil {
		return false, err
	}
	defer in.Close()
	in.RozetkaPay.SetBalance(strictpay.MustDecimal("1000000000"))
	tally := rig.NewTally()
	proxy, err := rig.NewFaultProxy(in.URL, rand.Uint64(), share, tally)
	if err != nil {
		return false, err
	}
	defer proxy.Close()
	w.Access, w.Flows = accessTo(in, func(url string) string { return proxy.URL() + url[len(in.URL):] }), 3
	v, err := lookInto(w)
	if err != nil {
		return false, err
	}
	defer v.db.Close()
	if err := v.prepare(); err != nil {
		return false, err
	}
	workers := []worker{w, w}
	var hooks []string
	for n := range workers {
		address, err := rig.FreeAddress()
		if err != nil {
			return false, err
		}
		hooks = append(hooks, address)
		workers[n].Name, workers[n].Hooks = fmt.Sprintf("shop%d", n), address
	}
	front, err := newFront(in, hooks)
	if err != nil {
		return false, err
	}
	defer front.server.Close()
	disturbing, calm := context.WithCancel(ctx)
	disturbed := front.disturb(disturbing)
	p := newPayer(in)
	processes := make([]*exec.Cmd, len(workers))
	for n := range workers {
		workers[n].Front = front.url
		if processes[n], err = workers[n].spawn(); err != nil {
			calm()
			return false, err
		}
	}
	kills, err := keepKilling(ctx, workers, processes, long, killEvery, func() { _ = p.pay(v) })
	for _, process := range processes {
		_ = process.Process.Signal(syscall.SIGTERM)
		_ = process.Wait()
	}
	calm()
	disturbed.Wait()
	if err != nil {
		return false, err
	}
	w.Access, w.Flows = accessTo(in, func(url string) string { return url }), 0
	w.Name, w.Hooks, w.Front = "drain", hooks[0], front.url
	if err := drain(ctx, w, v, p); err != nil {
		return false, err
	}
	r, err := judge(v, in)
	if err != nil {
		return false, err
	}
	met := 0
	for _, n := range tally.Faults() {
		met += n
	}
	fmt.Printf("%s: %s, %d kills, %d requests, %d of them spoiled in %d ways, %d webhooks; %s\n",
		w.database(), long, kills, proxy.Requests(), met, len(tally.Faults()), front.taken.Load(), r)
	return r.good(), nil
}

// keepKilling kills one process after the other and starts it again, for the time. The payer is called between.
func keepKilling(
	ctx context.Context, workers []worker, processes []*exec.Cmd, long, every time.Duration, pay func(),
) (kills int, err error) {
	end, kill, tick := time.After(long), time.NewTicker(every), time.NewTicker(300*time.Millisecond)
	defer kill.Stop()
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return kills, ctx.Err()
		case <-end:
			return kills, nil
		case <-tick.C:
			pay() // the tables may not be there yet
		case <-kill.C:
			n := kills % len(workers)
			kills++
			_ = processes[n].Process.Kill()
			_ = processes[n].Wait()
			workers[n].Life++
			if processes[n], err = workers[n].spawn(); err != nil {
				return kills, err
			}
		}
	}
}

// drainPatience is how long the shop waits for what is open; what is still open then is listed.
const drainPatience = 3 * time.Minute

// drain settles what is open, without faults, as a shop that has no customers for a while.
func drain(ctx context.Context, w worker, v *view, p *payer) error {
	process, err := w.spawn()
	if err != nil {
		return err
	}
	defer func() {
		_ = process.Process.Signal(syscall.SIGTERM)
		_ = process.Wait()
	}()
	end := time.Now().Add(drainPatience)
	for ; time.Now().Before(end) && ctx.Err() == nil; time.Sleep(200 * time.Millisecond) {
		if err := p.pay(v); err != nil {
			return err
		}
		open, err := v.number(`SELECT
			(SELECT count(*) FROM {}pay_intent WHERE state IN ('prepared', 'sent', 'unknown', 'pending')) +
			(SELECT count(*) FROM {}pay_delivery WHERE delivered_at = 0) +
			(SELECT count(*) FROM {}pay_event WHERE handled_at = 0)`)
		if err != nil || open == 0 {
			return err
		}
	}
	return ctx.Err()
}
