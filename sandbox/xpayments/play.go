package xpaymentsfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// plays are what the buyer, the gateway and the administrator can do to a payment.
func (x *Server) plays() []fake.Play[*Payment] {
	inProgress := func(p *Payment) bool { return p.InProgress }
	unsettled := func(p *Payment) bool { return p.InProgress && !p.settled }
	rechargeable := func(p *Payment) bool { return x.unchargeable(p) == "" }
	recharge := func(txnID string, amount strictpay.Decimal) error {
		_, err := x.AdminRecharge(txnID, amount)
		return err
	}
	left := func(of func(limits) bool) func(*Payment) bool {
		return func(p *Payment) bool { return of(x.limits(p)) }
	}
	capturable := left(func(l limits) bool { return l.capture.IsPositive() })
	voidable := left(func(l limits) bool { return l.void.IsPositive() })
	refundable := left(func(l limits) bool { return l.refund.IsPositive() })
	return []fake.Play[*Payment]{
		fake.Simple("pay", "Pay", (*Payment).payable, x.Pay),
		fake.Simple("decline", "Decline", (*Payment).payable, x.Decline),
		fake.Simple("pay-pending", "Start 3-D Secure", (*Payment).payable, x.PayPending),
		fake.Simple("pay-held", "Pay, held by a check", (*Payment).payable, x.PayHeld),
		fake.Simple("pay-saving", "Pay and save the card", (*Payment).payable, x.PaySaving),
		fake.Simple("settle", "Settle", inProgress, x.Settle),
		fake.Simple("settle-quietly", "Settle without a callback", unsettled, x.SettleQuietly),
		fake.Simple("accept", "Accept", x.acceptable, x.AdminAccept),
		fake.Simple("reject", "Reject", x.declinable, x.AdminDecline),
		fake.Priced("capture", "Capture", fake.TakesPartAmount, capturable, x.AdminCapture),
		fake.Priced("void", "Void", fake.TakesPartAmount, voidable, x.AdminVoid),
		fake.Priced("refund", "Refund", fake.TakesPartAmount, refundable, x.AdminRefund),
		fake.Priced("recharge", "Charge the card again", fake.TakesAmount, rechargeable, recharge),
	}
}

// Scenarios are what can be done to payments.
func (x *Server) Scenarios() []fake.Scenario { return fake.Scenarios(x.plays()) }

// Records are the payments.
func (x *Server) Records() []fake.Record {
	plays := x.plays()
	x.mu.Lock()
	defer x.mu.Unlock()
	var list []fake.Record
	for id, p := range x.payments {
		var sums totals
		sums.add(p)
		list = append(list, fake.Record{
			Kind: "payment", ID: id, Reference: p.RefID, State: p.state(), Amount: p.Total.StringFixed(2),
			Currency: p.Currency, Books: sums.books(), Scenarios: fake.Allowed(plays, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// state is the status in words, and what it does not say.
func (p *Payment) state() string {
	state := statusTexts[p.Status()]
	switch {
	case p.InProgress:
		state += ", in progress"
	case p.Held:
		state += ", held"
	}
	return state
}

// Switches are what can be set, as it is now.
func (x *Server) Switches() []fake.Switch {
	x.mu.Lock()
	defer x.mu.Unlock()
	return []fake.Switch{
		{
			Name: "hold-templates", Label: "New payments fail: templates wait for approval", On: x.templates,
			Set: x.HoldTemplates,
		},
		{Name: "multipart", Label: "Callbacks are multipart forms", On: x.multipart, Set: x.SendMultipart},
		{Name: "nested", Label: "Callbacks of API 1.9 are nested", On: x.nested, Set: x.SendNested},
	}
}
