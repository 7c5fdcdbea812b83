package rozetkapayfake

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/gen/rozetkapayserver"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// findPayout gives an account's payout. The lock is held.
func (x *Server) findPayout(r *http.Request, externalID string) (*payoutState, *refusal) {
	if refused := x.asked(externalID); refused != nil {
		return nil, refused
	}
	p := x.payouts[externalID]
	if p == nil || p.account != x.account(r) {
		return nil, newRefusal(http.StatusNotFound, rozetkapayapi.ResponseCodeDataNotFound, "")
	}
	return p, nil
}

// GetPayoutTransactionStatus tells a payout.
func (c calls) GetPayoutTransactionStatus(
	w http.ResponseWriter, r *http.Request, params rozetkapayserver.GetPayoutTransactionStatusParams,
) {
	x := c.Server
	x.mu.Lock()
	p, refused := x.findPayout(r, params.ExternalID)
	if refused != nil {
		x.reply(w, r, params.ExternalID, nil, refused)
		return
	}
	x.reply(w, r, params.ExternalID, p.result(x.URL), nil)
}

// GetMerchantAccountBalance tells the balance, the same one that refunds are paid from. It is about no payout: Refuse
// reaches it under the empty identifier.
func (c calls) GetMerchantAccountBalance(
	w http.ResponseWriter, r *http.Request, _ rozetkapayserver.GetMerchantAccountBalanceParams,
) {
	x := c.Server
	x.mu.Lock()
	var reserved decimal.Decimal
	for _, p := range x.payouts {
		if p.status == statusPending && p.cash() {
			reserved = reserved.Add(p.request.Order.OriginalAmount.Decimal())
		}
	}
	x.reply(w, r, "", rozetkapayapi.GetMerchantBalanceResponse{
		AvailableAmount: new(fake.Amount(x.balance)), CommitmentAmount: new(fake.Amount(reserved)),
	}, x.asked(""))
}

// ResendPayoutCallback sends the callback of a payout again.
func (c calls) ResendPayoutCallback(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ResendPayoutCallbackRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	p, refused := x.findPayout(r, body.ExternalID)
	switch {
	case refused != nil:
	case p.request.Order.CallbackURL == nil:
		refused = newRefusal(http.StatusBadRequest, rozetkapayapi.ResponseCodeCallbackURLMissing, "callback_url")
	default:
		x.tellPayout(p)
	}
	x.accept(w, r, body.ExternalID, refused)
}

// CancelCashPayout cancels a payout in cash that is not collected. What it answers is not documented; here it is the
// payout, which has failed as transaction_is_canceled.
func (c calls) CancelCashPayout(w http.ResponseWriter, r *http.Request) {
	x := c.Server
	var body rozetkapayapi.ResendPayoutCallbackRequest
	if !x.read(w, r, &body) {
		return
	}
	x.mu.Lock()
	p, refused := x.findPayout(r, body.ExternalID)
	if refused == nil && (!p.cash() || p.status != statusPending) {
		refused = newRefusal(http.StatusConflict, rozetkapayapi.ResponseCodeActionNotAllowed, "")
	}
	if refused != nil {
		x.reply(w, r, body.ExternalID, nil, refused)
		return
	}
	x.failPayout(p, rozetkapayapi.ResponseCodeTransactionIsCanceled)
	x.reply(w, r, body.ExternalID, p.result(x.URL), nil)
}

// SettlePayout ends a payout that is pending: the recipient collects the cash, or the bank of the card answers.
func (x *Server) SettlePayout(externalID string) error {
	return x.pendingPayout(externalID, x.settlePayout)
}

// DeclinePayout lets a payout that is pending fail with a code; its money comes back to the balance.
func (x *Server) DeclinePayout(externalID string, code rozetkapayapi.ResponseCode) error {
	return x.pendingPayout(externalID, func(p *payoutState) { x.failPayout(p, code) })
}

