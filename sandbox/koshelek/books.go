package koshelekfake

import (
	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// Books adds up the payments of an order, in kopecks: proof that nothing was charged or refunded twice.
func (x *Server) Books(orderID string) fake.Books {
	x.mu.Lock()
	defer x.mu.Unlock()
	var b fake.Books
	var charged, refunded int64
	for _, p := range x.transactions {
		if p.OrderID != orderID {
			continue
		}
		b.Payments++
		if p.charged() {
			b.Charges++
			b.Refunds += p.refunds
			charged += p.TotalAmount
			refunded += p.Refunded
		}
		if p.Status == koshelekapi.TransactionStatusCanceled {
			b.Cancels++
		}
	}
	b.Charged, b.Refunded = fake.Amount(decimal.NewFromInt(charged)), fake.Amount(decimal.NewFromInt(refunded))
	return b
}
