package vertexfake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// act does something to an order and sends a callback when it changed. The lock is not held.
func (v *Server) act(number string, do func(o *orderState) bool) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	o, err := locate(v, v.orders, number)
	if err != nil {
		return err
	}
	if !do(o) {
		return fake.ErrState
	}
	v.tellOrder(o)
	return nil
}

// payable reports whether the payer can still do something.
func (o *orderState) payable() bool {
	st := o.order.OrderStatus
	return (st == vertexapi.OrderStatusInProgress || st == vertexapi.OrderStatusRegistered) && o.pending == nil
}

// What the state of an order allows the payer, the provider and the merchant.
func (o *orderState) unpaid() bool { return o.payable() && o.rest().Sign() > 0 }
func (o *orderState) beginnable() bool {
	return o.unpaid() && o.has(vertexapi.PaymentStateInProgress) == nil
}
func (o *orderState) expirable() bool {
	return o.payable() && o.has(vertexapi.PaymentStateCompleted) == nil
}
func (o *orderState) declinable() bool { return o.expirable() && o.rest().Sign() > 0 }
func (o *orderState) untouched() bool  { return o.payable() && len(o.order.Payments) == 0 }
func (o *orderState) waiting() bool    { return o.pending != nil }
func (o *orderState) reviewed() bool {
	return o.order.OrderStatus == vertexapi.OrderStatusReview && o.has(vertexapi.PaymentStateReview) != nil
}

// rest is what the order still lacks.
func (o *orderState) rest() decimal.Decimal {
	return o.order.Cost.Amount.Decimal().Sub(o.paid(vertexapi.PaymentStateCompleted, vertexapi.PaymentStateAuthorized))
}

// begun is the payment in progress, a new one over the rest where there is none.
func (v *Server) begun(o *orderState) *vertexapi.Payment {
	o.order.OrderStatus = vertexapi.OrderStatusInProgress // from registered
	if p := o.has(vertexapi.PaymentStateInProgress); p != nil {
		return p
	}
	amount := o.order.Cost.Amount // keeps its text
	if rest := o.rest(); rest.Cmp(amount.Decimal()) != 0 {
		amount = fake.Amount(rest)
	}
	return v.addPayment(o, amount)
}

// Begin is the payer on the payment page: a payment is in progress.
func (v *Server) Begin(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.beginnable() {
			return false
		}
		v.begun(o)
		return true
	})
}

// Pay is the payer paying what the order lacks: it is completed, or, with autoCapture false, its payment is authorized
// and waits for captureOrder.
func (v *Server) Pay(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.unpaid() {
			return false
		}
		v.pay(o, v.begun(o))
		return true
	})
}

// PayPart is the payer paying a part, not above what the order lacks; the order is completed by the part that fills it.
func (v *Server) PayPart(orderNumber string, amount strictpay.Decimal) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.payable() || amount.Decimal().Sign() <= 0 || amount.Decimal().Cmp(o.rest()) > 0 {
			return false
		}
		p := v.begun(o)
		p.Cost.Amount = amount
		v.pay(o, p)
		return true
	})
}

func (v *Server) pay(o *orderState, p *vertexapi.Payment) {
	if !o.order.AutoCapture {
		p.PaymentStatus.Status = new(vertexapi.PaymentStateAuthorized)
		v.book(o.order.OrderNumber, entryHold, p.Cost.Amount.Decimal())
		return
	}
	p.PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
	v.book(o.order.OrderNumber, entryCharge, p.Cost.Amount.Decimal())
	o.complete()
}

// complete ends the order when its completed payments add up to its cost.
func (o *orderState) complete() {
	if o.paid(vertexapi.PaymentStateCompleted).Cmp(o.order.Cost.Amount.Decimal()) < 0 {
		return
	}
	o.order.OrderStatus, o.order.OrderPaidAt = vertexapi.OrderStatusCompleted, new(now())
	o.explain("", "0", "Success")
}

// Decline is the provider declining the payment: it failed, and so did the order. Holds are released.
func (v *Server) Decline(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.declinable() {
			return false
		}
		p := v.begun(o)
		p.PaymentStatus.Status, p.PaymentStatus.Details = new(vertexapi.PaymentStateFailed), failure()
		v.end(o, vertexapi.OrderStatusFailed)
		o.explain("Declined by the provider", "", "")
		return true
	})
}

// Expire is the time limit passing.
func (v *Server) Expire(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.expirable() {
			return false
		}
		v.end(o, vertexapi.OrderStatusFailed)
		o.explain("The time limit passed", "1-01-01", "Gateway timeout")
		return true
	})
}

// Mismatch is the payer paying another amount than the order's: the order needs action by hand in the cabinet.
func (v *Server) Mismatch(orderNumber string, amount strictpay.Decimal) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.untouched() || amount.Decimal().Sign() <= 0 || amount.Equal(o.order.Cost.Amount) {
			return false
		}
		p := v.addPayment(o, amount)
		p.PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
		v.book(o.order.OrderNumber, entryCharge, amount.Decimal())
		o.order.OrderStatus = vertexapi.OrderStatusNeedAction
		o.explain("The amount differs", "2-07-04", "Amount or currency mismatch")
		return true
	})
}

// Review is the antifraud check wanting the merchant's decision; Decide is that decision.
func (v *Server) Review(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.unpaid() {
			return false
		}
		v.begun(o).PaymentStatus.Status = new(vertexapi.PaymentStateReview)
		o.order.OrderStatus, o.order.ReviewTimeout = vertexapi.OrderStatusReview, new(strictpay.MustDecimal("24"))
		return true
	})
}

// Decide ends a review: accepted, the payment goes on as Pay has it; declined, payment and order failed.
func (v *Server) Decide(orderNumber string, accept bool) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.reviewed() {
			return false
		}
		p := o.has(vertexapi.PaymentStateReview)
		o.order.OrderStatus, o.order.ReviewTimeout = vertexapi.OrderStatusInProgress, nil
		if accept {
			v.pay(o, p)
			return true
		}
		p.PaymentStatus.Status, p.PaymentStatus.Details = new(vertexapi.PaymentStateFailed), failure()
		v.end(o, vertexapi.OrderStatusFailed)
		o.explain("Declined after a review", "", "")
		return true
	})
}

// end closes an order that was not paid: payments under way are cancelled and holds released. The lock is held.
func (v *Server) end(o *orderState, status vertexapi.OrderStatus) {
	for i := range o.order.Payments {
		p := &o.order.Payments[i]
		switch stateOf(p) {
		case vertexapi.PaymentStateAuthorized:
			v.book(o.order.OrderNumber, entryRelease, p.Cost.Amount.Decimal())
		case vertexapi.PaymentStateInProgress:
		default:
			continue
		}
		p.PaymentStatus.Status = new(vertexapi.PaymentStateCancelled)
	}
	o.order.OrderStatus = status
}
