package xpaymentsfake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/sandbox/fake"
)

// Books adds up all payments of a reference of the store, whatever the answers said.
func (x *Server) Books(refID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	var b fake.Books
	var charged, refunded, held decimal.Decimal
	for _, p := range x.payments {
		if p.RefID != refID {
			continue
		}
		b.Payments++
		charged = charged.Add(p.Charged())
		refunded = refunded.Add(p.Refunded)
		held = held.Add(decimal.Max(decimal.Zero, p.Authorized.Sub(p.Captured).Sub(p.Voided)))
		b.Refunds += p.Refunds
		b.Cancels += p.Voids
		b.Charges += p.Captures
		if p.Sold.IsPositive() {
			b.Charges++
		}
	}
	b.Charged, b.Refunded, b.Held = fake.Amount(charged), fake.Amount(refunded), fake.Amount(held)
	return b
}
