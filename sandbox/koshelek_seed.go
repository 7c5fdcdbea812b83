package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// Stores of the fake. Any other GUID is a store as well.
const (
	KoshelekStoreID        = "5eed0000-0000-4000-8000-000000009001" // of the seeds
	KoshelekUnknownStoreID = "5eed0000-0000-4000-8000-000000000404" // UNKNOWN_PARTNER_ID
)

// KoshelekAvailabilityInfoID is a list of payment providers that is ready from the start.
const KoshelekAvailabilityInfoID = "5eed0000-0000-4000-8000-000000008001"

// What the seeds have in common.
const (
	koshelekOrderID    = "SEED-1"
	koshelekDesk       = "desk-01"
	koshelekSeedAmount = 36230 // kopecks
	koshelekLent       = 3_623_000_000
	koshelekUnknownID  = "5eed0000-0000-4000-8000-000000000404"
)

// Numbers of the seeded payments that the examples change.
const (
	koshelekToCancel = 301 + iota
	koshelekToRefund
	koshelekToBill
)

var koshelekSeedTime = time.Date(2026, time.November, 20, 9, 15, 42, 318_000_000, time.UTC)

func koshelekSeedID(n int) string { return fmt.Sprintf("5eed0000-0000-4000-8000-%012d", n) }

// Seeded is the TransactionID of the payment that a fresh fake has in a status; "" for the empty status, which no payment has. It is the same in every sandbox.
func (x *Koshelek) Seeded(status koshelekapi.TransactionStatus) string {
	if i := slices.Index(koshelekapi.TransactionStatusValues(), status); i >= 0 && status != koshelekapi.TransactionStatusEmpty {
		return koshelekSeedID(101 + i)
	}
	return ""
}

// SeededRejection is the TransactionID of the payment that a fresh fake has rejected with an errorCode; "" for a code that is not documented.
func (x *Koshelek) SeededRejection(code koshelekapi.ErrorCode) string {
	if i := slices.Index(koshelekapi.ErrorCodeValues(), code); i >= 0 {
		return koshelekSeedID(201 + i)
	}
	return ""
}

// seed puts in a payment per status, a rejected one per code, and those that the examples change.
func (x *Koshelek) seed() {
	put := func(n int, status koshelekapi.TransactionStatus, change func(*KoshelekTransaction)) {
		t := KoshelekTransaction{
			TransactionID: koshelekSeedID(n), RequestID: koshelekSeedID(n + 5000), Status: status, StoreID: KoshelekStoreID, TerminalID: koshelekDesk,
			OrderID: "SEED-" + strconv.Itoa(n), TotalAmount: koshelekSeedAmount,
		}
		change(&t)
		x.PutTransaction(t)
	}
	as := func(*KoshelekTransaction) {}
	for i, status := range koshelekapi.TransactionStatusValues() {
		switch status {
		case koshelekapi.TransactionStatusEmpty:
		case koshelekapi.TransactionStatusRefunded:
			put(101+i, status, func(t *KoshelekTransaction) { t.Refunded = t.TotalAmount })
		case koshelekapi.TransactionStatusPartialRefunded:
			put(101+i, status, func(t *KoshelekTransaction) { t.Refunded = 17480 })
		default:
			put(101+i, status, as)
		}
	}
	for i, code := range koshelekapi.ErrorCodeValues() {
		put(201+i, koshelekapi.TransactionStatusRejected, func(t *KoshelekTransaction) {
			t.ErrorCode = code
			if code == koshelekapi.ErrorCodeNotEnoughLimitToPay {
				t.PaymentType = koshelekapi.PaymentTypeDolyame
			}
		})
	}
	put(koshelekToCancel, koshelekapi.TransactionStatusPending, as)
	put(koshelekToRefund, koshelekapi.TransactionStatusAccepted, func(t *KoshelekTransaction) { t.TotalAmount = koshelekLent })
	put(koshelekToBill, koshelekapi.TransactionStatusAccepted, as)
	x.tasks[KoshelekAvailabilityInfoID] = &koshelekTask{list: koshelekProviders()}
	x.running()
}

// running gives the payment that is being refunded its refund.
func (x *Koshelek) running() {
	p := x.transactions[x.Seeded(koshelekapi.TransactionStatusRefunding)]
	p.lastRef = &koshelekRef{id: koshelekSeedID(7001), payment: p, refund: true, amount: p.TotalAmount, status: koshelekapi.RefStatusNew, before: koshelekapi.TransactionStatusAccepted}
	x.refs[p.lastRef.id] = p.lastRef
}
