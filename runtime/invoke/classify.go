package invoke

import (
	"errors"
	"fmt"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/runtime/spec"
)

// interrupted sorts an error in place of a whole answer. Unless it is ErrNotSent, the request is assumed sent.
func (c *Call) interrupted(err error) error {
	switch {
	case errors.Is(err, strictpay.ErrNotSent):
		return c.notSent(err)
	case errors.Is(err, strictpay.ErrTooLarge) && c.info.Status != 0:
		c.info.Deviations = []strictpay.Deviation{{Kind: strictpay.KindSize, Detail: err.Error()}}
		return c.contradicts(&spec.Received{Status: c.info.Status, Header: c.info.Header, Body: c.info.Body}, err)
	case !c.op.MovesMoney:
		return fmt.Errorf("%s%w", strictpay.Where(c.op.API.Name, c.op.ID), err)
	}
	return c.outcomeUnknown(err)
}

// classify decides what an answer means. Without an error, value holds the body of a success; it is nil for an operation
// whose successes have none.
func (c *Call) classify(received *spec.Received, value spec.Model) error {
	answer, deviation := c.op.Match(received)
	if deviation != nil {
		c.info.Deviations = []strictpay.Deviation{*deviation}
		return c.contradicts(received, nil)
	}
	if received.Failed() {
		value = nil
		if answer.New != nil {
			value = answer.New()
		}
	}
	if value == nil || answer.New == nil {
		if received.Failed() {
			return c.refuse(nil, nil, nil)
		}
		return nil
	}
	devs := answer.ReadInto(value, received.Body, c.caller.Decoding)
	c.identify(value, &devs)
	c.info.Deviations, c.info.Dropped = devs.List, devs.Dropped
	return c.classifyBody(received, value, &devs)
}

// classifyBody decides what an answer means whose body was read.
func (c *Call) classifyBody(received *spec.Received, value spec.Model, devs *strictpay.Deviations) error {
	verdict := verdictOf(value)
	refusal := received.Failed() || verdict != nil && verdict.AsError
	contradicts := devs.Violated() || c.caller.Exact && !refusal && devs.Drifted()
	var finding *strictpay.Error
	if contradicts {
		finding = c.violation(nil)
	}
	if devs.Drifted() && (!c.caller.Exact || refusal) {
		c.caller.drift(c.ctx, c.info)
	}
	switch {
	case refusal:
		var body any
		if !devs.Violated() {
			body = value
		}
		err := c.refuse(verdict, body, finding)
		if devs.Violated() || received.Failed() && received.Status >= 500 {
			return c.outcomeUnknown(err)
		}
		return err
	case contradicts:
		return c.outcomeUnknown(finding)
	}
	return nil
}

// contradicts is the error for an answer that is not what the specification says: from status 400 on a refusal that
// wraps the finding.
func (c *Call) contradicts(received *spec.Received, cause error) error {
	found := c.violation(cause)
	if !received.Failed() {
		return c.outcomeUnknown(found)
	}
	return c.outcomeUnknown(c.refuse(c.undeclaredVerdict(received), nil, found))
}

// outcomeUnknown marks an error of an operation that may have moved money.
func (c *Call) outcomeUnknown(err error) error {
	if !c.op.MovesMoney {
		return err
	}
	return &strictpay.OutcomeUnknown{API: c.op.API.Name, Operation: c.op.ID, Reference: c.reference, Err: err}
}
