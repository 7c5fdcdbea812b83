package sandbox

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
)

// VertexBooks is what really happened to the money of one number, whatever the answers said.
type VertexBooks struct {
	Held     strictpay.Decimal // authorized, neither captured nor released
	Charged  strictpay.Decimal
	Refunded strictpay.Decimal
	PaidOut  strictpay.Decimal
	Charges  int // how often the payer was charged
	Refunds  int
	Payouts  int
}

// A vertexEntry is one line of the ledger.
type vertexEntry struct {
	number string
	kind   vertexKind
	amount decimal.Decimal
}

type vertexKind int

const (
	vertexHold vertexKind = iota
	vertexRelease
	vertexCharge
	vertexRefund
	vertexPaidOut
)

// book adds a line. The lock is held.
func (v *Vertex) book(number string, kind vertexKind, amount decimal.Decimal) {
	v.ledger = append(v.ledger, vertexEntry{number, kind, amount})
}

// forget drops the lines of a number that is put in anew. The lock is held.
func (v *Vertex) forget(number string) {
	v.ledger = slices.DeleteFunc(v.ledger, func(e vertexEntry) bool { return e.number == number })
}

// Books adds up the ledger of an order or a payout.
func (v *Vertex) Books(number string) VertexBooks {
	v.mu.Lock()
	defer v.mu.Unlock()
	var b VertexBooks
	var held, charged, refunded, paidOut decimal.Decimal
	for _, e := range v.ledger {
		if e.number != number {
			continue
		}
		switch e.kind {
		case vertexHold:
			held = held.Add(e.amount)
		case vertexRelease:
			held = held.Sub(e.amount)
		case vertexCharge:
			charged, b.Charges = charged.Add(e.amount), b.Charges+1
		case vertexRefund:
			refunded, b.Refunds = refunded.Add(e.amount), b.Refunds+1
		case vertexPaidOut:
			paidOut, b.Payouts = paidOut.Add(e.amount), b.Payouts+1
		}
	}
	b.Held, b.Charged, b.Refunded, b.PaidOut = vertexAmount(held), vertexAmount(charged), vertexAmount(refunded), vertexAmount(paidOut)
	return b
}

// vertexAmount is a sum as an amount. Sums of a ledger have no more digits than an amount may.
func vertexAmount(d decimal.Decimal) strictpay.Decimal {
	amount, err := strictpay.NewDecimal(d)
	if err != nil {
		return strictpay.Decimal{}
	}
	return amount
}
