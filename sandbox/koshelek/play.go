package koshelekfake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// unit is what amounts are counted in.
const unit = "kopecks"

// transactionPlays are what can be done to a payment.
func (x *Server) transactionPlays() []fake.Play[*payment] {
	return []fake.Play[*payment]{
		fake.Simple("pay", "Pay", (*payment).open, x.Pay),
		fake.Coded("decline", "Decline", declines(), (*payment).open, x.Decline),
		fake.Simple("begin", "Open in the app", (*payment).unopened, x.Begin),
		fake.Simple("cancel", "Cancel", (*payment).open, x.Cancel),
		fake.Priced("refund", "Refund", fake.TakesPartAmount, (*payment).refundable, x.refundAmount),
	}
}

// refundAmount refunds an amount that is in kopecks.
func (x *Server) refundAmount(transactionID string, amount strictpay.Decimal) error {
	if !amount.IsSet() {
		return x.Refund(transactionID, 0)
	}
	kopecks, err := strconv.ParseInt(amount.String(), 10, 64)
	if err != nil || kopecks <= 0 {
		return fake.ErrAmount
	}
	return x.Refund(transactionID, kopecks)
}

// referencePlays are what can be done to a refund or a cancellation that is held.
func (x *Server) referencePlays() []fake.Play[*reference] {
	return []fake.Play[*reference]{
		fake.Simple("settle", "Settle", (*reference).open, x.Settle),
		fake.Coded("fail", "Fail", declines(), (*reference).open, x.SettleDeclined),
	}
}

// declines are the codes with which a payment or refund fails, the usual one first.
func declines() []koshelekapi.ErrorCode {
	usual := koshelekapi.ErrorCodePaymentDeclinedByExternalProvider
	others := slices.DeleteFunc(koshelekapi.ErrorCodeValues(), func(c koshelekapi.ErrorCode) bool { return c == usual })
	return append([]koshelekapi.ErrorCode{usual}, others...)
}

func (p *payment) unopened() bool { return p.Status == koshelekapi.TransactionStatusNew }

func (p *payment) refundable() bool {
	return p.charged() && p.Status != koshelekapi.TransactionStatusRefunding && p.Refunded < p.TotalAmount
}

// Scenarios are what can be done to payments, and to refunds and cancellations that are held.
func (x *Server) Scenarios() []fake.Scenario {
	return slices.Concat(fake.Scenarios(x.transactionPlays()), fake.Scenarios(x.referencePlays()))
}

// Records are the payments, and the refunds and cancellations that are held.
func (x *Server) Records() []fake.Record {
	transactions, references := x.transactionPlays(), x.referencePlays()
	x.mu.Lock()
	defer x.mu.Unlock()
	var list []fake.Record
	for id, p := range x.transactions {
		list = append(list, fake.Record{
			Kind: "transaction", ID: id, Reference: p.OrderID, State: string(p.Status),
			Amount:   kopecks(p.TotalAmount).String(),
			Currency: unit, Books: p.books(), Scenarios: fake.Allowed(transactions, p),
		})
	}
	for id, ref := range x.refs {
		allowed := fake.Allowed(references, ref)
		if len(allowed) == 0 {
			continue
		}
		record := fake.Record{
			Kind: "cancellation", ID: id, Reference: ref.payment.OrderID, State: string(ref.status), Scenarios: allowed,
			Amount: kopecks(ref.payment.TotalAmount).String(), Currency: unit,
		}
		if ref.refund {
			record.Kind, record.Amount = "refund", kopecks(ref.amount).String()
		}
		list = append(list, record)
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.Kind+a.ID, b.Kind+b.ID) })
	return list
}

// books are those of one payment.
func (p *payment) books() fake.Books {
	b := fake.Books{Payments: 1, Charged: kopecks(0), Refunded: kopecks(0)}
	if p.charged() {
		b.Charges, b.Refunds, b.Charged, b.Refunded = 1, p.refunds, kopecks(p.TotalAmount), kopecks(p.Refunded)
	}
	if p.Status == koshelekapi.TransactionStatusCanceled {
		b.Cancels = 1
	}
	return b
}

func kopecks(n int64) strictpay.Decimal { return fake.Amount(decimal.NewFromInt(n)) }

// Switches are what can be set, as it is now.
func (x *Server) Switches() []fake.Switch {
	x.mu.Lock()
	defer x.mu.Unlock()
	return []fake.Switch{
		{Name: "hold-refunds", Label: "Refunds wait for Settle", On: x.holdRefunds, Set: x.HoldRefunds},
		{Name: "hold-cancels", Label: "Cancellations wait for Settle", On: x.holdCancels, Set: x.HoldCancels},
		{
			Name: "unknown-422", Label: "Questions for unknown transactions are answered with 422", On: x.unknownIs422,
			Set: x.AnswerUnknownWith422,
		},
		{
			Name: "asynchronous", Label: "Lists of payment providers are made asynchronously", On: x.asynchronous,
			Set: x.AnswerAsynchronously,
		},
	}
}
