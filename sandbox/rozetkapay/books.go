package rozetkapayfake

import "github.com/strictpay/strictpay/sandbox/fake"

// Books tells what an order has moved, in main units; an unknown one nothing.
func (x *Server) Books(externalID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	o := x.orders[externalID]
	if o == nil {
		o = new(orderState)
	}
	return o.books()
}

// books are those of one order. The lock is held.
func (o *orderState) books() fake.Books {
	charges := o.captures()
	refunds := o.all(methodRefund, statusSuccess)
	cancels := o.all(methodCancel, statusSuccess)
	return fake.Books{
		Payments: len(o.all(methodCreate, statusSuccess)),
		Charges:  len(charges), Refunds: len(refunds), Cancels: len(cancels),
		Charged: sum(charges), Refunded: sum(refunds), Canceled: sum(cancels),
	}
}
