package main

import (
	"errors"
	"syscall"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
	"github.com/strictpay/strictpay/transport"
)

// advice is what to type after a call that was not done.
func (r *report) advice() []string {
	operation := commandLine("operations", r.api.Name+"."+r.op.ID)
	var unknown *strictpay.OutcomeUnknown
	var unsent *strictpay.NotSent
	switch {
	case r.err == nil:
		return nil
	case errors.As(r.err, &unknown):
		return r.ask(unknown.StatusQuery)
	case errors.Is(r.err, transport.ErrPlainHTTP):
		return []string{commandLine("call", r.name, "--server", "https://...")}
	case errors.Is(r.err, syscall.ECONNREFUSED):
		return []string{"strictpay sandbox    # to have something that listens"}
	case errors.As(r.err, &unsent) && len(unsent.Attempts) == 0:
		return []string{operation + "    # for its arguments"}
	case errors.Is(r.err, strictpay.ErrContradicted):
		return []string{operation + "    # for what is documented"}
	}
	return nil
}

// ask is the line that asks for an unknown outcome.
func (r *report) ask(query strictpay.StatusQuery) []string {
	if query.Operation == "" {
		return nil
	}
	if query.Operation == r.op.ID {
		if query.Key == "" {
			return nil
		}
		return []string{commandLine("call", r.name, "--set", r.op.IdempotencyKey+"="+query.Key) +
			" ...    # with all other arguments as before: it is answered as the first was"}
	}
	args := []string{"call", r.api.Name + "." + query.Operation}
	for _, a := range query.Arguments {
		args = append(args, "--set", a.Name+"="+a.Value)
	}
	if r.server != "" {
		args = append(args, "--server", r.server)
	}
	text := commandLine(args...)
	if r.op.AskTells == spec.TellsByComparing {
		text += "    # and compare with the state before"
	}
	return []string{text}
}
