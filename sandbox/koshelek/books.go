package koshelekfake

import "github.com/strictpay/strictpay/sandbox/fake"

// Books adds up the payments of an order, in kopecks: proof that nothing was charged or refunded twice.
func (x *Server) Books(orderID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	var b fake.Books
	var charged, refunded int64
	for _, p := range x.orders[orderID] {
		one := p.books()
		b.Payments, b.Charges = b.Payments+one.Payments, b.Charges+one.Charges
		b.Refunds, b.Cancels = b.Refunds+one.Refunds, b.Cancels+one.Cancels
		if p.charged() {
			charged += p.TotalAmount
			refunded += p.Refunded
		}
	}
	b.Charged, b.Refunded = kopecks(charged), kopecks(refunded)
	return b
}
