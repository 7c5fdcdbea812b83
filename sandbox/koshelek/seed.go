package koshelekfake

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Stores of the fake. Any other GUID is a store as well.
const (
	StoreID        = "5eed0000-0000-4000-8000-000000009001" // of the seeds
	UnknownStoreID = "5eed0000-0000-4000-8000-000000000404" // UNKNOWN_PARTNER_ID
)

// AvailabilityInfoID is a list of payment providers that is ready from the start.
const AvailabilityInfoID = "5eed0000-0000-4000-8000-000000008001"

// What the seeds have in common.
const (
	seedOrderID      = "SEED-1"
	seedTerminalID   = "desk-01"
	seedAmount       = 36230 // kopecks
	refundableAmount = 3_623_000_000
	unknownID        = "5eed0000-0000-4000-8000-000000000404"
)

// Numbers of the seeded payments that the examples change.
const (
	toCancel = 301 + iota
	toRefund
	toBill
)

var seedTime = time.Date(2026, time.November, 20, 9, 15, 42, 318_000_000, time.UTC)

func seedID(n int) string { return fmt.Sprintf("5eed0000-0000-4000-8000-%012d", n) }

// Seeded is the TransactionID of the payment that a fresh fake has in a status; "" for the empty status, which no
// payment has. It is the same in every sandbox.
func (x *Server) Seeded(status koshelekapi.TransactionStatus) string {
	if i := slices.Index(koshelekapi.TransactionStatusValues(), status); i >= 0 &&
		status != koshelekapi.TransactionStatusEmpty {
		return seedID(101 + i)
	}
	return ""
}

// SeededDeclined is the TransactionID of the payment that a fresh fake has rejected with an errorCode; "" for a code
// that is not documented.
func (x *Server) SeededDeclined(code koshelekapi.ErrorCode) string {
	if i := slices.Index(koshelekapi.ErrorCodeValues(), code); i >= 0 {
		return seedID(201 + i)
	}
	return ""
}

// seed puts in a payment per status, a rejected one per code, and those that the examples change.
func (x *Server) seed() {
	put := func(n int, status koshelekapi.TransactionStatus, change func(*Transaction)) {
		t := Transaction{
			TransactionID: seedID(n), RequestID: seedID(n + 5000), Status: status, StoreID: StoreID,
			TerminalID: seedTerminalID,
			OrderID:    "SEED-" + strconv.Itoa(n), TotalAmount: seedAmount,
		}
		change(&t)
		x.PutTransaction(t)
	}
	as := func(*Transaction) {}
	for i, status := range koshelekapi.TransactionStatusValues() {
		switch status {
		case koshelekapi.TransactionStatusEmpty:
		case koshelekapi.TransactionStatusRefunded:
			put(101+i, status, func(t *Transaction) { t.Refunded = t.TotalAmount })
		case koshelekapi.TransactionStatusPartialRefunded:
			put(101+i, status, func(t *Transaction) { t.Refunded = 17480 })
		default:
			put(101+i, status, as)
		}
	}
	for i, code := range koshelekapi.ErrorCodeValues() {
		put(201+i, koshelekapi.TransactionStatusRejected, func(t *Transaction) {
			t.ErrorCode = code
			if code == koshelekapi.ErrorCodeNotEnoughLimitToPay {
				t.PaymentType = koshelekapi.PaymentTypeDolyame
			}
		})
	}
	put(toCancel, koshelekapi.TransactionStatusPending, as)
	put(toRefund, koshelekapi.TransactionStatusAccepted, func(t *Transaction) { t.TotalAmount = refundableAmount })
	put(toBill, koshelekapi.TransactionStatusAccepted, as)
	x.tasks[AvailabilityInfoID] = &availabilityTask{list: providers()}
	x.running()
}

// running gives the payment that is being refunded its refund.
func (x *Server) running() {
	p := x.transactions[x.Seeded(koshelekapi.TransactionStatusRefunding)]
	p.lastRef = &reference{
		id: seedID(7001), payment: p, refund: true, amount: p.TotalAmount, status: koshelekapi.RefStatusNew,
		before: koshelekapi.TransactionStatusAccepted,
	}
	x.refs[p.lastRef.id] = p.lastRef
}
