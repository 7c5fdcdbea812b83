package rig

import (
	"context"
	"errors"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
)

// rozetkapayFlow: an order in parts, signed by its customer, confirmed or cancelled, refunded.
func rozetkapayFlow(f *flow) {
	s := f.rig.Sandbox.RozetkaPay
	var client *rozetkapay.Client
	dial := func() {
		var err error
		if client, err = rozetkapay.New(f.rig.through(s.URL, f.refused()), s.Login, s.Password, f.rig.options(f.agent())...); err != nil {
			f.fail("%v", err)
		}
	}
	dial()
	f.books = func() book {
		b := s.Books(f.id)
		return book{b.Charges, b.Refunds, cents(&b.Charged), cents(&b.Refunded), 0}
	}
	amount := 30_000 + f.rng.Int64N(100_000)
	callback := f.rig.merchant.url + "/rozetkapay"
	created := f.once(dial, func(ctx context.Context) error {
		result, err := client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
			BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: f.id, Amount: money(amount), Currency: "UAH", PartsCount: 3, Description: "Soak",
			CallbackURL: &callback, Customer: rozetkapayapi.PayPartsCustomer{
				FirstName: buyerName, LastName: buyerName, Phone: new(buyerPhone), Email: new(buyerEmail),
				PaymentMethod: &rozetkapayapi.PayPartsPaymentMethod{
					Type: rozetkapayapi.PayPartsPaymentMethodTypeCcToken, CcToken: &rozetkapayapi.CustomerCCTokenRequestPaymentMethod{Token: strictpay.NewSecret(cardToken)},
				},
			},
		})
		return rozetkapayRefused(result, err)
	}, func(ctx context.Context, _ error) (bool, error) {
		_, err := client.PayPartsRequestInfo(ctx, f.id)
		if errors.Is(err, rozetkapay.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if !created || !f.must(s.CustomerSigns(f.id)) {
		return
	}
	if f.rng.IntN(4) == 0 {
		f.once(dial, func(ctx context.Context) error {
			return rozetkapayRefused(client.PayPartsCancelOrder(ctx, rozetkapayapi.CancelPayPartsRequest{ExternalID: f.id}))
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := client.PayPartsRequestInfo(ctx, f.id)
			return err == nil && *order.Canceled, err
		})
		return
	}
	if !f.once(dial, func(ctx context.Context) error {
		return rozetkapayRefused(client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: f.id}))
	}, func(ctx context.Context, _ error) (bool, error) {
		order, err := client.PayPartsRequestInfo(ctx, f.id)
		return err == nil && *order.Confirmed, err
	}) {
		return
	}
	f.believes.charges, f.believes.charged, f.credited = 1, amount, true
	for _, part := range f.parts(amount) {
		refunded := f.once(dial, func(ctx context.Context) error {
			return rozetkapayRefused(client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: f.id, Amount: new(money(part))}))
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := client.PayPartsRequestInfo(ctx, f.id)
			return err == nil && cents(order.AmountRefunded) > f.believes.refunded, err
		})
		if !refunded {
			return
		}
		f.believes.refunds++
		f.believes.refunded += part
	}
}

// rozetkapayRefused finds the no in a 200.
func rozetkapayRefused(result *rozetkapayapi.PayPartsOperationResult, err error) error {
	if err != nil {
		return err
	}
	if refusal := result.Refusal(); refusal != nil {
		return refusal
	}
	return nil
}

// rozetkapayDoor takes callbacks: an order is credited once it is confirmed.
func (m *merchant) rozetkapayDoor(password string) {
	m.mux.Handle("POST /rozetkapay", rozetkapay.Handler(password, func(_ context.Context, event *rozetkapay.Event) error {
		d := event.Value.Details
		m.took(event.Key, *event.Value.ExternalID, *d.Method == rozetkapayapi.PayPartsOperationTypeConfirm && *d.Status == rozetkapayapi.OperationStatusSuccess)
		return nil
	}, rozetkapay.OnFailure(func(_ context.Context, err error) { m.refused("rozetkapay", err) })))
}
