package rig

import (
	"context"
	"errors"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/runtime/invoke"
	"github.com/strictpay/strictpay/runtime/spec"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// koshelekFlow: a checkout, followed to its end, refunded. Every request that moves money has a requestId of its own, which all its repeats share.
func koshelekFlow(f *flow) {
	s := f.rig.Sandbox.Koshelek
	var client *koshelek.Client
	dial := func() {
		var err error
		if client, err = koshelek.New(f.rig.through(s.URL, f.refused()), s.Login, s.Password, f.rig.options(f.agent())...); err != nil {
			f.fail("%v", err)
		}
	}
	dial()
	f.books = func() book {
		b := s.Books(f.id)
		return book{b.Payments, -1, b.Charged.Decimal().IntPart(), b.Refunded.Decimal().IntPart(), 0}
	}
	amount := 400 + f.rng.Int64N(100_000)
	item := koshelekapi.Item{Name: "Tea", Article: "T-1", Price: amount, Quantity: 1, TotalAmount: amount, Tax: koshelekapi.TaxVAT20}
	request := koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(koshelekfake.SessionPays), StoreID: koshelekfake.StoreID, User: koshelekapi.User{LoyaltyID: "9000000000017"},
		CheckoutInvoice: koshelekapi.CheckoutInvoice{OrderID: f.id, TotalAmount: amount, Items: []koshelekapi.Item{item}},
		PaymentMethods:  []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	}
	var id string
	checkout := func(ctx context.Context) error {
		started, err := client.Checkout(ctx, f.rig.desk, request)
		if err == nil {
			id = started.TransactionID
		}
		return err
	}
	if !f.once(dial, checkout, func(ctx context.Context, unknown error) (bool, error) {
		// The reference is the requestId that the call made. A checkout that is repeated with it is answered as the first was.
		var u *strictpay.OutcomeUnknown
		if errors.As(unknown, &u) {
			request.RequestID, _ = u.Reference.Get("requestId")
		}
		err := checkout(ctx)
		return err == nil, err
	}) {
		return
	}
	f.believes.charges = 1 // payments started
	if !f.follow(dial, func(ctx context.Context) (*koshelek.Outcome, error) {
		return client.Follow(ctx, koshelek.Payment{TransactionID: id, StoreID: koshelekfake.StoreID}, koshelek.WithPolling(spec.Polling{First: time.Millisecond, Every: 2 * time.Millisecond, Total: 3 * time.Second}))
	}) {
		return
	}
	f.believes.charged, f.credited = amount, true
	for _, part := range f.parts(amount) {
		back := koshelekapi.RefundRequest{RequestID: invoke.NewKey(), StoreID: koshelekfake.StoreID, TransactionID: id, RefundAmount: part, Items: []koshelekapi.Item{item}}
		refund := func(ctx context.Context) error {
			result, err := client.RefundTransaction(ctx, f.rig.desk, back)
			if err == nil && result.Refusal() != nil {
				return result.Refusal()
			}
			return err
		}
		if !f.once(dial, refund, func(ctx context.Context, _ error) (bool, error) {
			err := refund(ctx)
			return err == nil, err
		}) {
			return
		}
		f.believes.refunded += part
	}
}

// follow asks until the payment ended; false where it ended unpaid.
func (f *flow) follow(dial func(), follow func(context.Context) (*koshelek.Outcome, error)) bool {
	for range tries {
		outcome, err := follow(context.Background())
		f.rig.Tally.LookAt(err)
		switch {
		case errors.Is(err, strictpay.ErrOutcomeUnknown):
			f.rig.Tally.add(func(c *Counts) { c.Unknown, c.Resolved = c.Unknown+1, c.Resolved+1 }) // by following on
			f.anew(dial)
		case err != nil:
			return f.fail("unexpected: %v", err)
		case outcome.End.Final():
			return outcome.End.Succeeded()
		}
		breathe()
	}
	return f.fail("followed in vain")
}

// koshelekDoor takes postbacks: an order is credited once its payment is accepted. A postback names the payment and not the order, unless it has a slip.
func (m *merchant) koshelekDoor() {
	m.mux.Handle("POST /koshelek", koshelek.Handler("merchant", m.password, func(_ context.Context, event *koshelek.Event) error {
		state := event.Value
		order := ""
		if state.Slip != nil {
			order = state.Slip.OrderID
		}
		m.took(event.Key, order, state.Status == koshelekapi.TransactionStatusAccepted && state.RefStatus == nil)
		return nil
	}, koshelek.OnFailure(func(_ context.Context, err error) { m.refused("koshelek", err) })))
	m.rig.Sandbox.Koshelek.SetPostback(m.url+"/koshelek", "merchant", m.password)
}
