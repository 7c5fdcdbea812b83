package xpayments

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
	"github.com/strictpay/strictpay/runtime/ask"
	"github.com/strictpay/strictpay/runtime/xmlread"
)

var _ strictpay.Asker = (*Client)(nil)

// API is [xpaymentsapi.Name].
func (c *Client) API() string { return xpaymentsapi.Name }

// Account names the store: its id, or what strictpay.WithAccount says.
func (c *Client) Account() string { return c.caller.AccountName() }

// Question is what has to be kept of a request to ask about it later. Captures, voids and refunds have no identifier of
// their own, so only comparing shows what became of them. No request finds the payment that a recharge makes: only a
// callback with its parentId does.
func (c *Client) Question(sending *strictpay.Sending) (strictpay.Question, error) {
	q := strictpay.Question{Operation: sending.Operation, StatusQuery: sending.StatusQuery}
	id, _ := sending.StatusQuery.Get("txnId")
	q.Reference = paymentReference(id)
	switch q.Operation {
	case "paymentCapture", "paymentVoid", "paymentRefund":
		q.Compares, q.Absence = true, true
	case "paymentAccept", "paymentDecline":
		q.Absence = true
	case "paymentRecharge":
		q.Reference = rechargeReference(element(sending.Body, "txnId"))
	}
	if text := element(sending.Body, "amount"); text != "" {
		amount, err := strictpay.ParseDecimal(text)
		if err != nil {
			return q, err
		}
		q.Amount = amount
	}
	return q, nil
}

// element is the text of the first element of a name. The requests of the operations that move money have their own
// members before those of a cart.
func element(members []byte, name string) string {
	_, rest, found := strings.Cut(string(members), "<"+name+">")
	text, _, closed := strings.Cut(rest, "</"+name+">")
	if !found || !closed {
		return ""
	}
	return xmlread.DecodeText(text)
}

// Answered is what the call's own answer says.
func (c *Client) Answered(_ strictpay.Question, value any) strictpay.Standing {
	switch v := value.(type) {
	case *xpaymentsapi.OperationResult:
		if v.Status != nil && v.Status.Succeeded() {
			return strictpay.Standing{Progress: strictpay.ProgressDone}
		}
	case *xpaymentsapi.RechargeResult:
		s := strictpay.Standing{Progress: strictpay.ProgressPending}
		if v.Status != nil {
			s.Progress = charged(*v.Status)
		}
		if v.TransactionID != nil && *v.TransactionID != "" {
			s.StatusQuery, s.Reference = paymentQuery(*v.TransactionID), paymentReference(*v.TransactionID)
		}
		return s
	}
	return strictpay.Standing{Progress: strictpay.ProgressPending, Pace: pace()}
}

// A state is what captures, voids and refunds are compared with.
type state struct{ Captured, Voided, Refunded strictpay.Decimal }

// Ask asks how a call stands, and has X-Payments fetch the payment fresh from the gateway.
func (c *Client) Ask(ctx context.Context, q strictpay.Question) (strictpay.Standing, error) {
	id, ok := q.StatusQuery.Get("txnId")
	if !ok {
		return strictpay.Standing{Progress: strictpay.ProgressUnclear}, nil
	}
	refresh := true
	info, err := c.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: id, Refresh: &refresh})
	if err != nil {
		return strictpay.Standing{}, err
	}
	p := PaymentOf(info)
	if p == nil || p.Status == nil {
		return strictpay.Standing{Progress: strictpay.ProgressUnclear, Pace: pace()}, nil
	}
	s := strictpay.Standing{Progress: strictpay.ProgressUnclear, Pace: pace()}
	if row, ok := p.Status.Row(); ok {
		s.Status = row.Text
	}
	if p.Amount != nil {
		s.Amount = *p.Amount
	}
	if p.Currency != nil {
		s.Currency = *p.Currency
	}
	now := state{amountOf(p.CapturedAmount), amountOf(p.VoidedAmount), amountOf(p.RefundedAmount)}
	text, err := json.Marshal(now)
	if err != nil {
		return strictpay.Standing{}, err
	}
	s.State = string(text)
	s.Progress = progress(&q, p, now)
	return s, nil
}

func progress(q *strictpay.Question, p *xpaymentsapi.Payment, now state) strictpay.Progress {
	switch q.Operation {
	case "paymentRecharge":
		if q.Amount.IsSet() && p.Amount != nil && p.Amount.Cmp(q.Amount) != 0 {
			return strictpay.ProgressUnclear // another recharge of the same payment
		}
		return charged(*p.Status)
	case "paymentAccept", "paymentDecline":
		declined := *p.Status == xpaymentsapi.PaymentStatusDeclined
		if isTrue(p.IsFraudStatus) {
			return strictpay.ProgressNotSeen
		}
		return ask.Ended(true, declined == (q.Operation == "paymentDecline"))
	}
	var before state
	if json.Unmarshal([]byte(q.Before), &before) != nil {
		return strictpay.ProgressUnclear
	}
	was, is := before.Captured, now.Captured
	switch q.Operation {
	case "paymentVoid":
		was, is = before.Voided, now.Voided
	case "paymentRefund":
		was, is = before.Refunded, now.Refunded
	}
	more := is.Decimal().Sub(was.Decimal())
	switch {
	case more.Sign() > 0 && (!q.Amount.IsSet() || more.Equal(q.Amount.Decimal())):
		return strictpay.ProgressDone
	case more.Sign() != 0, isTrue(p.TransactionInProgress):
		return strictpay.ProgressUnclear // somebody else's, or the gateway still works on it
	}
	return strictpay.ProgressNotSeen
}

// charged is how a recharge stands by the payment that it made. An authorization is what it was for where the
// configuration says so; what follows it is a call of its own.
func charged(status xpaymentsapi.PaymentStatus) strictpay.Progress {
	if status == xpaymentsapi.PaymentStatusAuthorized || status == xpaymentsapi.PaymentStatusRefunded {
		return strictpay.ProgressDone
	}
	return ask.Ended(status.Final(), status.Succeeded())
}

func amountOf(d *strictpay.Decimal) strictpay.Decimal {
	if d == nil || !d.IsSet() {
		return strictpay.MustDecimal("0")
	}
	return *d
}

// Notice is what a callback is about: its payment, and, where that has a parent, the recharge that made it.
func (c *Client) Notice(event any) (strictpay.Notice, bool) {
	e, ok := event.(*Event)
	if !ok {
		return strictpay.Notice{}, false
	}
	notice := strictpay.Notice{Key: e.Key, Concerns: []strictpay.Concern{{Reference: paymentReference(e.TxnID)}}}
	if e.ParentID != "" && e.ParentID != e.TxnID {
		notice.Concerns = append(notice.Concerns, strictpay.Concern{
			Reference: rechargeReference(e.ParentID), StatusQuery: paymentQuery(e.TxnID),
		})
	}
	return notice, true
}

func paymentQuery(id string) strictpay.StatusQuery {
	return strictpay.StatusQuery{
		Operation: "paymentGetInfo", Arguments: []strictpay.Argument{{Name: "txnId", Value: id}},
	}
}

func paymentReference(id string) string { return "payment " + id }

func rechargeReference(id string) string { return "recharge of " + id }

func pace() strictpay.Pace { return ask.Pace(xpaymentsapi.API.Operation("paymentGetInfo")) }
