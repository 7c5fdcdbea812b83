package main

import (
	"context"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/xpayments"
	"github.com/strictpay/strictpay/gen/xpaymentsapi"
)

// xpaymentsProvider sells by X-Payments: the buyer enters the card on its page, and messages are sealed.
type xpaymentsProvider struct {
	client              *xpayments.Client
	configuration       int32
	callback, returnURL string
	from                xpayments.Sender // who may call back
}

func newXPayments(s *Settings, opts ...strictpay.Option) (Provider, error) {
	bundle, err := s.file("STRICTPAY_XPAYMENTS_BUNDLE_FILE")
	if err != nil {
		return nil, err
	}
	client, err := xpayments.NewFromBundle(bundle, opts...)
	return &xpaymentsProvider{
		client: client, configuration: 1, callback: s.At + "/callbacks/xpayments", returnURL: s.At + "/thanks",
		from: xpayments.SenderByConnection(),
	}, err
}

func (p *xpaymentsProvider) Create(ctx context.Context, o Order) (Begun, error) {
	address := xpaymentsapi.Address{ // a real shop asks for it
		Firstname: o.Customer.FirstName, Lastname: &o.Customer.LastName, Address: "12 St James Square", City: "London",
		State: "London", Country: "GB", Zipcode: "SW1Y 4JH", Email: o.Customer.Email, Phone: o.Customer.Phone,
	}
	started, err := p.client.PaymentInit(ctx, xpaymentsapi.PaymentInitRequest{
		ConfID: p.configuration, RefID: o.ID, ReturnURL: p.returnURL, CallbackURL: p.callback,
		Cart: xpaymentsapi.Cart{
			BillingAddress: address, ShippingAddress: address, Currency: &o.Currency, TotalCost: &o.Amount,
			ForceTransactionType: new(xpaymentsapi.ForceTransactionTypeSale), // else it may be authorized only
		},
	})
	if err != nil {
		return Begun{}, err
	}
	// The buyer's browser posts client.CardForm(*started.Token, ...) to get to the card page.
	return Begun{Reference: *started.TxnID}, nil
}

func (p *xpaymentsProvider) Follow(ctx context.Context, o Order) (State, error) {
	payment, err := p.client.Follow(ctx, o.Reference)
	if err != nil {
		return State{}, err
	}
	return xpaymentsState(payment), nil
}

func (p *xpaymentsProvider) Refund(ctx context.Context, o Order, amount strictpay.Decimal) error {
	info, err := p.client.PaymentGetInfo(ctx, xpaymentsapi.PaymentGetInfoRequest{TxnID: o.Reference})
	if err != nil {
		return err
	}
	_, err = p.client.PaymentRefund(ctx, xpaymentsapi.PaymentRefundRequest{TxnID: o.Reference, Amount: &amount})
	if !isUnknown(err) {
		return err
	}
	now, asking := p.client.Resolve(ctx, err, xpayments.PaymentOf(info))
	if asking != nil {
		return err
	}
	return settled(err, now.Finding, nil)
}

func (p *xpaymentsProvider) Callbacks(take func(context.Context, Notice) error) (http.Handler, error) {
	return p.client.Handler(p.from, func(ctx context.Context, event *xpayments.Event) error {
		if event.Payment == nil { // nothing signs a callback: what counts is the payment, which the handler has read
			return errors.New("the callback names no payment")
		}
		return take(ctx, Notice{
			Provider: "xpayments", Key: event.Key, Reference: event.TxnID, State: xpaymentsState(event.Payment),
		})
	}, xpayments.RejectViolations)
}

func xpaymentsState(payment *xpaymentsapi.Payment) State {
	state := State{Status: StatusPending, Refunded: zero}
	if payment.Status != nil {
		state.Status = statusOf(*payment.Status)
	}
	if payment.RefundedAmount != nil {
		state.Refunded = *payment.RefundedAmount
	}
	return state
}
