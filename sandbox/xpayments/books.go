package xpaymentsfake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// Books adds up all payments of a reference of the store, whatever the answers said.
func (x *Server) Books(refID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	var t totals
	for _, p := range x.references[refID] {
		t.add(p)
	}
	return t.books()
}

// totals are the sums of payments.
type totals struct {
	payments, charges, refunds, cancels int
	charged, refunded, held             decimal.Decimal
}

func (t *totals) add(p *Payment) {
	t.payments++
	t.charged = t.charged.Add(p.Charged())
	t.refunded = t.refunded.Add(p.Refunded)
	t.held = t.held.Add(decimal.Max(decimal.Zero, p.Authorized.Sub(p.Captured).Sub(p.Voided)))
	t.refunds += p.Refunds
	t.cancels += p.Voids
	t.charges += p.Captures
	if p.Sold.IsPositive() {
		t.charges++
	}
}

func (t *totals) books() fake.Books {
	return fake.Books{
		Payments: t.payments, Charges: t.charges, Refunds: t.refunds, Cancels: t.cancels,
		Charged: fake.Amount(t.charged), Refunded: fake.Amount(t.refunded), Held: fake.Amount(t.held),
	}
}
