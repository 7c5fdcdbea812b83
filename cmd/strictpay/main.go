// Command strictpay checks captured bodies and traffic against the specs, prints code tables and operations, makes
// single typed calls, sends and verifies webhooks, and runs the sandbox.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// An environment is what a command may touch, so that tests can give their own.
type environment struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	colour         bool // on standard output
	progress       bool // on standard error
}

func main() {
	e := &environment{
		ctx: context.Background(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
		colour: terminal(os.Stdout), progress: terminal(os.Stderr),
	}
	os.Exit(run(e, os.Args[1:]))
}

// terminal reports whether a file is one, for colours.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" &&
		os.Getenv("TERM") != "dumb"
}

// untilInterrupted gives a context that the first interrupt cancels, which also ends the reading of standard input. A
// second one ends the program at once.
func (e *environment) untilInterrupted() (context.Context, func()) {
	ctx, stop := signal.NotifyContext(e.ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	e.stdin = untilDone(ctx, e.stdin)
	return ctx, stop
}

// run runs a command line and gives the exit code.
func run(e *environment, args []string) int {
	out := &output{to: e.stdout}
	inner := *e
	inner.stdout = out
	root := rootCommand(&inner)
	root.SetArgs(args)
	err := root.ExecuteContext(e.ctx)
	code := inner.explain(err)
	if out.err == nil {
		return code
	}
	return inner.explain(lostOutput(out.err, code, len(args) > 0 && args[0] == "call"))
}

// An output remembers the first error of writing: a full disk must not look like success.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(b)
	o.err = err
	return n, err
}

// lostOutput is the end of a command whose output could not be written. A call that was done may have moved money, and
// its caller does not learn of it: for them its outcome is unknown. Other outcomes keep their exit codes.
func lostOutput(cause error, code int, call bool) error {
	text := "the output could not be written: " + cause.Error()
	switch {
	case call && code == exitOK:
		return &exit{code: exitUnknown, text: "the call was done, but " + text}
	case code != exitOK:
		return &exit{code: code, text: text}
	}
	return &exit{code: exitUsage, text: text}
}
