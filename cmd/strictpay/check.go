package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// A checkResult is the JSON of one checked body.
type checkResult struct {
	Source     string      `json:"source"`
	Operation  string      `json:"operation"`
	Status     int         `json:"status"`
	OK         bool        `json:"ok"`
	Deviations []deviation `json:"deviations"`
}

func check(e *environment, args []string) int {
	var as, failOn string
	var status int
	var output format
	files, code, ok := parse(e, "check", args, func(f *pflag.FlagSet) {
		f.StringVar(&as, "as", "", "API.OPERATION, or API.WEBHOOK")
		f.IntVar(&status, "status", 200, "HTTP status the body came with")
		f.StringVar(&failOn, "fail-on", "violation", "violation, drift or never")
		output.define(f)
	})
	if !ok {
		return code
	}
	if as == "" || len(files) == 0 {
		return complain(e, exitUnable, "an operation and files are due; type: strictpay check --as vertex.retrieveOrderDetails body.json")
	}
	if failOn != "violation" && failOn != "drift" && failOn != "never" {
		return complain(e, exitUnable, "--fail-on takes violation, drift or never")
	}
	read, err := reader(as, status)
	if err != nil {
		return complain(e, exitNo, "%v", err)
	}
	exit := exitOK
	for _, file := range files {
		body, err := readBody(e, file)
		if err != nil {
			complain(e, exitUnable, "%v", err)
			exit = exitUnable
			continue
		}
		devs := read(body)
		result := checkResult{file, as, status, passes(devs, failOn), deviations(devs.List)}
		if !result.OK && exit == exitOK {
			exit = exitNo
		}
		if output.json() {
			line(e.stdout, result)
			continue
		}
		verdict := e.paint(green, "ok")
		if !result.OK {
			verdict = e.paint(red, "not ok")
		} else if len(devs.List) > 0 {
			verdict = e.paint(yellow, "ok")
		}
		fmt.Fprintf(e.stdout, "%s: %s\n", file, verdict)
		e.printDeviations(e.stdout, devs.List)
		if devs.Dropped > 0 {
			fmt.Fprintf(e.stdout, "  and %d more\n", devs.Dropped)
		}
	}
	return exit
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

// reader finds how the bodies are read: an operation's answer of that status, or a webhook.
func reader(as string, status int) (func(body []byte) strictpay.Deviations, error) {
	a, id, err := target(as)
	if err != nil {
		return nil, err
	}
	var read func([]byte) (any, strictpay.Deviations)
	if hook := a.Webhook(id); hook != nil {
		read = hook.Read
	} else {
		op, err := findOperation(a, id)
		if err != nil {
			return nil, fmt.Errorf("%w; and webhooks: %s", err, names(a.Webhooks, func(h spec.Webhook) string { return h.Name }))
		}
		read = func(body []byte) (any, strictpay.Deviations) { return op.ReadAnswer(status, body) }
	}
	return func(body []byte) strictpay.Deviations {
		if len(body) > maxBody {
			var devs strictpay.Deviations
			devs.Add(strictpay.Violation, strictpay.KindSize, "", "more than 1 MiB")
			return devs
		}
		_, devs := read(body)
		return devs
	}, nil
}
