package vertexfake

import (
	"net/http"

	"github.com/strictpay/strictpay/gen/vertexapi"
)

// operate answers a capture, cancel or reject. allowed says why not, or "". do takes effect.
func (v *Server) operate(
	w http.ResponseWriter, r *http.Request, typ vertexapi.OperationType, allowed func(*orderState) string,
	do func(*orderState),
) {
	body, ok := readBody[vertexapi.OrderOperationRequest](w, r)
	if !ok || fault(w, r, body.OrderNumber) {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	o := v.orderOf(w, body.ShopID, body.OrderNumber)
	if o == nil || !v.ready(w, o, typ) {
		return
	}
	if why := allowed(o); why != "" {
		unmet(w, why)
		return
	}
	v.accept(w, o, typ, func() { do(o) })
}

// ready answers 409 while an accepted operation waits, and to a reject of an order that is over.
func (v *Server) ready(w http.ResponseWriter, o *orderState, typ vertexapi.OperationType) bool {
	if o.pending != nil {
		conflict(w, "An operation on the order is in progress")
		return false
	}
	if typ == vertexapi.OperationTypeReject && o.order.OrderStatus.Final() {
		conflict(w, "The order can no longer be rejected")
		return false
	}
	return true
}

// accept answers an operation and lets it take effect, now or at Settle. The lock is held.
func (v *Server) accept(w http.ResponseWriter, o *orderState, typ vertexapi.OperationType, do func()) {
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
	write(w, status, vertexapi.OrderOperationResponse{
		Data: &vertexapi.OrderOperation{OrderNumber: new(o.order.OrderNumber), OperationType: &typ},
	})
}

// Settle lets the operation that was accepted under HoldOperations take effect.
func (v *Server) Settle(orderNumber string) error {
	return v.act(orderNumber, func(o *orderState) bool {
		if !o.waiting() {
			return false
		}
		o.pending()
		o.pending = nil
		return true
	})
}

// CaptureOrder takes all that is authorized; a partial capture is not documented.
func (s routes) CaptureOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeCapture, func(o *orderState) string {
		switch {
		case o.order.AutoCapture:
			return "The order is captured by itself"
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateAuthorized) == nil:
			return "The order has no authorized payment"
		}
		return ""
	}, func(o *orderState) {
		for p := o.has(vertexapi.PaymentStateAuthorized); p != nil; p = o.has(vertexapi.PaymentStateAuthorized) {
			p.PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
			s.v.book(o.order.OrderNumber, entryRelease, p.Cost.Amount.Decimal())
			s.v.book(o.order.OrderNumber, entryCharge, p.Cost.Amount.Decimal())
		}
		o.complete()
	})
}

// CancelOrder gives up an order that was not charged.
func (s routes) CancelOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeCancel, func(o *orderState) string {
		switch {
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateCompleted) != nil:
			return "A payment of the order is completed"
		}
		return ""
	}, func(o *orderState) {
		s.v.end(o, vertexapi.OrderStatusCancelled)
		o.explain("Cancelled by the merchant", "", "")
	})
}

// RejectOrder ends an order whose payment is in progress: as the newest page has it, the order failed.
func (s routes) RejectOrder(w http.ResponseWriter, r *http.Request) {
	s.v.operate(w, r, vertexapi.OperationTypeReject, func(o *orderState) string {
		switch {
		case o.order.OrderStatus != vertexapi.OrderStatusInProgress:
			return "The order is not in progress"
		case o.has(vertexapi.PaymentStateInProgress) == nil:
			return "The order has no payment in progress"
		case o.has(vertexapi.PaymentStateCompleted) != nil:
			return "A payment of the order is completed"
		}
		return ""
	}, func(o *orderState) {
		s.v.end(o, vertexapi.OrderStatusFailed)
		o.explain("Rejected by the merchant", "", "")
	})
}
