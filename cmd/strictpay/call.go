package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/transport"
)

// A callResult is the JSON of a call. Every key is always there.
type callResult struct {
	Operation  string      `json:"operation"`
	Status     int         `json:"status"`
	OK         bool        `json:"ok"`
	Value      any         `json:"value"`
	Deviations []deviation `json:"deviations"`
	Error      string      `json:"error"`
}

func call(e *environment, args []string) int {
	var server, body string
	var sets []string
	var output format
	rest, code, ok := parse(e, "call", args, func(f *pflag.FlagSet) {
		f.StringVar(&server, "server", "", "base URL")
		f.StringArrayVar(&sets, "set", nil, "name=value")
		f.StringVar(&body, "body", "", "file with the request body as JSON; - is standard input")
		output.define(f)
	})
	if !ok {
		return code
	}
	if len(rest) != 1 {
		return complain(e, exitUnable, "one operation is due; type: strictpay call vertex.retrieveOrderDetails --set shopId=123 --set orderNumber=A-1")
	}
	a, id, err := target(rest[0])
	if err != nil {
		return complain(e, exitNo, "%v", err)
	}
	op, err := findOperation(a, id)
	if err != nil {
		return complain(e, exitNo, "%v", err)
	}
	// From here on the JSON line is printed whatever happens.
	refuse := func(format string, args ...any) int {
		report(e, output, rest[0], nil, strictpay.Info{}, fmt.Errorf(format, args...))
		return exitUnable
	}
	in, err := newArguments(e, a, op, sets, body)
	if err != nil {
		return refuse("%w", err)
	}
	settings := apis.FromEnvironment(a, server, e.getenv)
	if settings.URL == "" && !settings.InBundle() {
		return refuse("no server; type --server URL or set STRICTPAY_%s_URL", strings.ToUpper(a.Name))
	}
	c, err := a.Connect(settings)
	if err != nil {
		return refuse("%w", err)
	}
	var info strictpay.Info
	value, err := c.Invoke(context.Background(), id, in, append(in.opts, strictpay.WithInfo(&info))...)
	var unsent *strictpay.NotSent
	if errors.As(err, &unsent) && len(info.Deviations) == 0 {
		info.Deviations = unsent.Deviations // of a body that did not get as far as the call
	}
	report(e, output, rest[0], value, info, err)
	return exitCode(err)
}

// exitCode says how a call ended.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, strictpay.ErrOutcomeUnknown):
		return exitUnknown
	case errors.Is(err, strictpay.ErrNotSent), errors.Is(err, errInput):
		return exitUnable
	}
	return exitNo
}

func report(e *environment, output format, operation string, value any, info strictpay.Info, err error) {
	if output.json() {
		result := callResult{Operation: operation, Status: info.Status, OK: err == nil, Value: "", Deviations: deviations(info.Deviations)}
		if err != nil {
			result.Error = err.Error()
		} else {
			result.Value = value
		}
		line(e.stdout, result)
	}
	if err != nil {
		fmt.Fprintln(e.stderr, "strictpay:", err)
		advise(e, err)
	}
	if output.json() {
		return
	}
	if err == nil {
		text, _ := json.MarshalIndent(value, "", "  ")
		fmt.Fprintf(e.stdout, "%s: %s\n%s\n", operation, e.paint(green, fmt.Sprintf("HTTP %d", info.Status)), text)
	}
	if len(info.Deviations) > 0 {
		e.printDeviations(e.stdout, info.Deviations)
	}
}

// advise says what to type next.
func advise(e *environment, err error) {
	var unknown *strictpay.OutcomeUnknown
	switch {
	case errors.As(err, &unknown) && unknown.StatusQuery.Operation != "":
		text := "strictpay call " + unknown.API + "." + unknown.StatusQuery.Operation
		for _, a := range unknown.StatusQuery.Arguments {
			text += fmt.Sprintf(" --set %s=%s", a.Name, a.Value)
		}
		fmt.Fprintln(e.stderr, "ask for the outcome:", text)
	case errors.Is(err, transport.ErrPlainHTTP):
		fmt.Fprintln(e.stderr, "the command line sends to https and to this machine only; type --server https://...")
	case errors.Is(err, syscall.ECONNREFUSED):
		fmt.Fprintln(e.stderr, "nothing listens there; type strictpay sandbox to have something that does, or check --server")
	case errors.Is(err, strictpay.ErrUnauthorized):
		fmt.Fprintln(e.stderr, "check the credentials in the STRICTPAY_ variables")
	}
}

// readBody reads the file of a body.
func readBody(e *environment, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(e.stdin, maxBody+1))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w; name a file, or - for standard input", err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxBody+1))
}

// maxBody is how large a body may be.
const maxBody = 1 << 20
