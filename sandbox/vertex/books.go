package vertexfake

import (
	"slices"

	"github.com/shopspring/decimal"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// An entry is one line of the ledger.
type entry struct {
	number string
	kind   entryKind
	amount decimal.Decimal
}

type entryKind int

const (
	entryHold entryKind = iota
	entryRelease
	entryCharge
	entryRefund
	entryPaidOut
)

// book adds a line. The lock is held.
func (v *Server) book(number string, kind entryKind, amount decimal.Decimal) {
	v.ledger = append(v.ledger, entry{number, kind, amount})
}

// forget drops the lines of a number that is put in anew. The lock is held.
func (v *Server) forget(number string) {
	v.ledger = slices.DeleteFunc(v.ledger, func(e entry) bool { return e.number == number })
}

// Books adds up the ledger of an order or a payout.
func (v *Server) Books(number string) fake.Books {
	v.mu.Lock()
	defer v.mu.Unlock()
	var t totals
	for _, e := range v.ledger {
		if e.number == number {
			t.add(e)
		}
	}
	return t.books()
}

// totals are the sums of entries.
type totals struct {
	charges, refunds, payouts        int
	held, charged, refunded, paidOut decimal.Decimal
}

func (t *totals) add(e entry) {
	switch e.kind {
	case entryHold:
		t.held = t.held.Add(e.amount)
	case entryRelease:
		t.held = t.held.Sub(e.amount)
	case entryCharge:
		t.charged, t.charges = t.charged.Add(e.amount), t.charges+1
	case entryRefund:
		t.refunded, t.refunds = t.refunded.Add(e.amount), t.refunds+1
	case entryPaidOut:
		t.paidOut, t.payouts = t.paidOut.Add(e.amount), t.payouts+1
	}
}

func (t *totals) books() fake.Books {
	return fake.Books{
		Charges: t.charges, Refunds: t.refunds, Payouts: t.payouts,
		Held: fake.Amount(t.held), Charged: fake.Amount(t.charged), Refunded: fake.Amount(t.refunded),
		PaidOut: fake.Amount(t.paidOut),
	}
}
