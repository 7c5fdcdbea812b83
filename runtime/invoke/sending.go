package invoke

import "github.com/strictpay/strictpay"

// beforeSending runs the hooks of the call. The error of one, whatever it tells, is of a call that was not sent.
func (c *Call) beforeSending(request *Request) error {
	if c.hooks == nil {
		return nil
	}
	sending := strictpay.Sending{
		API: c.op.API.Name, Account: c.account, Operation: c.op.ID, MovesMoney: c.op.MovesMoney,
		StatusQuery: c.query, Timeout: c.caller.Timeout, Path: request.Path, Header: request.Header, Body: request.Body,
	}
	if request.Query != "" {
		sending.Path += "?" + request.Query
	}
	for _, hook := range c.hooks {
		if err := hook(c.ctx, &sending); err != nil {
			return &strictpay.NotSent{API: c.op.API.Name, Operation: c.op.ID, Err: strictpay.ForeignCause(err)}
		}
	}
	return nil
}
