package xpaymentsfake

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// limits are the amounts that a payment and its configuration still allow.
type limits struct {
	open                              decimal.Decimal // authorized, neither captured nor voided
	capture, captureMin, void, refund decimal.Decimal
	capturePart, voidPart, refundPart bool
}

// limits are what the configuration's ...Part and ...Multi and its limits leave. The lock is held.
func (x *Server) limits(p *Payment) limits {
	var l limits
	c := x.configuration(p.ConfID)
	if c == nil || p.Declined || p.InProgress {
		return l
	}
	t := c.TransactionTypes
	l.capturePart, l.voidPart, l.refundPart = t.CapturePart, t.VoidPart, t.RefundPart
	if l.open = decimal.Max(decimal.Zero, p.Authorized.Sub(p.Captured).Sub(p.Voided)); p.Captures > 0 &&
		!t.CaptureMulti {
		l.open = decimal.Zero // one capture is all there is; the gateway lets go of the rest
	}
	if t.Capture && l.open.IsPositive() {
		most := p.Authorized.Mul(decimal.RequireFromString(c.AuthCaptureInfo.CaptMaxLimit))
		l.capture = most.Sub(p.Captured).Sub(p.Voided).Truncate(2)
		l.captureMin = l.open
		if t.CapturePart {
			l.captureMin = decimal.Max(decimal.Zero,
				p.Authorized.Mul(decimal.RequireFromString(c.AuthCaptureInfo.CaptMinLimit)).Sub(p.Captured).RoundUp(2))
		}
	}
	if t.Void && (p.Voids == 0 || t.VoidMulti) && (!p.Captured.IsPositive() || t.VoidPart) {
		l.void = l.open
	}
	if t.Refund && (p.Refunds == 0 || t.RefundMulti) {
		l.refund = p.Charged().Sub(p.Refunded)
	}
	return l
}

// outcome is how an operation went.
type outcome struct {
	status  xpaymentsapi.OperationStatus
	message string
}

func failed(message string) outcome {
	return outcome{xpaymentsapi.OperationStatusFailed, message}
}

// operationAmount is the amount of an operation that may take from least to most; unset is all that is usual. part
// says whether less than that is allowed.
func operationAmount(given *strictpay.Decimal, usual, least, most decimal.Decimal, part bool) (decimal.Decimal,
	string) {
	if given == nil {
		return usual, ""
	}
	switch sum := given.Decimal(); {
	case !sum.IsPositive():
		return sum, "The amount must be greater than 0"
	case sum.GreaterThan(most):
		return sum, "The amount is greater than available"
	case sum.LessThan(usual) && !part:
		return sum, "Only the whole amount is possible"
	case sum.LessThan(least):
		return sum, "The amount is less than allowed"
	case !sum.Equal(sum.Truncate(2)):
		return sum, "The amount has more than two decimals"
	default:
		return sum, ""
	}
}

// capture, void and refund do what the limits allow. The lock is held.
func (x *Server) capture(p *Payment, amount *strictpay.Decimal) outcome {
	l := x.limits(p)
	if !l.capture.IsPositive() {
		return nothingLeft(p.Captured, "captured")
	}
	sum, wrong := operationAmount(amount, decimal.Min(l.open, l.capture), l.captureMin, l.capture, l.capturePart)
	if wrong != "" {
		return failed(wrong)
	}
	p.Captured = p.Captured.Add(sum)
	p.Captures++
	return p.done("Capture", sum, "Captured")
}

func (x *Server) void(p *Payment, amount *strictpay.Decimal) outcome {
	l := x.limits(p)
	if !l.void.IsPositive() {
		return nothingLeft(p.Voided, "voided")
	}
	sum, wrong := operationAmount(amount, l.void, decimal.Zero, l.void, l.voidPart)
	if wrong != "" {
		return failed(wrong)
	}
	p.Voided = p.Voided.Add(sum)
	p.Voids++
	return p.done("Void", sum, "Voided")
}

func (x *Server) refund(p *Payment, amount *strictpay.Decimal) outcome {
	l := x.limits(p)
	if !l.refund.IsPositive() {
		return nothingLeft(p.Refunded, "refunded")
	}
	sum, wrong := operationAmount(amount, l.refund, decimal.Zero, l.refund, l.refundPart)
	if wrong != "" {
		return failed(wrong)
	}
	p.Refunded = p.Refunded.Add(sum)
	p.Refunds++
	return p.done("Refund", sum, "Refunded")
}

// nothingLeft is the answer where nothing can be done: because it was done, or because it never could be.
func nothingLeft(done decimal.Decimal, what string) outcome {
	if done.IsPositive() {
		return outcome{xpaymentsapi.OperationStatusAlreadyDone, "The payment has already been " + what}
	}
	return failed("The payment cannot be " + what)
}

// accept and decline end the hold of a security check. The lock is held.
func (x *Server) accept(p *Payment) outcome {
	if !x.acceptable(p) {
		return p.notHeld("accepted")
	}
	p.Held, p.decided = false, true
	return p.done("Accept", p.Total, "Accepted")
}

func (x *Server) decline(p *Payment) outcome {
	if !x.declinable(p) {
		return p.notHeld("declined")
	}
	p.Held, p.decided = false, true
	p.Voided = decimal.Max(p.Voided, p.Authorized.Sub(p.Captured))
	if charged := p.Charged(); charged.GreaterThan(p.Refunded) {
		p.Refunded = charged
		p.Refunds++
	}
	return p.done("Decline", p.Total, "Declined")
}

func (x *Server) acceptable(p *Payment) bool {
	c := x.configuration(p.ConfID)
	return c != nil && c.TransactionTypes.Accept && p.Held
}

func (x *Server) declinable(p *Payment) bool {
	c := x.configuration(p.ConfID)
	return c != nil && c.TransactionTypes.Decline && p.Held
}

func (p *Payment) notHeld(what string) outcome {
	if p.decided {
		return outcome{xpaymentsapi.OperationStatusAlreadyDone, "The payment has already been " + what}
	}
	return failed("The payment is not held")
}

// done notes a transaction.
func (p *Payment) done(action string, amount decimal.Decimal, message string) outcome {
	p.note(action, amount, true)
	return outcome{xpaymentsapi.OperationStatusDone, message}
}

func (p *Payment) note(action string, amount decimal.Decimal, ok bool) {
	p.Transactions = append(p.Transactions,
		Transaction{Action: action, Amount: amount, OK: ok, Status: p.Status(), Date: time.Now().Unix(),
			Attempts: int32(max(1, p.attempts))})
}
