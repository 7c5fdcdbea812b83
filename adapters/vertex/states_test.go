package vertex_test

import (
	"testing"

	"github.com/strictpay/strictpay/gen/vertexapi"
	"github.com/strictpay/strictpay/internal/states"
)

func TestStates(t *testing.T) {
	t.Parallel()
	type order = vertexapi.OrderStatus
	states.Check(t, vertexapi.OrderStatusValues(), "new",
		[]order{"completed", "failed", "rejected", "canceled", "cancelled", "refunded", "partially_refunded"},
		[]order{"completed", "partially_refunded"})
	type payment = vertexapi.PaymentState
	states.Check(t, vertexapi.PaymentStateValues(), "new",
		[]payment{"completed", "cancelled", "failed", "refunded", "partially_refunded"},
		[]payment{"completed", "partially_refunded"})
	// A payout that failed for want of a result can still come to one.
	type payout = vertexapi.PayoutStatus
	states.Check(t, vertexapi.PayoutStatusValues(), "new", []payout{"completed", "rejected", "canceled", "cancelled"},
		[]payout{"completed"})
}
