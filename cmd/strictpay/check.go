package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/strictpay/strictpay"
)

const checkHelp = `Reads captured bodies as strictly as the clients do, and tells every deviation from
the specification: violations, which clients return as errors, and drift, which
they tell beside the value. FILE is a body as it came, - is standard input; where an
API seals its messages it is the opened one (strictpay xpayments open).

--as names an operation or a webhook. Of an operation the bodies are answers with the
HTTP status of --status, or with --request requests, which are checked as a client
does before it sends; strictpay call refuses drift in its --body as well. Of a webhook
they are what came to the merchant.

Exit codes: 0 every body is ok; 1 some are not; 2 something could not be checked.`

// checkFlags are the flags of a check.
type checkFlags struct {
	as      string
	request bool
	status  httpStatus
	failOn  choice
	output  format
}

// A checkResult is the JSON of one checked body.
type checkResult struct {
	Source     string      `json:"source"`
	Operation  string      `json:"operation"`
	Status     int         `json:"status"` // 0 for a request or a webhook
	OK         bool        `json:"ok"`
	Deviations []deviation `json:"deviations"`
}

const checkExample = "strictpay check --as vertex.retrieveOrderDetails body.json"

func checkCommand(e *environment) *cobra.Command {
	flags := checkFlags{failOn: choice{"violation", []string{"violation", "drift", "never"}}}
	cmd := &cobra.Command{
		Use:   "check --as API.OPERATION [flags] FILE...",
		Short: "check captured bodies", Long: checkHelp,
		Example: "  " + checkExample + "\n" +
			"  strictpay check --as vertex.createOrder --status 400 refused.json\n" +
			"  strictpay check --as vertex.createOrder --request request.json\n" +
			"  strictpay check --as vertex.orderCallback --fail-on drift --output json *.json",
		Args: numbered(1, -1, "files to check", checkExample),
		RunE: func(_ *cobra.Command, files []string) error { return flags.run(e, files) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.as, "as", "", "what the bodies are: `API.OPERATION` or API.WEBHOOK")
	f.BoolVar(&flags.request, "request", false, "the bodies are requests")
	f.Var(&flags.status, "status", "HTTP `STATUS` that the answers came with (default 200)")
	flags.failOn.add(cmd, "fail-on", "", "from which severity on a body is not ok")
	flags.output.define(cmd)
	_ = cmd.RegisterFlagCompletionFunc("as", completeWith(func() []string { return everyName(bodyNames) }))
	return cmd
}

func (c *checkFlags) run(e *environment, files []string) error {
	if c.as == "" {
		return usage(checkExample, "check needs --as API.OPERATION, to know what the bodies are")
	}
	body, err := findBody(c.as, c.request, int(c.status))
	if err != nil {
		return err
	}
	code := exitOK
	for _, file := range files {
		text, err := e.read(file, maxBody)
		if err != nil {
			e.explain(failed(err))
			code = exitUsage
			continue
		}
		devs := tooLarge()
		if len(text) <= maxBody {
			devs = body.read(text)
		}
		result := checkResult{file, c.as, body.status, passes(devs, c.failOn.value), deviations(devs.List)}
		if !result.OK && code == exitOK {
			code = exitNo
		}
		if c.output.json() {
			if err := line(e.stdout, result); err != nil {
				return err
			}
			continue
		}
		e.printCheck(result, devs)
	}
	return silently(code)
}

func (e *environment) printCheck(result checkResult, devs strictpay.Deviations) {
	verdict := e.paint(green, "ok")
	switch {
	case !result.OK:
		verdict = e.paint(red, "not ok")
	case len(devs.List) > 0:
		verdict = e.paint(yellow, "ok") + ", with " + plural(len(devs.List)+devs.Dropped, "deviation")
	}
	fmt.Fprintf(e.stdout, "%s: %s\n", result.Source, verdict)
	e.printDeviations(e.stdout, devs.List, devs.Dropped)
}

func tooLarge() strictpay.Deviations {
	var devs strictpay.Deviations
	devs.Add(strictpay.Violation, strictpay.KindSize, "", "more than 1 MiB")
	return devs
}

// passes decides whether a body is ok: nothing at or above failOn.
func passes(devs strictpay.Deviations, failOn string) bool {
	switch failOn {
	case "never":
		return true
	case "drift":
		return len(devs.List) == 0
	}
	return !devs.Violated()
}
