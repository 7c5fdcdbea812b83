// Command soak calls the sandboxes of all APIs through the public clients, with all faults on, and looks for money that
// moved twice and results that were lost.
//
//	go run ./internal/soak -for 60s -seed 1
//
// It runs in rounds, each on a sandbox of its own, because a sandbox remembers everything. It stops by itself, talks to
// loopback only, and exits with 1 if it found anything. The seed decides what each flow does and meets; how flows
// interleave is the machine's.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"time"

	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/internal/soak/rig"
)

// settings are what the command line says.
type settings struct {
	duration, round time.Duration
	seed            uint64
	share           float64
	workers         int
	heap            uint64 // MiB that the whole process may take up, sandboxes included
}

func main() {
	var s settings
	flag.DurationVar(&s.duration, "for", time.Minute, "how long to run")
	flag.DurationVar(&s.round, "round", 5*time.Second, "how long one sandbox is used")
	flag.Uint64Var(&s.seed, "seed", 1, "what each flow does and meets follows from it")
	flag.Float64Var(&s.share, "faults", 0.25, "part of requests that meet a fault")
	flag.IntVar(&s.workers, "workers", 16, "flows at a time")
	flag.Uint64Var(&s.heap, "heap", 256, "MiB of heap that are too much")
	flag.Parse()
	log.SetOutput(io.Discard) // net/http remarks on stray bytes there
	r, err := soak(context.Background(), s)
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	r.print(os.Stdout)
	if !r.good() {
		os.Exit(1)
	}
}

// soak runs rounds until the time is up.
func soak(ctx context.Context, s settings) (*report, error) {
	r := &report{settings: s, tally: rig.NewTally(), began: time.Now(), before: runtime.NumGoroutine()}
	meter := watchHeap()
	until := r.began.Add(s.duration)
	for time.Now().Before(until) {
		r.rounds++
		if err := round(ctx, s, r.tally, s.seed+uint64(r.rounds)-1, min(s.round, time.Until(until))); err != nil {
			meter.stop()
			return nil, err
		}
	}
	r.took, r.peak = time.Since(r.began), meter.stop()
	r.after = settled(r.before)
	return r, nil
}

// round is a sandbox's life.
func round(ctx context.Context, s settings, tally *rig.Tally, seed uint64, length time.Duration) error {
	// Connections are lost by the minute in real life, and several times a round here.
	one, err := rig.New(rig.Config{
		Seed: seed, Share: s.share, Retries: 2, Patience: time.Second, Restart: 700, Workers: s.workers,
	}, apis.Kinds(), tally)
	if err != nil {
		return err
	}
	defer one.Close()
	ctx, stop := context.WithTimeout(ctx, length)
	defer stop()
	one.Run(ctx)
	one.Audit()
	return nil
}

// settled waits for goroutines to end that are on their way out, and counts the rest.
func settled(want int) int {
	for patience := 0; patience < 300 && runtime.NumGoroutine() > want; patience++ {
		time.Sleep(10 * time.Millisecond)
	}
	return runtime.NumGoroutine()
}
