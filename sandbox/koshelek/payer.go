package koshelekfake

import (
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Card sessions whose customers decide by themselves, so that a payment ends without a call of the test. They may be
// used any number of times. Every other session is a customer who waits for Pay or Decline.
const (
	SessionPays     = "PAYS01" // pending at the first question for the status, accepted at the second
	SessionDeclines = "DECL01" // pending, then rejected with PAYMENT_DECLINED_BY_EXTERNAL_PROVIDER
	SessionUnknown  = "NONE01" // no such session: UNKNOWN_SESSION_ID
)

// A customerPlan is what a customer will do.
type customerPlan struct {
	questions int // until then
	code      koshelekapi.ErrorCode
}

func planOf(session string) *customerPlan {
	switch session {
	case SessionPays:
		return &customerPlan{questions: 2}
	case SessionDeclines:
		return &customerPlan{questions: 2, code: koshelekapi.ErrorCodePaymentDeclinedByExternalProvider}
	}
	return nil
}

// proceed lets the customer of a planned payment get on by one question. The lock is held.
func (x *Server) proceed(p *payment) {
	if p.plan == nil || !p.open() {
		return
	}
	p.plan.questions--
	switch {
	case p.plan.questions <= 0:
		code := p.plan.code
		p.plan = nil
		x.decide(p, code)
	case p.Status == koshelekapi.TransactionStatusNew:
		x.move(p, koshelekapi.TransactionStatusPending, nil)
	}
}

// decide is the customer's or the bank's yes, or no with a code.
func (x *Server) decide(p *payment, code koshelekapi.ErrorCode) {
	if code == "" {
		x.move(p, koshelekapi.TransactionStatusAccepted, nil)
		return
	}
	p.ErrorCode = code
	x.move(p, koshelekapi.TransactionStatusRejected, nil)
}

// payment does something to a payment that its customer has not decided on.
func (x *Server) payment(transactionID string, do func(*payment)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.transactions[transactionID]
	if p == nil {
		return fake.ErrNotFound
	}
	if !p.open() {
		return fake.ErrState
	}
	do(p)
	return nil
}

// Begin is the customer who looks at the payment in the app: new -> pending.
func (x *Server) Begin(transactionID string) error {
	return x.payment(transactionID, func(p *payment) {
		if p.Status == koshelekapi.TransactionStatusNew {
			x.move(p, koshelekapi.TransactionStatusPending, nil)
		}
	})
}

// Pay is the customer who pays: new or pending -> accepted.
func (x *Server) Pay(transactionID string) error {
	return x.payment(transactionID, func(p *payment) { x.decide(p, "") })
}

// Decline is the customer or bank that does not: new or pending -> rejected, with an errorCode.
func (x *Server) Decline(transactionID string, code koshelekapi.ErrorCode) error {
	return x.payment(transactionID, func(p *payment) {
		if code == "" {
			code = koshelekapi.ErrorCodeExternalProviderError
		}
		x.decide(p, code)
	})
}

// PayAfter lets the customer pay when the status is asked for the n-th time from now; before that the payment is
// pending.
func (x *Server) PayAfter(transactionID string, n int) error {
	return x.payment(transactionID, func(p *payment) { p.plan = &customerPlan{questions: n} })
}

// DeclineAfter lets the payment be rejected when the status is asked for the n-th time from now.
func (x *Server) DeclineAfter(transactionID string, n int, code koshelekapi.ErrorCode) error {
	return x.payment(transactionID, func(p *payment) { p.plan = &customerPlan{questions: n, code: code} })
}
