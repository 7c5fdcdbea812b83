package vertexfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// orderPlays are what can be done to an order.
func (v *Server) orderPlays() []fake.Play[*orderState] {
	accept := func(number string) error { return v.Decide(number, true) }
	reject := func(number string) error { return v.Decide(number, false) }
	refundable := func(o *orderState) bool { return o.refundableNow() >= 0 }
	return []fake.Play[*orderState]{
		fake.Simple("pay", "Pay", (*orderState).unpaid, v.Pay),
		fake.Simple("decline", "Decline", (*orderState).declinable, v.Decline),
		fake.Simple("begin", "Start 3-D Secure", (*orderState).beginnable, v.Begin),
		fake.Priced("pay-part", "Pay a part", fake.TakesAmount, (*orderState).unpaid, v.PayPart),
		fake.Priced("mismatch", "Pay another amount", fake.TakesAmount, (*orderState).untouched, v.Mismatch),
		fake.Simple("review", "Send to review", (*orderState).unpaid, v.Review),
		fake.Simple("expire", "Expire", (*orderState).expirable, v.Expire),
		fake.Simple("accept", "Accept", (*orderState).reviewed, accept),
		fake.Simple("reject", "Reject", (*orderState).reviewed, reject),
		fake.Simple("settle", "Settle", (*orderState).waiting, v.Settle),
		fake.Priced("refund", "Refund", fake.TakesPartAmount, refundable, v.Refund),
	}
}

// payoutPlays are what can be done to a payout.
func (v *Server) payoutPlays() []fake.Play[*payoutState] {
	return []fake.Play[*payoutState]{
		fake.Simple("complete-payout", "Pay out", (*payoutState).completable, v.CompletePayout),
		fake.Simple("fail-payout", "Fail", (*payoutState).failable, v.FailPayout),
	}
}

// Scenarios are what can be done to orders and payouts.
func (v *Server) Scenarios() []fake.Scenario {
	return slices.Concat(fake.Scenarios(v.orderPlays()), fake.Scenarios(v.payoutPlays()))
}

// Records are the orders and payouts.
func (v *Server) Records() []fake.Record {
	orders, payouts := v.orderPlays(), v.payoutPlays()
	v.mu.Lock()
	defer v.mu.Unlock()
	var list []fake.Record
	for k, o := range v.orders {
		list = append(list, fake.Record{
			Kind: "order", ID: k.number, State: string(o.order.OrderStatus), Amount: o.order.Cost.Amount.String(),
			Currency: o.order.Cost.Currency, Books: v.booksOf(k.number), Scenarios: fake.Allowed(orders, o),
		})
	}
	for k, p := range v.payouts {
		list = append(list, fake.Record{
			Kind: "payout", ID: k.number, State: string(p.payout.PayoutStatus), Amount: p.payout.Cost.Amount.String(),
			Currency: p.payout.Cost.Currency, Books: v.booksOf(k.number), Scenarios: fake.Allowed(payouts, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.Kind+a.ID, b.Kind+b.ID) })
	return list
}

// booksOf are the books of a record, whose amounts are unset where nothing was booked. The lock is held.
func (v *Server) booksOf(number string) fake.Books {
	if t := v.ledger[number]; t != nil {
		return t.books()
	}
	return fake.Books{}
}

// Switches are the settings of the gateway and the shop.
func (v *Server) Switches() []fake.Switch {
	v.mu.Lock()
	defer v.mu.Unlock()
	return []fake.Switch{
		{Name: "hold-operations", Label: "Operations wait for Settle", On: v.held, Set: v.HoldOperations},
		{Name: "answer-200", Label: "Operations are answered with 200, as on older pages", On: v.old,
			Set: v.AnswerWith200},
		{Name: "payouts-by-page", Label: "Payouts may leave the method open", On: v.byPage, Set: v.PayoutsByPage},
	}
}
