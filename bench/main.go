// Command bench compares this module with other libraries, row by row: go run . in this folder, or make bench.
//
// It is a module of its own, so that none of the rivals reaches users. A row that has a goal ends with met or missed,
// judged by the median of its runs; with -strict the command fails when one is missed. -run takes a name, or a regular
// expression of the names, and -list prints them; -h shows all flags.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

// What the command ends with.
const (
	exitMissed      = 1
	exitFailed      = 2
	exitInterrupted = 130 // as a shell has it for a program that SIGINT ended
)

func main() {
	serveIfChild()
	o, err := parsed(os.Args[1:])
	switch {
	case errors.Is(err, errHelp):
		fmt.Print(usage())
		return
	case err != nil:
		fail(err)
	case o.attacks:
		attackReport()
		return
	}
	chosen, err := choose(o.run)
	if err != nil {
		fail(err)
	}
	if o.list {
		for _, name := range chosen.names() {
			fmt.Println(name)
		}
		return
	}
	os.Exit(bench(o, chosen))
}

// bench measures and prints. The first interrupt ends the measuring, the second one the program.
func bench(o options, chosen *choice) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop)
	start := time.Now()
	rows := chosen.measured(ctx, o.runs)
	if len(rows) == 0 {
		fmt.Println("Interrupted before anything was measured.")
		return exitInterrupted
	}
	missed := table(os.Stdout, rows)
	footer(os.Stdout, rows, missed, o.runs, time.Since(start))
	switch {
	case ctx.Err() != nil:
		fmt.Println("Interrupted: these are the rows that were measured by then, some of them in fewer runs.")
		return exitInterrupted
	case len(missed) > 0 && o.strict:
		return exitMissed
	}
	return 0
}

// must drops a result that the rounds do not look at.
func must[T any](_ T, err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	_, _ = io.WriteString(os.Stderr, "bench: "+err.Error()+"\n")
	os.Exit(exitFailed)
}
