// Command strictpay checks captured bodies against the specs, prints code tables and operations, makes single typed calls and runs the sandbox.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// A command is one verb of the command line. run returns the exit code.
type command struct {
	name, usage, about string
	run                func(e *environment, args []string) int
}

// An environment is what a command may touch, so that tests can give their own.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	colour         bool
}

func commands() []command {
	return []command{
		{"demo", "demo", "start the sandbox and make typed calls to all four APIs", demo},
		{"sandbox", "sandbox [--listen 127.0.0.1:0]", "serve the four fakes until interrupted", serveSandbox},
		{"call", "call API.OPERATION [--server URL] [--set name=value]... [--body FILE] [--output text|json]", "make one typed call", call},
		{"check", "check --as API.OPERATION [--status 200] [--fail-on violation|drift|never] [--output text|json] FILE...", "check captured bodies; - is standard input", check},
		{"codes", "codes [API [TABLE [CODE]]] [--output text|json]", "print the code tables", codes},
		{"operations", "operations [API] [--output text|json]", "list the operations", operations},
		{"xpayments", "xpayments open --key PEM [--password-file F] | seal --cert PEM | bundle FILE", "open what X-Payments sent, seal what a store sends, see what a bundle holds", xpaymentsTools},
		{"version", "version", "print versions", version},
	}
}

func main() {
	e := &environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, colour: terminal(os.Stdout)}
	os.Exit(run(e, os.Args[1:]))
}

// Exit codes. A call uses all of them; check uses ok, no and unable.
const (
	exitOK      = 0
	exitNo      = 1 // a refusal, a violation, an unknown name
	exitUnable  = 2 // not sent, could not run
	exitUnknown = 3 // outcome unknown
)

func run(e *environment, args []string) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(e.stdout)
		return exitOK
	}
	if args[0] == "--version" {
		args[0] = "version"
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(e, args[1:])
		}
	}
	fmt.Fprintf(e.stderr, "strictpay: no command %q; there are: %s\n", args[0], names(commands(), func(c command) string { return c.name }))
	return exitNo
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "Usage:")
	for _, c := range commands() {
		fmt.Fprintf(w, "  strictpay %s\n      %s\n", c.usage, c.about)
	}
}

// parse reads flags, which may stand behind the arguments. ok is false when the command must end with code.
func parse(e *environment, name string, args []string, define func(f *pflag.FlagSet)) (rest []string, code int, ok bool) {
	f := pflag.NewFlagSet(name, pflag.ContinueOnError)
	f.SetOutput(io.Discard)
	define(f)
	err := f.Parse(args)
	if err == nil {
		return f.Args(), 0, true
	}
	var line string
	for _, c := range commands() {
		if c.name == name {
			line = "strictpay " + c.usage
		}
	}
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprintln(e.stdout, line)
		return nil, exitOK, false
	}
	fmt.Fprintf(e.stderr, "strictpay %s: %v; type: %s\n", name, err, line)
	return nil, exitUnable, false
}

// complain says what is wrong and what to type next.
func complain(e *environment, code int, format string, args ...any) int {
	fmt.Fprintf(e.stderr, "strictpay: "+format+"\n", args...)
	return code
}

func names[T any](list []T, name func(T) string) string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = name(v)
	}
	return strings.Join(all, ", ")
}
