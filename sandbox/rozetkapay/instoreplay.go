package rozetkapayfake

import (
	"slices"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
)

// PutInStorePayment adds a payment that is announced and not yet reported, or replaces the one with its external_id, on
// the account of Login.
func (x *Server) PutInStorePayment(request rozetkapayapi.CreateInStorePaymentRequest) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.newInStore(x.Login, request)
}

// GetInStorePayment gives a payment at a terminal as GetInStorePaymentInfo reports it, whatever account it is booked
// on; false if there is none.
func (x *Server) GetInStorePayment(externalID string) (rozetkapayapi.InStorePaymentInfo, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.inStore[externalID]
	if p == nil {
		return rozetkapayapi.InStorePaymentInfo{}, false
	}
	return *p.info(), true
}

// TerminalPays is the terminal reporting success of a payment that is announced, as another till of the shop may do.
func (x *Server) TerminalPays(externalID string) error {
	return x.atTerminal(externalID, inStoreConfirmed)
}

// TerminalDeclines is the terminal reporting that the card was not charged.
func (x *Server) TerminalDeclines(externalID string) error {
	return x.atTerminal(externalID, inStoreDeclined)
}

func (x *Server) atTerminal(externalID, status string) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	p := x.inStore[externalID]
	if p == nil {
		return fake.ErrNotFound
	}
	if p.status != inStoreCreated {
		return fake.ErrState
	}
	p.status = status
	return nil
}

// inStorePlays are what can be done to a payment at a terminal.
func (x *Server) inStorePlays() []fake.Play[*inStoreState] {
	waits := func(p *inStoreState) bool { return p.status == inStoreCreated }
	return []fake.Play[*inStoreState]{
		fake.Simple("pay-at-terminal", "Pay at the terminal", waits, x.TerminalPays),
		fake.Simple("decline-at-terminal", "Decline at the terminal", waits, x.TerminalDeclines),
	}
}

// inStoreRecords are the payments at terminals. The lock is held.
func (x *Server) inStoreRecords(plays []fake.Play[*inStoreState]) []fake.Record {
	var list []fake.Record
	for id, p := range x.inStore {
		list = append(list, fake.Record{
			Kind: "in-store payment", ID: id, State: p.status, Amount: p.amount.String(), Currency: "UAH",
			Books: p.books(), Scenarios: fake.Allowed(plays, p),
		})
	}
	slices.SortFunc(list, func(a, b fake.Record) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// books are those of one payment at a terminal. The lock is held.
func (p *inStoreState) books() fake.Books {
	zero := strictpay.MustDecimal("0")
	books := fake.Books{Held: zero, Charged: zero, Canceled: zero, Refunded: fake.Amount(p.refunded())}
	if p.paid() {
		books.Payments, books.Charges, books.Charged = 1, 1, fake.Amount(p.amount)
		books.Refunds = len(p.refunds)
	}
	return books
}

// Seeded payments at terminals.
const (
	seedInStore     = "in-store-open"
	seedInStorePaid = "in-store-paid"
)

// seedInStore puts payments at terminals into a fresh fake.
func (x *Server) seedInStore() {
	for _, id := range []string{seedInStore, seedInStorePaid} {
		x.PutInStorePayment(rozetkapayapi.CreateInStorePaymentRequest{
			ExternalID: id, POSTerminalID: "pos-1", TerminalSn: "sn-1", Amount: "10050",
			Currency: rozetkapayapi.InStoreCurrencyUAH,
		})
	}
	_ = x.TerminalPays(seedInStorePaid) // it was put in
}

// inStoreExamples are calls about payments at terminals that a fresh fake answers with a value.
func inStoreExamples() []fake.Example {
	return []fake.Example{
		{Operation: "createInStorePayment", Set: map[string]string{
			"external_id": "example-in-store", "pos_terminal_id": "pos-1", "terminal_sn": "sn-1", "amount": "10050",
			"currency": "980",
		}},
		{Operation: "confirmInStorePayment", Set: map[string]string{
			"external_id": seedInStore, "pos_terminal_id": "pos-1", "amount": "10050", "pos_payment_status": "success",
		}},
		{Operation: "refundInStorePayment", Set: map[string]string{
			"payment_external_id": seedInStorePaid, "refund_external_id": "example-in-store-refund",
			"terminal_sn": "sn-1", "amount": "1050", "payment_system": "visa", "pos_terminal_id": "pos-1",
			"card_number": CardSuccess, "bank_acquirer": "example", "authorization_code": "A12345",
		}},
		{Operation: "getInStorePaymentInfo", Set: map[string]string{"external_id": seedInStorePaid}},
	}
}
