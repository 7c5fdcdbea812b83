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
	var b fake.Books
	var held, charged, refunded, paidOut decimal.Decimal
	for _, e := range v.ledger {
		if e.number != number {
			continue
		}
		switch e.kind {
		case entryHold:
			held = held.Add(e.amount)
		case entryRelease:
			held = held.Sub(e.amount)
		case entryCharge:
			charged, b.Charges = charged.Add(e.amount), b.Charges+1
		case entryRefund:
			refunded, b.Refunds = refunded.Add(e.amount), b.Refunds+1
		case entryPaidOut:
			paidOut, b.Payouts = paidOut.Add(e.amount), b.Payouts+1
		}
	}
	b.Held, b.Charged, b.Refunded, b.PaidOut = fake.Amount(held), fake.Amount(charged), fake.Amount(refunded), fake.Amount(paidOut)
	return b
}
