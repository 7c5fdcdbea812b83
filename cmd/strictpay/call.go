package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/apis"
	"github.com/strictpay/strictpay/runtime/spec"
)

const callHelp = `Makes one typed call. --set names path, query and header parameters, and members at
the top of the request body, as they are called on the wire; strictpay operations
API.OPERATION lists them. Members inside others go into the file of --body; where both
have a member, --set counts.

Where to call and with what is in the environment, for vertex for example in
STRICTPAY_VERTEX_URL and STRICTPAY_VERTEX_TOKEN. The names behind STRICTPAY_<API>_ are:

%s
http is for this machine only. An interrupt ends the call and prints its outcome.

As text the value comes after a line with the outcome, for people. Other programs take
--output json, which has it under "value".

Exit codes:
  0  done: the value is on standard output
  1  refused, also where a status that was asked for means no
  2  not sent: nothing has happened
  3  unknown: money may have moved; ask with the line that is printed
  4  contradicted: the answer is not what the specification says
  5  unavailable: no answer, or none that says anything`

// callFlags are the flags of a call.
type callFlags struct {
	server, body string
	sets         []string
	output       format
}

func callCommand(e *environment) *cobra.Command {
	var flags callFlags
	cmd := &cobra.Command{
		Use:   "call API.OPERATION [--set NAME=VALUE]... [--body FILE] [flags]",
		Short: "make one typed call", Long: fmt.Sprintf(callHelp, settingsHelp()),
		Example: "  strictpay call vertex.retrieveOrderDetails --set shopId=123 \\\n    --set orderNumber=A-1\n" +
			"  strictpay call vertex.createOrder --body order.json --output json",
		Args: numbered(1, 1, "an operation, API.OPERATION",
			"strictpay call vertex.retrieveOrderDetails --set shopId=123 --set orderNumber=A-1"),
		ValidArgsFunction: completeFirst(func() []string { return everyName(operationNames) }),
		RunE:              func(_ *cobra.Command, args []string) error { return flags.run(e, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.server, "server", "", "base `URL` of the API")
	f.StringArrayVar(&flags.sets, "set", nil, "an argument, `NAME=VALUE`; can be repeated")
	f.StringVar(&flags.body, "body", "", "`FILE` with the request body as JSON; - is standard input")
	flags.output.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("set", completeArguments)
	return cmd
}

// completeArguments offers the names of an operation's arguments.
func completeArguments(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	a, op, err := findOperation(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var words []string
	for _, name := range argumentNames(a, op) {
		words = append(words, name+"=")
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// run makes the call. Once the operation is known its outcome is reported, whatever happens.
func (c *callFlags) run(e *environment, name string) error {
	a, op, err := findOperation(name)
	if err != nil {
		return err
	}
	ctx, stop := e.untilInterrupted()
	defer stop()
	r := &report{name: name, api: a, op: op, server: c.server}
	r.value, r.err = c.invoke(ctx, e, a, op, &r.info)
	return r.print(e, c.output.json())
}

func (c *callFlags) invoke(
	ctx context.Context, e *environment, a apis.API, op *spec.Operation, info *strictpay.Info,
) (any, error) {
	in, err := newArguments(e, a, op, c.sets, c.body)
	if err != nil {
		return nil, strictpay.NewNotSent(a.Name, op.ID, err)
	}
	settings := apis.FromEnvironment(a, c.server, e.getenv)
	if settings.URL == "" && !settings.InBundle() {
		err := fmt.Errorf("no server; give --server URL or set STRICTPAY_%s_URL", strings.ToUpper(a.Name))
		return nil, strictpay.NewNotSent(a.Name, op.ID, err)
	}
	// Drift is in the report; the client has no need to log it.
	quiet := strictpay.WithDriftHandler(func(context.Context, *strictpay.Info) {})
	client, err := a.Connect(settings, quiet)
	if err != nil {
		return nil, strictpay.NewNotSent(a.Name, op.ID, err)
	}
	return client.Invoke(ctx, op.ID, in, append(in.opts, strictpay.WithInfo(info))...)
}
