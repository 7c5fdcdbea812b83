package rozetkapayfake

import "github.com/strictpay/strictpay/sandbox/fake"

// Books tells what an order in parts, a card payment and a payout with one external_id have moved, in main units; an
// unknown one nothing.
func (x *Server) Books(externalID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	var books fake.Books
	if o := x.orders[externalID]; o != nil {
		books = o.books()
	}
	if p := x.payments[externalID]; p != nil {
		books = both(books, p.books())
	}
	if p := x.inStore[externalID]; p != nil {
		books = both(books, p.books())
	}
	if i := x.instructionOf(externalID); i != nil {
		books = both(books, i.books())
	}
	if a := x.alternatives[externalID]; a != nil {
		books = both(books, a.books())
	}
	if p := x.payouts[externalID]; p != nil {
		books = both(books, p.books())
	}
	if s := x.subscriptions[externalID]; s != nil {
		books = both(books, s.books())
	}
	if !books.Charged.IsSet() {
		return new(orderState).books()
	}
	return books
}

// both adds books up.
func both(a, b fake.Books) fake.Books {
	if !a.Charged.IsSet() {
		return b
	}
	a.Payments, a.Charges = a.Payments+b.Payments, a.Charges+b.Charges
	a.Refunds, a.Cancels, a.Payouts = a.Refunds+b.Refunds, a.Cancels+b.Cancels, a.Payouts+b.Payouts
	a.Held = fake.Amount(a.Held.Decimal().Add(b.Held.Decimal()))
	a.Charged = fake.Amount(a.Charged.Decimal().Add(b.Charged.Decimal()))
	a.Refunded = fake.Amount(a.Refunded.Decimal().Add(b.Refunded.Decimal()))
	a.Canceled = fake.Amount(a.Canceled.Decimal().Add(b.Canceled.Decimal()))
	a.PaidOut = fake.Amount(a.PaidOut.Decimal().Add(b.PaidOut.Decimal()))
	return a
}

// books are those of one order. The lock is held.
func (o *orderState) books() fake.Books {
	charges := o.captures()
	refunds := o.all(methodRefund, statusSuccess)
	cancels := o.all(methodCancel, statusSuccess)
	return fake.Books{
		Payments: len(o.all(methodCreate, statusSuccess).list),
		Charges:  len(charges.list), Refunds: len(refunds.list), Cancels: len(cancels.list),
		Charged: charges.sum(), Refunded: refunds.sum(), Canceled: cancels.sum(),
	}
}

// books are those of one card payment. The lock is held.
func (p *paymentState) books() fake.Books {
	charges, refunds, cancels := p.captures(), p.all(kindRefund, statusSuccess), p.all(kindCancel, statusSuccess)
	return fake.Books{
		Payments: p.payments(statusSuccess),
		Charges:  len(charges.list), Refunds: len(refunds.list), Cancels: len(cancels.list),
		Held: fake.Amount(p.held()), Charged: charges.sum(), Refunded: refunds.sum(), Canceled: cancels.sum(),
	}
}
