package vertexfake

import (
	"strings"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/vertexapi"
)

// seed puts in an order per status ("status-in-progress"), a completed one per instrument ("instrument-bank-transfer"),
// a payout per status ("payout-in-progress"), and an order per operation that Examples calls.
func (v *Server) seed() {
	v.open(v.ShopID)
	for _, status := range vertexapi.OrderStatusValues() {
		v.seedOrder("status-"+dashed(status), status, vertexapi.InstrumentTypeCard)
	}
	for _, instrument := range vertexapi.InstrumentTypeValues() {
		v.seedOrder("instrument-"+dashed(instrument), vertexapi.OrderStatusCompleted, instrument)
	}
	for _, status := range vertexapi.PayoutStatusValues() {
		v.seedPayout("payout-"+dashed(status), status)
	}
	two := v.seedOrder("example-capture", vertexapi.OrderStatusInProgress, vertexapi.InstrumentTypeCard)
	two.AutoCapture = false
	two.Payments[0].PaymentStatus.Status = new(vertexapi.PaymentStateAuthorized)
	v.putOrder(two)
	v.seedOrder("example-cancel", vertexapi.OrderStatusInProgress, vertexapi.InstrumentTypeCard)
	v.seedOrder("example-reject", vertexapi.OrderStatusInProgress, vertexapi.InstrumentTypeCard)
	v.seedOrder("example-refund", vertexapi.OrderStatusCompleted, vertexapi.InstrumentTypeCard)
}

func dashed[T ~string](value T) string { return strings.ReplaceAll(string(value), "_", "-") }

// states are the states of the payment of a seeded order.
var states = map[vertexapi.OrderStatus]vertexapi.PaymentState{
	vertexapi.OrderStatusInProgress:        vertexapi.PaymentStateInProgress,
	vertexapi.OrderStatusFailed:            vertexapi.PaymentStateFailed,
	vertexapi.OrderStatusCompleted:         vertexapi.PaymentStateCompleted,
	vertexapi.OrderStatusRejected:          vertexapi.PaymentStateCancelled,
	vertexapi.OrderStatusCanceled:          vertexapi.PaymentStateCancelled,
	vertexapi.OrderStatusCancelled:         vertexapi.PaymentStateCancelled,
	vertexapi.OrderStatusRefunded:          vertexapi.PaymentStateRefunded,
	vertexapi.OrderStatusPartiallyRefunded: vertexapi.PaymentStatePartiallyRefunded,
	vertexapi.OrderStatusNeedAction:        vertexapi.PaymentStateCompleted,
	vertexapi.OrderStatusReview:            vertexapi.PaymentStateReview,
}

func (v *Server) seedOrder(
	number string, status vertexapi.OrderStatus, instrument vertexapi.InstrumentType,
) vertexapi.Order {
	now := now()
	cost := vertexapi.Cost{Amount: strictpay.MustDecimal("56.99"), Currency: "EUR"}
	o := &orderState{instrument: instrument, acquirer: "lyra", order: vertexapi.Order{
		ID: v.next(), ShopID: v.ShopID, OrderNumber: number, OrderStatus: status, Cost: cost,
		TimeLimit: now.Add(15 * time.Minute), OrderCreatedAt: now, AutoCapture: true, Payments: []vertexapi.Payment{},
		Customer: &vertexapi.Customer{
			CustomerID: new("c-17"), FirstName: new("Ada"), LastName: new("Example"), Email: new("ada@shop.example"),
		},
	}}
	state, begun := states[status]
	if begun {
		v.addPayment(o, cost.Amount).PaymentStatus.Status = &state
	}
	switch status {
	case vertexapi.OrderStatusCompleted, vertexapi.OrderStatusRefunded, vertexapi.OrderStatusPartiallyRefunded:
		o.order.OrderPaidAt = &now
		o.explain("", "0", "Success")
	case vertexapi.OrderStatusFailed:
		o.order.Payments[0].PaymentStatus.Details = failure()
		o.explain("Declined by the provider", "", "")
	case vertexapi.OrderStatusNeedAction:
		o.order.Payments[0].Cost.Amount = strictpay.MustDecimal("50.00")
		o.explain("The amount differs", "2-07-04", "Amount or currency mismatch")
	case vertexapi.OrderStatusReview:
		o.order.ReviewTimeout = new(strictpay.MustDecimal("24"))
	}
	switch status {
	case vertexapi.OrderStatusRefunded:
		v.seedRefund(o, cost.Amount)
	case vertexapi.OrderStatusPartiallyRefunded:
		v.seedRefund(o, strictpay.MustDecimal("20.00"))
	}
	v.putOrder(o.order)
	return cloneOrder(o.order)
}

func (v *Server) seedRefund(o *orderState, amount strictpay.Decimal) {
	i := v.addRefund(o, &o.order.Payments[0], amount)
	o.order.Payments[i].PaymentStatus.Status = new(vertexapi.PaymentStateCompleted)
}

func (v *Server) seedPayout(number string, status vertexapi.PayoutStatus) {
	now := now()
	p := &payoutState{payout: vertexapi.Payout{
		ShopID: v.ShopID, ID: v.next(), PayoutStatus: status, PayoutNumber: number, Purpose: "Payout " + number,
		Cost: vertexapi.Cost{Amount: strictpay.MustDecimal("75.00"), Currency: "EUR"}, Region: new("DE"),
		PayoutCreatedAt:    now,
		PayoutTransactions: []vertexapi.PayoutTransaction{},
	}}
	switch status {
	case vertexapi.PayoutStatusCompleted:
		v.attempt(p, "completed")
		p.payout.PayoutPaidAt = &now
		p.explain("", "0", "Success")
	case vertexapi.PayoutStatusFailed:
		v.attempt(p, "failed")
		p.explain("No suitable method", "1-03-02", "No suitable method found")
	case vertexapi.PayoutStatusReview:
		p.payout.ReviewTimeout = new(strictpay.MustDecimal("24"))
	}
	v.putPayout(p.payout)
}
