package main

import (
	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/internal/traffic"
)

// A body is how captured bodies are read.
type body struct {
	status int // 0 for a request or a webhook
	read   func(text []byte) strictpay.Deviations
}

// findBody finds what --as names: an operation's answer of a status, 0 for the usual one, or its request; or a webhook.
func findBody(as string, request bool, status int) (*body, error) {
	a, id, err := split(as, "API.OPERATION or API.WEBHOOK", checkExample)
	if err != nil {
		return nil, err
	}
	operation := commandLine("operations", a.Name+"."+id)
	if hook := a.Webhook(id); hook != nil {
		next := commandLine("check", "--as", as, "body.json")
		switch {
		case request:
			return nil, usage(next, "%s is a webhook, and --request is for operations", as)
		case status != 0:
			return nil, usage(next, "%s is a webhook, which comes without a --status", as)
		}
		return &body{0, func(text []byte) strictpay.Deviations {
			_, devs := hook.Read(text)
			return devs
		}}, nil
	}
	op := a.Operation(id)
	switch {
	case op == nil:
		return nil, noOperation(a, id, bodyNames(a))
	case request && status != 0:
		next := commandLine("check", "--as", as, "--request", "body.json")
		return nil, usage(next, "a request comes without a --status")
	case request && op.NewRequest == nil:
		return nil, usage(operation, "%s has no request body", as)
	case request:
		return &body{0, func(text []byte) strictpay.Deviations { return traffic.ReadRequest(op, text) }}, nil
	case status == 0:
		status = 200
	}
	return &body{status, func(text []byte) strictpay.Deviations {
		_, devs := op.ReadAnswer(status, text)
		return devs
	}}, nil
}
