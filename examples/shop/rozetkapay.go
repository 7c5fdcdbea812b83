package main

import (
	"context"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// rozetkapayProvider sells by RozetkaPay PayParts: in instalments, which the customer agrees to with a bank.
type rozetkapayProvider struct {
	client   *rozetkapay.Client
	password string // signs callbacks
	callback string // URL
	bank     string
}

func newRozetkaPay(s *Settings, opts ...strictpay.Option) (Provider, error) {
	password := s.Get("STRICTPAY_ROZETKAPAY_PASSWORD")
	client, err := rozetkapay.New(s.Get("STRICTPAY_ROZETKAPAY_URL"), s.Get("STRICTPAY_ROZETKAPAY_LOGIN"), password,
		opts...)
	return &rozetkapayProvider{client, password, s.At + "/callbacks/rozetkapay", rozetkapay.BankStub}, err
}

func (p *rozetkapayProvider) Create(ctx context.Context, o Order) (Begun, error) {
	created, err := p.client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
		BankName: p.bank, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: o.ID,
		Amount: o.Amount, Currency: o.Currency, PartsCount: 3, Description: "Order " + o.ID,
		CallbackURL: &p.callback, AutoConfirmAfterSuccess: new(true),
		Customer: rozetkapayapi.PayPartsCustomer{
			FirstName: o.Customer.FirstName, LastName: o.Customer.LastName, Phone: &o.Customer.Phone,
		},
	})
	if err != nil {
		return Begun{}, err
	}
	begun := Begun{}
	if created.Action != nil && created.Action.Value != nil {
		begun.Link = *created.Action.Value
	}
	return begun, nil
}

func (p *rozetkapayProvider) Follow(ctx context.Context, o Order) (State, error) {
	order, err := p.client.FollowOrder(ctx, o.ID)
	if err != nil {
		return State{}, err
	}
	return rozetkapayState(order), nil
}

func (p *rozetkapayProvider) Refund(ctx context.Context, o Order, amount strictpay.Decimal) error {
	before, err := p.client.PayPartsRequestInfo(ctx, o.ID)
	if err != nil {
		return err
	}
	_, err = p.client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: o.ID, Amount: &amount})
	if !isUnknown(err) {
		return err
	}
	now, asking := p.client.Resolve(ctx, err, before)
	if asking != nil {
		return err
	}
	return settled(err, now.Finding, nil)
}

func (p *rozetkapayProvider) Callbacks(take func(context.Context, Notice) error) (http.Handler, error) {
	return rozetkapay.Handler(p.password, func(ctx context.Context, event *rozetkapay.OrderEvent) error {
		// A callback is about one operation, and may overtake an earlier one: the order says how things stand.
		if event.Value.ExternalID == nil {
			return errNoOrder
		}
		order, err := p.client.PayPartsRequestInfo(ctx, *event.Value.ExternalID)
		if err != nil {
			return err // answered with 500, and delivered again
		}
		return take(ctx, Notice{
			Provider: "rozetkapay", Key: event.Key, OrderID: *event.Value.ExternalID, State: rozetkapayState(order),
		})
	}, rozetkapay.RejectViolations)
}

// rozetkapayState: no member of the answer is promised.
func rozetkapayState(order *rozetkapayapi.PayPartsOrder) State {
	state := State{Status: StatusPending, Refunded: zero}
	if order.AmountRefunded != nil {
		state.Refunded = *order.AmountRefunded
	}
	is := func(flag *bool) bool { return flag != nil && *flag }
	switch {
	case is(order.Confirmed):
		state.Status = StatusPaid
	case is(order.Canceled) || rozetkapay.OrderFinal(order):
		state.Status = StatusNotPaid
	}
	return state
}
