package rozetkapayfake

import (
	"slices"

	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// waitingPayment runs a scenario on a payment whose latest attempt is pending.
func (x *Server) waitingPayment(externalID string, fits func(*entry) bool, do func(*paymentState, *entry)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[externalID]
	if p == nil {
		return fake.ErrNotFound
	}
	e := p.attempt()
	if e == nil || !e.is(statusPending) || !fits(e) {
		return fake.ErrState
	}
	do(p, e)
	return nil
}

// PayerPays does what the payer does on the page of a hosted payment: they type a card, such as [CardSuccess], and pass
// through 3-D Secure where it has that.
func (x *Server) PayerPays(externalID, number string) error {
	return x.waitingPayment(externalID, func(e *entry) bool { return e.unseen }, func(p *paymentState, e *entry) {
		p.card = x.tokenize(number)
		x.settle(p, e)
	})
}

// PayerConfirmsPayment does what the payer does on the page of 3-D Secure; a test card that is rejected fails here.
func (x *Server) PayerConfirmsPayment(externalID string) error {
	return x.waitingPayment(externalID, func(e *entry) bool { return e.action != nil && !e.unseen }, x.settle)
}

// PayerCancelsPayment lets the payer turn back on either page: the payment fails with transaction_is_canceled_by_payer.
func (x *Server) PayerCancelsPayment(externalID string) error {
	return x.DeclinePayment(externalID, rozetkapayapi.ResponseCodeTransactionIsCanceledByPayer)
}

// DeclinePayment lets a payment that is pending fail with a code; where it is part of a batch, that fails as a whole.
func (x *Server) DeclinePayment(externalID string, code rozetkapayapi.ResponseCode) error {
	return x.waitingPayment(externalID, func(*entry) bool { return true }, func(p *paymentState, e *entry) {
		if p.batch != nil {
			x.failBatch(p.batch, p, code)
			return
		}
		x.become(p, e, statusFailure, code)
	})
}

// HoldPayments makes charges stay pending, as those of a slow bank do, until SettlePayment.
func (x *Server) HoldPayments(on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.slow = on
}

// SettlePayment is the bank answering at last, as the card decides.
func (x *Server) SettlePayment(externalID string) error {
	return x.waitingPayment(externalID, func(e *entry) bool { return e.action == nil }, x.settle)
}

// RetryPaymentRefunds is the system trying the pending refunds of a payment again by itself; what the balance does not
// cover stays pending.
func (x *Server) RetryPaymentRefunds(externalID string) error {
	return x.paymentRefunds(externalID, func(p *paymentState, e *entry) { x.payBack(p, e) })
}

// GiveUpPaymentRefunds is the system giving up the pending refunds of a payment: they fail with
// refund_is_cancelled_by_system.
func (x *Server) GiveUpPaymentRefunds(externalID string) error {
	return x.paymentRefunds(externalID, func(p *paymentState, e *entry) {
		x.become(p, e, statusFailure, rozetkapayapi.ResponseCodeRefundIsCancelledBySystem)
	})
}

func (x *Server) paymentRefunds(externalID string, do func(*paymentState, *entry)) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.payments[externalID]
	if p == nil {
		return fake.ErrNotFound
	}
	list := slices.Clone(p.all(kindRefund, statusPending).list) // which what is done shortens
	if len(list) == 0 {
		return fake.ErrState
	}
	for _, e := range list {
		do(p, e)
	}
	return nil
}

// usePage is what a payment's page does when the payer sends it: a checkout pays with [CardSuccess], 3-D Secure
// confirms. False where no payment waits on the page.
func (x *Server) usePage(operation string, use bool) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	waiting := append([]*paymentState(nil), x.lookups...)
	for _, p := range x.payments {
		waiting = append(waiting, p)
	}
	for _, p := range waiting {
		e := p.attempt()
		if e == nil || e.action == nil || valueOf(e.details.OperationID) != operation {
			continue
		}
		if use {
			if p.card.number == "" {
				p.card = x.tokenize(CardSuccess)
			}
			x.settle(p, e)
		}
		return true
	}
	return x.useCardPage(operation, use) || x.useSubscriptionPage(operation, use)
}
