package invoke

import "github.com/strictpay/strictpay"

// beforeSending runs the hooks of the call. An error of a hook, of whatever kind, means that the call was not sent.
func (c *Call) beforeSending(request *Request) error {
	if c.settings.BeforeSending == nil {
		return nil
	}
	sending := strictpay.Sending{
		API: c.op.API.Name, Account: c.caller.account(&c.settings), Operation: c.op.ID, MovesMoney: c.op.MovesMoney,
		StatusQuery: c.query, Timeout: c.caller.Timeout, Path: request.Path, Header: request.Header, Body: request.Body,
	}
	if request.Query != "" {
		sending.Path += "?" + request.Query
	}
	for _, hook := range c.settings.BeforeSending {
		if err := hook(c.settings.Context, &sending); err != nil {
			return &strictpay.NotSent{API: c.op.API.Name, Operation: c.op.ID, Err: strictpay.ForeignCause(err)}
		}
	}
	return nil
}
