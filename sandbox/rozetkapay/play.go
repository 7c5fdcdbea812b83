package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// plays are what can be done to an order.
func (x *Server) plays() []fake.Play[*orderState] {
	signed := func(o *orderState) bool {
		return o.unconfirmed() == nil && o.creation().is(methodCreate, statusSuccess)
	}
	cancellable := func(o *orderState) bool { return o.unconfirmed() == nil }
	refundable := func(o *orderState) bool { return len(o.captures().list) > 0 && o.refundable().Sign() > 0 }
	pending := func(o *orderState) bool { return len(o.all(methodRefund, statusPending).list) > 0 }
	return []fake.Play[*orderState]{
		fake.Simple("pay", "Sign", (*orderState).unsigned, x.CustomerSigns),
		fake.Coded("decline", "Decline", declines(), (*orderState).unsigned, x.Decline),
		fake.Simple("confirm", "Confirm", signed, x.Confirm),
		fake.Simple("cancel", "Cancel", cancellable, x.Cancel),
		fake.Priced("refund", "Refund", fake.TakesPartAmount, refundable, x.Refund),
		fake.Simple("retry-refunds", "Retry refunds", pending, x.RetryRefunds),
		fake.Simple("give-up-refunds", "Give up refunds", pending, x.GiveUpRefunds),
	}
}

// declines are the codes with which an order that waits for its customer fails, the usual one first.
func declines() []rozetkapayapi.StatusCode {
	codes := []rozetkapayapi.StatusCode{rozetkapayapi.StatusCodeTransactionIsCanceledByPayer}
	for _, row := range rozetkapayapi.API.LookupTable("status").Rows {
		code := rozetkapayapi.StatusCode(row.Code)
		failed := row.Group == string(statusFailure) && row.Context == ""
		if failed && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// Scenarios are what can be done to what there is: orders, card payments and so on.
func (x *Server) Scenarios() []fake.Scenario {
	return slices.Concat(
		fake.Scenarios(x.plays()),
		fake.Scenarios(x.paymentPlays()),
		fake.Scenarios(x.walletPlays()),
		fake.Scenarios(x.alternativePlays()),
		fake.Scenarios(x.inStorePlays()),
		fake.Scenarios(x.instructionPlays()),
		fake.Scenarios(x.payoutPlays()),
		fake.Scenarios(x.planPlays()),
		fake.Scenarios(x.subscriptionPlays()),
	)
}

// Records are what there is: orders, card payments and so on.
func (x *Server) Records() []fake.Record {
	plays, cards, payouts := x.plays(), x.paymentPlays(), x.payoutPlays()
	wallets := x.walletPlays()
	alternatives := x.alternativePlays()
	plans, subscriptions := x.planPlays(), x.subscriptionPlays()
	inStore, instructions := x.inStorePlays(), x.instructionPlays()
	x.mu.Lock()
	defer x.mu.Unlock()
	var list []fake.Record
	for id, o := range x.orders {
		list = append(list, fake.Record{
			Kind: "order", ID: id, State: o.state(), Amount: o.request.Amount.String(), Currency: o.request.Currency,
			Books: o.books(), Scenarios: fake.Allowed(plays, o),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return slices.Concat(
		list,
		x.paymentRecords(cards),
		x.walletRecords(wallets),
		x.alternativeRecords(alternatives),
		x.inStoreRecords(inStore),
		x.instructionRecords(instructions),
		x.payoutRecords(payouts),
		x.planRecords(plans),
		x.subscriptionRecords(subscriptions),
	)
}

// state is that of the last operation: its method and code.
func (o *orderState) state() string {
	last := o.operations.last()
	if last == nil {
		return ""
	}
	d := &last.details
	return string(valueOf(d.Method)) + " " + string(valueOf(d.StatusCode))
}

// Switches are what can be set, as it is now.
func (x *Server) Switches() []fake.Switch {
	x.mu.Lock()
	defer x.mu.Unlock()
	return []fake.Switch{
		{
			Name: "numbers-as-strings", Label: "Numbers are written as strings", On: x.strings,
			Set: x.WriteNumbersAsStrings,
		},
		{
			Name: "standard-base64", Label: "Callbacks are signed with standard base64", On: x.standard,
			Set: x.SignWithStandardBase64,
		},
		{Name: "payments-wait", Label: "Card payments stay pending", On: x.slow, Set: x.HoldPayments},
	}
}
