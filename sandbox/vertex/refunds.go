package vertexfake

import (
	"net/http"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// RefundOrder gives back a payment or a part of it.
func (s routes) RefundOrder(w http.ResponseWriter, r *http.Request) {
	body, ok := readBody[vertexapi.RefundOrderRequest](w, r)
	if !ok || fault(w, r, body.OrderNumber) {
		return
	}
	// The page marks neither member of cost as required; what would be given back without them is not documented.
	switch {
	case body.Cost.Amount == nil || body.Cost.Amount.Decimal().Sign() <= 0:
		invalid(w, "Parameter cost.amount is required and above zero")
		return
	case body.Cost.Currency == nil:
		invalid(w, "Parameter cost.currency is required")
		return
	}
	v := s.v
	v.mu.Lock()
	defer v.mu.Unlock()
	o := v.orderOf(w, body.ShopID, body.OrderNumber)
	if o == nil || !v.ready(w, o, vertexapi.OperationTypeRefund) {
		return
	}
	if !o.takesRefunds() {
		unmet(w, "The order is neither completed nor partially refunded")
		return
	}
	parent := v.refundable(w, o, body.PaymentID)
	if parent < 0 {
		return
	}
	p := &o.order.Payments[parent]
	if *body.Cost.Currency != p.Cost.Currency {
		invalid(w, "Parameter cost.currency is not the payment's")
		return
	}
	if body.Cost.Amount.Decimal().Cmp(o.left(p)) > 0 {
		unmet(w, "The amount is above what is left of the payment")
		return
	}
	refund := v.addRefund(o, p, *body.Cost.Amount)
	v.accept(w, o, vertexapi.OperationTypeRefund, func() { v.refunded(o, parent, refund) })
}

// refundable finds the payment to give back, or answers and returns -1.
func (v *Server) refundable(w http.ResponseWriter, o *orderState, paymentID *string) int {
	found := -1
	for _, i := range o.own {
		p := &o.order.Payments[i]
		if p.PaymentID == nil || paymentID != nil && *p.PaymentID != *paymentID {
			continue
		}
		if st := stateOf(p); st != vertexapi.PaymentStateCompleted && st != vertexapi.PaymentStatePartiallyRefunded {
			if paymentID != nil {
				unmet(w, "The payment is neither completed nor partially refunded")
				return -1
			}
			continue
		}
		if found >= 0 {
			invalid(w, "Parameter PaymentId is required: the order has several payments")
			return -1
		}
		found = i
	}
	if found < 0 && paymentID != nil {
		notFound(w, "Not found payment in order number "+o.order.OrderNumber)
	} else if found < 0 {
		unmet(w, "The order has no payment to refund")
	}
	return found
}

// left is what was not given back of a payment; refunds under way count.
func (o *orderState) left(payment *vertexapi.Payment) decimal.Decimal {
	left := payment.Cost.Amount.Decimal()
	if payment.PaymentID == nil {
		return left
	}
	return left.Sub(o.returned[*payment.PaymentID])
}

// refunded lets a refund take effect. The lock is held.
func (v *Server) refunded(o *orderState, parent, refund int) {
	p, back := &o.order.Payments[parent], &o.order.Payments[refund]
	back.PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
	v.book(o.order.OrderNumber, entryRefund, back.Cost.Amount.Decimal())
	p.PaymentStatus.Status = new(vertexapi.PaymentStatePartiallyRefunded)
	if o.left(p).Sign() == 0 {
		p.PaymentStatus.Status = new(vertexapi.PaymentStateRefunded)
	}
	o.order.OrderStatus = vertexapi.OrderStatusRefunded
	if o.firstLeft() >= 0 {
		o.order.OrderStatus = vertexapi.OrderStatusPartiallyRefunded
	}
}

// takesRefunds reports whether the status of an order allows a refund.
func (o *orderState) takesRefunds() bool {
	status := o.order.OrderStatus
	return status == vertexapi.OrderStatusCompleted || status == vertexapi.OrderStatusPartiallyRefunded
}

// refundableNow is the first payment of which something can be given back; -1 for none.
func (o *orderState) refundableNow() int {
	if !o.takesRefunds() || o.waiting() {
		return -1
	}
	return o.firstLeft()
}

// firstLeft is the first payment that was charged and not given back in full; -1 for none.
func (o *orderState) firstLeft() int {
	for _, i := range o.own {
		if p := &o.order.Payments[i]; isTaken(p) && o.left(p).Sign() > 0 {
			return i
		}
	}
	return -1
}

// Refund is the merchant giving back a payment, or a part of it, in the cabinet. An amount that is not set is all that
// is left of the payment.
func (v *Server) Refund(orderNumber string, amount strictpay.Decimal) error {
	return v.act(orderNumber, func(o *orderState) bool {
		parent := o.refundableNow()
		if parent < 0 {
			return false
		}
		left := o.left(&o.order.Payments[parent])
		if !amount.IsSet() {
			amount = fake.Amount(left)
		}
		if amount.Sign() <= 0 || amount.Decimal().Cmp(left) > 0 {
			return false
		}
		refund := v.addRefund(o, &o.order.Payments[parent], amount)
		if v.held {
			o.pending = func() { v.refunded(o, parent, refund) }
		} else {
			v.refunded(o, parent, refund)
		}
		return true
	})
}
