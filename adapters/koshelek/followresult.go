package koshelek

import "github.com/strictpay/strictpay/gen/koshelekapi"

// An End is how a followed payment ended.
type End string

// The ends of a payment.
const (
	EndAccepted      End = "accepted"       // paid; also where a part went back since
	EndRejected      End = "rejected"       // declined by the customer, the bank or a limit; Refusal says why
	EndCanceled      End = "canceled"       // by Follow when the time was up, by the desk or by the customer
	EndRefunded      End = "refunded"       // paid, and the money went back in full since
	EndCancelRefused End = "cancel refused" // neither paid nor cancelled when the time was up: it may yet be paid
	// the cancellation was taken on and not decided yet; ask for Cancel.RefTransactionID
	EndUndecided End = "undecided"
)

// Final reports whether nothing more will happen by itself. After EndCancelRefused and EndUndecided the desk asks
// again, or lets an administrator do so.
func (e End) Final() bool {
	switch e {
	case EndAccepted, EndRejected, EndCanceled, EndRefunded:
		return true
	}
	return false
}

// Succeeded reports whether the merchant holds the customer's money.
func (e End) Succeeded() bool { return e == EndAccepted }

// A FollowResult is how a followed payment ended and what was read on the way.
type FollowResult struct {
	End End
	// the last one that could be read, with the slip of a payment that was paid; nil if there was none
	State  *koshelekapi.TransactionState
	Cancel *koshelekapi.CancelResult // nil unless the time was up and the cancellation was answered
	// of a cancellation that was not processed (HTTP 422); nil unless there was one
	CancelRefusal *Error
	LastError     error // of the last question that got no good answer; nil if each got one
}

// Slip is the bank operation, nil where there was none or it was not read.
func (r *FollowResult) Slip() *koshelekapi.Slip {
	if r.Cancel != nil && r.Cancel.Slip != nil {
		return r.Cancel.Slip
	}
	if r.State != nil {
		return r.State.Slip
	}
	return nil
}

// Refusal is why the payment was rejected, with the operator's tip, or why it could not be cancelled; nil for the
// other ends, and where no reason was given.
func (r *FollowResult) Refusal() *Error {
	switch {
	case r.End == EndRejected && r.State != nil && r.State.Status == koshelekapi.TransactionStatusRejected:
		return r.State.Refusal()
	case r.End == EndCancelRefused:
		return r.CancelRefusal
	}
	return nil
}

// end notes the end that a status of the payment is; false if it is none.
func (r *FollowResult) end(status koshelekapi.TransactionStatus) bool {
	switch status {
	case koshelekapi.TransactionStatusAccepted, koshelekapi.TransactionStatusPartialRefunded:
		r.End = EndAccepted
	case koshelekapi.TransactionStatusRejected:
		r.End = EndRejected
	case koshelekapi.TransactionStatusCanceled:
		r.End = EndCanceled
	case koshelekapi.TransactionStatusRefunded:
		r.End = EndRefunded
	default:
		return false
	}
	return true
}

func (r *FollowResult) failed(err error) {
	if err != nil {
		r.LastError = err
	}
}
