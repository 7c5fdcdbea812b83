package koshelekfake

import (
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// HoldRefunds lets refunds stay in refunding until Settle or SettleDeclined. By default they go through at once.
func (x *Server) HoldRefunds(on bool) { x.set(func() { x.holdRefunds = on }) }

// HoldCancels lets cancellations stay undecided until Settle or SettleDeclined, while the customer may still pay. By
// default they go through at once.
func (x *Server) HoldCancels(on bool) { x.set(func() { x.holdCancels = on }) }

// Settle lets a held refund or cancellation go through.
func (x *Server) Settle(refTransactionID string) error {
	return x.held(refTransactionID, x.grant)
}

// SettleDeclined lets a held refund or cancellation fail. code is the errorCode of a refund; a cancellation has none.
func (x *Server) SettleDeclined(refTransactionID string, code koshelekapi.ErrorCode) error {
	return x.held(refTransactionID, func(ref *reference) {
		if !ref.refund {
			code = ""
		} else if code == "" {
			code = koshelekapi.ErrorCodeExternalProviderError
		}
		x.decline(ref, code)
	})
}

func (x *Server) held(refTransactionID string, do func(*reference)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	ref := x.refs[refTransactionID]
	if ref == nil {
		return fake.ErrNotFound
	}
	if !ref.open() {
		return fake.ErrState
	}
	do(ref)
	return nil
}

// open reports whether a refund or cancellation has no end yet, and can have one.
func (ref *reference) open() bool {
	return ref.status == koshelekapi.RefStatusNew && (ref.refund || ref.payment.open())
}

// DeclineNextRefund answers the next refund with an errorCode in a 200, whatever the payment's state.
func (x *Server) DeclineNextRefund(code koshelekapi.ErrorCode) {
	x.set(func() { x.rejectRefund = code })
}

// RefuseNext answers the next call of an operation with HTTP 422 and a code. Several wait in line.
func (x *Server) RefuseNext(operation string, code koshelekapi.ErrorCode) {
	x.set(func() { x.refusals[operation] = append(x.refusals[operation], code) })
}

// AnswerUnknownWith422 answers questions for unknown transactions with 422 UNKNOWN_TRANSACTION_ID. By default it is 200
// with an empty status; the sources have both.
func (x *Server) AnswerUnknownWith422(on bool) { x.set(func() { x.unknownIs422 = on }) }

// AnswerAsynchronously answers createAvailabilityTask with 201 and a Location, the mode that is deprecated since 1.2.0.
// The list is ready at the second question.
func (x *Server) AnswerAsynchronously(on bool) { x.set(func() { x.asynchronous = on }) }

// SetAvailability changes the list of payment providers. By default SBP is available and Dolyame is not.
func (x *Server) SetAvailability(list koshelekapi.AvailabilityList) {
	x.set(func() { x.list = list })
}

func (x *Server) set(do func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	do()
}
