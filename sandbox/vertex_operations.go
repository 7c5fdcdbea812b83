package sandbox

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// operate answers a capture, cancel or reject. allowed says why not, or "". do takes effect.
func (v *Vertex) operate(w http.ResponseWriter, r *http.Request, typ vertexapi.OperationType, allowed func(*vertexOrder) string, do func(*vertexOrder)) {
	body, ok := vertexBody[vertexapi.OrderOperationRequest](w, r)
	if !ok || vertexFault(w, r, body.OrderNumber) {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	o := v.orderOf(w, body.ShopID, body.OrderNumber)
	if o == nil || !v.ready(w, o, typ) {
		return
	}
	if why := allowed(o); why != "" {
		vertexUnmet(w, why)
		return
	}
	v.accept(w, o, typ, func() { do(o) })
}

// ready answers 409 while an accepted operation waits, and to a reject of an order that is over.
func (v *Vertex) ready(w http.ResponseWriter, o *vertexOrder, typ vertexapi.OperationType) bool {
	if o.pending != nil {
		vertexConflict(w, "An operation on the order is in progress")
		return false
	}
	if typ == vertexapi.OperationTypeReject && o.order.OrderStatus.Final() {
		vertexConflict(w, "The order can no longer be rejected")
		return false
	}
	return true
}

// accept answers an operation and lets it take effect, now or at Settle. The lock is held.
func (v *Vertex) accept(w http.ResponseWriter, o *vertexOrder, typ vertexapi.OperationType, do func()) {
	status := http.StatusAccepted
	if v.old {
		status = http.StatusOK
	}
	if v.held {
		o.pending = do
	} else {
		do()
		v.tellOrder(o)
	}
	vertexWrite(w, status, vertexapi.OrderOperationResponse{Data: &vertexapi.OrderOperation{OrderNumber: new(o.order.OrderNumber), OperationType: &typ}})
}

// Settle lets the operation that was accepted under HoldOperations take effect.
func (v *Vertex) Settle(orderNumber string) error {
	return v.act(orderNumber, func(o *vertexOrder) bool {
		if o.pending == nil {
			return false
		}
		o.pending()
		o.pending = nil
		return true
	})
}

// CaptureOrder takes all that is authorized; a partial capture is not documented.
func (s vertexRoutes) CaptureOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeCapture, func(o *vertexOrder) string {
		switch {
		case o.order.AutoCapture:
			return "The order is captured by itself"
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateAuthorized) == nil:
			return "The order has no authorized payment"
		}
		return ""
	}, func(o *vertexOrder) {
		for p := o.has(vertexapi.PaymentStateAuthorized); p != nil; p = o.has(vertexapi.PaymentStateAuthorized) {
			p.PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
			s.v.book(o.order.OrderNumber, vertexRelease, p.Cost.Amount.Decimal())
			s.v.book(o.order.OrderNumber, vertexCharge, p.Cost.Amount.Decimal())
		}
		o.complete()
	})
}

// CancelOrder gives up an order that was not charged.
func (s vertexRoutes) CancelOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeCancel, func(o *vertexOrder) string {
		switch {
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateCompleted) != nil:
			return "A payment of the order is completed"
		}
		return ""
	}, func(o *vertexOrder) {
		s.v.end(o, vertexapi.OrderStatusCancelled)
		o.explain("Cancelled by the merchant", "", "")
	})
}

// RejectOrder ends an order whose payment is in progress: as the newest page has it, the order failed.
func (s vertexRoutes) RejectOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeReject, func(o *vertexOrder) string {
		switch {
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateInProgress) == nil:
			return "The order has no payment in progress"
		case o.has(vertexapi.PaymentStateCompleted) != nil:
			return "A payment of the order is completed"
		}
		return ""
	}, func(o *vertexOrder) {
		s.v.end(o, vertexapi.OrderStatusFailed)
		o.explain("Rejected by the merchant", "", "")
	})
}
