package vertexfake

import (
	"github.com/shopspring/decimal"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An entryKind is what a line of the books tells.
type entryKind int

const (
	entryHold entryKind = iota
	entryRelease
	entryCharge
	entryRefund
	entryPaidOut
)

// book adds a line to the books of an order or a payout. The lock is held.
func (v *Server) book(number string, kind entryKind, amount decimal.Decimal) {
	if v.ledger[number] == nil {
		v.ledger[number] = new(totals)
	}
	v.ledger[number].add(kind, amount)
}

// forget drops the lines of a number that is put in anew. The lock is held.
func (v *Server) forget(number string) { delete(v.ledger, number) }

// Books adds up the ledger of an order or a payout.
func (v *Server) Books(number string) fake.Books {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t := v.ledger[number]; t != nil {
		return t.books()
	}
	return new(totals).books()
}

// totals are the sums of what was booked on one number.
type totals struct {
	charges, refunds, payouts        int
	held, charged, refunded, paidOut decimal.Decimal
}

func (t *totals) add(kind entryKind, amount decimal.Decimal) {
	switch kind {
	case entryHold:
		t.held = t.held.Add(amount)
	case entryRelease:
		t.held = t.held.Sub(amount)
	case entryCharge:
		t.charged, t.charges = t.charged.Add(amount), t.charges+1
	case entryRefund:
		t.refunded, t.refunds = t.refunded.Add(amount), t.refunds+1
	case entryPaidOut:
		t.paidOut, t.payouts = t.paidOut.Add(amount), t.payouts+1
	}
}

func (t *totals) books() fake.Books {
	return fake.Books{
		Charges: t.charges, Refunds: t.refunds, Payouts: t.payouts,
		Held: fake.Amount(t.held), Charged: fake.Amount(t.charged), Refunded: fake.Amount(t.refunded),
		PaidOut: fake.Amount(t.paidOut),
	}
}
