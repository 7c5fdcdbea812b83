package main

import (
	"context"
	"net/http"
	"strings"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
)

// koshelekProvider sells by Koshelek Pay: the till scans the customer's card, who agrees in the app.
type koshelekProvider struct {
	client          *koshelek.Client
	storeID         string
	token           func() strictpay.Secret // of the cash desk, by the Koshelek TOTP module
	login, password string                  // of postbacks
}

// item is what the receipt says; a real shop has several.
func (p *koshelekProvider) item(kopecks int64) koshelekapi.Item {
	return koshelekapi.Item{
		Name: "Order", Article: "order", Price: kopecks, Quantity: 1, TotalAmount: kopecks, Tax: koshelekapi.TaxVAT20,
	}
}

func newKoshelek(s *Settings, opts ...strictpay.Option) (Provider, error) {
	secret, err := s.file("STRICTPAY_KOSHELEK_WEBHOOK_SECRET_FILE")
	if err != nil {
		return nil, err
	}
	login, password, _ := strings.Cut(secret, ":")
	client, err := koshelek.New(s.Get("STRICTPAY_KOSHELEK_URL"), s.Get("STRICTPAY_KOSHELEK_LOGIN"),
		s.Get("STRICTPAY_KOSHELEK_PASSWORD"), opts...)
	token := func() strictpay.Secret { return strictpay.NewSecret("from the TOTP module") }
	return &koshelekProvider{client, s.Get("KOSHELEK_STORE_ID"), token, login, password}, err
}

func (p *koshelekProvider) Create(ctx context.Context, o Order) (Begun, error) {
	kopecks, err := o.Amount.MinorUnits("RUB") // exact, or an error
	if err != nil {
		return Begun{}, strictpay.NewNotSent("koshelek", "checkout", err)
	}
	request := koshelekapi.CheckoutRequest{
		CardSession: strictpay.NewSecret(o.Customer.CardSession), StoreID: p.storeID,
		User: koshelekapi.User{LoyaltyID: "9000000000017"},
		CheckoutInvoice: koshelekapi.CheckoutInvoice{
			OrderID: o.ID, TotalAmount: kopecks, Items: []koshelekapi.Item{p.item(kopecks)},
		},
		PaymentMethods: []koshelekapi.PaymentMethod{{Type: koshelekapi.PaymentTypeSBP}},
	}
	started, err := p.client.Checkout(ctx, p.token(), request)
	if err != nil {
		return Begun{}, err
	}
	return Begun{Reference: started.TransactionID}, nil
}

func (p *koshelekProvider) Follow(ctx context.Context, o Order) (State, error) {
	result, err := p.client.Follow(ctx, koshelek.FollowRequest{TransactionID: o.Reference, StoreID: p.storeID})
	if err != nil {
		return State{}, err
	}
	if result.End == koshelek.EndAccepted {
		return State{Status: StatusPaid}, nil
	}
	return State{Status: StatusNotPaid}, nil
}

func (p *koshelekProvider) Refund(ctx context.Context, o Order, amount strictpay.Decimal) error {
	kopecks, err := amount.MinorUnits("RUB")
	if err != nil {
		return strictpay.NewNotSent("koshelek", "refundTransaction", err)
	}
	before, err := p.client.TransactionStatus(ctx, koshelekapi.TransactionStatusRequest{TransactionID: &o.Reference})
	if err != nil {
		return err
	}
	_, err = p.client.RefundTransaction(ctx, p.token(), koshelekapi.RefundRequest{
		StoreID: p.storeID, TransactionID: o.Reference, RefundAmount: kopecks,
		Items: []koshelekapi.Item{p.item(kopecks)},
	})
	if !isUnknown(err) {
		return err
	}
	now, asking := p.client.Resolve(ctx, err, before)
	if asking != nil {
		return err
	}
	return settled(err, now.Finding, nil)
}

func (p *koshelekProvider) Callbacks(take func(context.Context, Notice) error) (http.Handler, error) {
	return koshelek.Handler(p.login, p.password, func(ctx context.Context, event *koshelek.Event) error {
		state := event.Value
		return take(ctx, Notice{
			Provider: "koshelek", Key: event.Key, Reference: state.TransactionID,
			State: State{Status: statusOf(state.Status)},
		})
	}, koshelek.RejectViolations)
}
