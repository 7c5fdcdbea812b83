package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// paymentPlays are what can be done to a card payment.
func (x *Server) paymentPlays() []fake.Play[*paymentState] {
	waits := func(p *paymentState) bool {
		last := p.attempt()
		return last != nil && last.is(statusPending)
	}
	held := func(p *paymentState) bool { return p.held().Sign() > 0 }
	taken := func(p *paymentState) bool { return p.refundable().Sign() > 0 }
	pending := func(p *paymentState) bool { return len(p.all(kindRefund, statusPending).list) > 0 }
	return []fake.Play[*paymentState]{
		fake.Simple("pay-card", "Pay", waits, x.payerGoesOn),
		fake.Coded("decline-card", "Decline", cardDeclines(), waits, x.DeclinePayment),
		fake.Priced("confirm-card", "Confirm", fake.TakesPartAmount, held, x.ConfirmPayment),
		fake.Priced("cancel-card", "Cancel", fake.TakesPartAmount, held, x.CancelPayment),
		fake.Priced("refund-card", "Refund", fake.TakesPartAmount, taken, x.RefundPayment),
		fake.Simple("retry-card-refunds", "Retry refunds", pending, x.RetryPaymentRefunds),
		fake.Simple("give-up-card-refunds", "Give up refunds", pending, x.GiveUpPaymentRefunds),
	}
}

// payerGoesOn does what is next on the payer's side: they pay on the page with [CardSuccess], pass 3-D Secure, or their
// bank answers.
func (x *Server) payerGoesOn(externalID string) error {
	return x.waitingPayment(externalID, func(*entry) bool { return true }, func(p *paymentState, e *entry) {
		if p.card.number == "" {
			p.card = x.tokenize(CardSuccess)
		}
		x.settle(p, e)
	})
}

// cardDeclines are codes with which a card payment fails, the usual one first.
func cardDeclines() []rozetkapayapi.ResponseCode {
	return []rozetkapayapi.ResponseCode{
		rozetkapayapi.ResponseCodeTransactionIsCanceledByPayer, rozetkapayapi.ResponseCodeTransactionDeclined,
		rozetkapayapi.ResponseCodeInsufficientFunds, rozetkapayapi.ResponseCodeCardExpired,
		rozetkapayapi.ResponseCodeN3DsVerificationFailed, rozetkapayapi.ResponseCodeSessionExpired,
	}
}

// ConfirmPayment takes held money in the cabinet. An amount that is not set is all that is held.
func (x *Server) ConfirmPayment(externalID string, amount strictpay.Decimal) error {
	return x.paymentInCabinet(externalID, func(p *paymentState) *refusal {
		_, refused := x.confirmPayment(p, &rozetkapayapi.ConfirmPaymentRequest{Amount: given(amount)})
		return refused
	})
}

// CancelPayment releases held money in the cabinet. An amount that is not set is all that is held.
func (x *Server) CancelPayment(externalID string, amount strictpay.Decimal) error {
	return x.paymentInCabinet(externalID, func(p *paymentState) *refusal {
		_, refused := x.cancelPayment(p, &rozetkapayapi.CancelPaymentRequest{Amount: given(amount)})
		return refused
	})
}

// RefundPayment refunds a card payment in the cabinet. An amount that is not set is all that is left.
func (x *Server) RefundPayment(externalID string, amount strictpay.Decimal) error {
	return x.paymentInCabinet(externalID, func(p *paymentState) *refusal {
		_, refused := x.refundPayment(p, &rozetkapayapi.CancelPaymentRequest{Amount: given(amount)})
		return refused
	})
}

func given(amount strictpay.Decimal) *strictpay.Decimal {
	if !amount.IsSet() {
		return nil
	}
	return &amount
}

func (x *Server) paymentInCabinet(externalID string, do func(*paymentState) *refusal) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[externalID]
	if p == nil {
		return fake.ErrNotFound
	}
	if do(p) != nil {
		return fake.ErrState
	}
	return nil
}

// paymentRecords are the card payments. The lock is held.
func (x *Server) paymentRecords(plays []fake.Play[*paymentState]) []fake.Record {
	var list []fake.Record
	for id, p := range x.payments {
		state := ""
		if last := p.entries.last(); last != nil {
			state = string(last.operation) + " " + string(valueOf(last.details.StatusCode))
		}
		list = append(list, fake.Record{
			Kind: "card payment", ID: id, State: state, Amount: p.request.Amount.String(), Currency: p.request.Currency,
			Books: p.books(), Scenarios: fake.Allowed(plays, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}