func (x *Server) pendingPayout(externalID string, do func(*payoutState)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payouts[externalID]
	if p == nil {
		return fake.ErrNotFound
	}
	if p.status != statusPending {
		return fake.ErrState
	}
	do(p)
	return nil
}

// payoutPlays are what can be done to a payout.
func (x *Server) payoutPlays() []fake.Play[*payoutState] {
	pending := func(p *payoutState) bool { return p.status == statusPending }
	codes := []rozetkapayapi.ResponseCode{
		rozetkapayapi.ResponseCodeTransactionDeclined, rozetkapayapi.ResponseCodeReceiverCardError,
		rozetkapayapi.ResponseCodeFinmonRecipientValidationFailed,
	}
	return []fake.Play[*payoutState]{
		fake.Simple("settle-payout", "Pay out", pending, x.SettlePayout),
		fake.Coded("decline-payout", "Decline", codes, pending, x.DeclinePayout),
	}
}

// payoutRecords are the payouts. The lock is held.
func (x *Server) payoutRecords(plays []fake.Play[*payoutState]) []fake.Record {
	var list []fake.Record
	for id, p := range x.payouts {
		list = append(list, fake.Record{
			Kind: "payout", ID: id, State: string(p.status) + " " + string(p.code),
			Amount: p.request.Order.OriginalAmount.String(), Currency: p.request.Order.Currency,
			Books: p.books(), Scenarios: fake.Allowed(plays, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Seeded payouts.
const (
	seedPayout     = "payout-paid"
	seedCashPayout = "payout-cash"
)

// seedPayouts puts payouts into a fresh fake.
func (x *Server) seedPayouts() {
	for id, cash := range map[string]bool{seedPayout: false, seedCashPayout: true} {
		p := &payoutState{account: x.Login, number: id, status: statusSuccess, created: seedTime,
			request: rozetkapayapi.RequestPayoutRequest{
				Order: rozetkapayapi.PayoutRequestOrder{
					ExternalID: id, Currency: "UAH", Description: "Seeded payout",
					OriginalAmount: strictpay.MustDecimal("250"), CallbackURL: new(x.URL + sinkPath),
				},
				Payer: rozetkapayapi.PayoutRequestPayer{EntityID: "sandbox-entity"},
				Recipient: rozetkapayapi.PayoutRecipient{
					PayoutType: rozetkapayapi.PayoutTypeCard,
					Card:       &rozetkapayapi.CardRecipient{FirstName: "Olena", LastName: "Example"},
				},
			}, code: rozetkapayapi.ResponseCodeTransactionSuccessful}
		if cash {
			p.request.Recipient = rozetkapayapi.PayoutRecipient{
				PayoutType: rozetkapayapi.PayoutTypeCash,
				Cash:       &rozetkapayapi.CashRecipient{FirstName: "Olena", LastName: "Example"},
			}
			p.status, p.code = statusPending, rozetkapayapi.ResponseCodePending
		}
		x.payouts[id] = p
	}
}

// payoutExamples are calls about payouts that a fresh fake answers with a value.
func payoutExamples() []fake.Example {
	return []fake.Example{
		{Operation: "createPayout", Set: map[string]string{
			"order": `{"external_id":"example-payout","currency":"UAH","description":"Example",` +
				`"original_amount":"99.90"}`,
			"payer": `{"entity_id":"sandbox-entity"}`,
			"recipient": `{"payout_type":"card","card":{"first_name":"Olena","last_name":"Example",` +
				`"card_data":{"token":"` +
				TokenSuccess + `"}}}`,
		}},
		{Operation: "getPayoutTransactionStatus", Set: map[string]string{"external_id": seedPayout}},
		{Operation: "getMerchantAccountBalance", Set: map[string]string{"merchant_entity_id": "sandbox-entity"}},
		{Operation: "resendPayoutCallback", Set: map[string]string{"external_id": seedPayout}},
		{Operation: "cancelCashPayout", Set: map[string]string{"external_id": seedCashPayout}},
	}
}
