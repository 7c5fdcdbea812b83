package apis

import (
	"context"
	"errors"
	"net/http"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/internal/soak/rig"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// Where the callbacks of each kind of payment go, behind the merchant's address.
const (
	soakCards   = "?of=cards"
	soakPayouts = "?of=payouts"
)

// rozetkapaySoak is an order in parts, a card payment or a payout.
func rozetkapaySoak(f *rig.Flow) {
	switch f.Rand.IntN(4) {
	case 0:
		rozetkapayPayout(f)
	case 1:
		rozetkapayPay(f)
	default:
		rozetkapayCard(f)
	}
}

// rozetkapayDial makes the client of a life into the variable.
func rozetkapayDial(f *rig.Flow, client **rozetkapay.Client) func() {
	s := f.Sandbox.RozetkaPay
	return func() {
		var err error
		if *client, err = rozetkapay.New(f.URL(s.URL), s.Login, s.Password, f.Options()...); err != nil {
			f.Fail("%v", err)
		}
	}
}

// rozetkapayCard: a card payment, with 3-D Secure or without, in one stage or two, cancelled or taken, refunded.
func rozetkapayCard(f *rig.Flow) {
	var client *rozetkapay.Client
	dial := rozetkapayDial(f, &client)
	dial()
	amount := 30_000 + f.Rand.Int64N(100_000)
	asks, atOnce := f.Rand.IntN(2) == 0, f.Rand.IntN(2) == 0
	var claimed rig.Moved
	switch {
	case asks:
	case atOnce:
		claimed = rig.Moved{Book: rig.Book{Charges: 1, Charged: amount}, Payments: 1}
	default:
		claimed = rig.Moved{Book: rig.Book{Held: amount}, Payments: 1}
	}
	info := func(ctx context.Context) (*rozetkapayapi.PaymentStatusResult, error) {
		return client.PaymentInfo(ctx, f.ID)
	}
	created := f.Once(dial, claimed, func(ctx context.Context) error {
		_, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
			Amount: rig.Money(amount), Currency: "UAH", ExternalID: f.ID, Mode: rozetkapayapi.PaymentModeDirect,
			Confirm: &atOnce, CallbackURL: new(f.Callback + soakCards),
			Customer: &rozetkapayapi.CustomerRequestUserDetails{
				FirstName: new(rig.BuyerName), Email: new(rig.BuyerEmail), Phone: new(rig.BuyerPhone),
				PaymentMethod: rozetkapay.PayByToken(rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
					Token: strictpay.NewSecret(rig.CardToken), Use3DsFlow: &asks,
				}),
			},
		})
		return err
	}, func(ctx context.Context, _ error) (bool, error) {
		_, err := info(ctx)
		if errors.Is(err, rozetkapay.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if !created || asks && !f.Must(f.Sandbox.RozetkaPay.PayerConfirmsPayment(f.ID)) {
		return
	}
	if !atOnce && !rozetkapayTake(f, dial, &client, amount) {
		return
	}
	f.Believes.Charges, f.Believes.Charged, f.Credited = 1, amount, true
	for _, part := range f.Parts(amount) {
		claimed := rig.Moved{Book: rig.Book{Refunds: 1, Refunded: part}}
		if !f.Once(dial, claimed, func(ctx context.Context) error {
			_, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{
				ExternalID: f.ID, Amount: new(rig.Money(part)),
			})
			return err
		}, func(ctx context.Context, _ error) (bool, error) {
			payment, err := info(ctx)
			return err == nil && rig.Cents(payment.AmountRefunded) > f.Believes.Refunded, err
		}) {
			return
		}
		f.Believes.Refunds++
		f.Believes.Refunded += part
	}
}

// rozetkapayTake takes the held money of a card payment; false where it was released in its place, or neither.
func rozetkapayTake(f *rig.Flow, dial func(), client **rozetkapay.Client, amount int64) bool {
	if f.Rand.IntN(4) == 0 {
		f.Once(dial, rig.Moved{Book: rig.Book{Held: -amount}, Cancels: 1}, func(ctx context.Context) error {
			_, err := (*client).CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: f.ID})
			return err
		}, func(ctx context.Context, _ error) (bool, error) {
			payment, err := (*client).PaymentInfo(ctx, f.ID)
			return err == nil && *payment.Canceled, err
		})
		return false
	}
	claimed := rig.Moved{Book: rig.Book{Charges: 1, Charged: amount, Held: -amount}}
	return f.Once(dial, claimed, func(ctx context.Context) error {
		_, err := (*client).ConfirmPayment(ctx, rozetkapayapi.ConfirmPaymentRequest{ExternalID: f.ID})
		return err
	}, func(ctx context.Context, _ error) (bool, error) {
		payment, err := (*client).PaymentInfo(ctx, f.ID)
		return err == nil && *payment.Confirmed, err
	})
}

// rozetkapayPayout: a payout to a card.
func rozetkapayPayout(f *rig.Flow) {
	var client *rozetkapay.Client
	dial := rozetkapayDial(f, &client)
	dial()
	amount := 1_000 + f.Rand.Int64N(100_000)
	claimed := rig.Book{Payouts: 1, PaidOut: amount}
	if f.Once(dial, rig.Moved{Book: claimed}, func(ctx context.Context) error {
		_, err := client.CreatePayout(ctx, rozetkapayapi.RequestPayoutRequest{
			Order: rozetkapayapi.PayoutRequestOrder{
				ExternalID: f.ID, Currency: "UAH", Description: "Soak", OriginalAmount: rig.Money(amount),
				CallbackURL: new(f.Callback + soakPayouts),
			},
			Payer: rozetkapayapi.PayoutRequestPayer{EntityID: "soak"},
			Recipient: rozetkapayapi.PayoutRecipient{
				PayoutType: rozetkapayapi.PayoutTypeCard,
				Card: &rozetkapayapi.CardRecipient{
					FirstName: rig.BuyerName, LastName: rig.BuyerName,
					CardData: &rozetkapayapi.CardData{Token: new(strictpay.NewSecret(rig.CardToken))},
				},
			},
		})
		return err
	}, func(ctx context.Context, _ error) (bool, error) {
		payout, err := client.GetPayoutTransactionStatus(ctx, f.ID)
		if errors.Is(err, rozetkapay.ErrNotFound) {
			return false, nil
		}
		return err == nil && payout.Status.Succeeded(), err
	}) {
		f.Believes, f.Credited = claimed, true
	}
}

// rozetkapayReceive takes callbacks: an order and a payment are credited once their money is taken, a payout once it is
// paid. Refunds and payouts must not stop for want of money.
func rozetkapayReceive(m *rig.Merchant, s *sandbox.Sandbox) (http.Handler, error) {
	s.RozetkaPay.SetBalance(strictpay.MustDecimal("1000000000"))
	s.RozetkaPay.PutCard(rig.CardToken, rozetkapayfake.CardThreeDSecure)
	failed := rozetkapay.OnFailure(func(_ context.Context, err error) { m.Refused("rozetkapay", err) })
	orders, err := rozetkapay.Handler(s.RozetkaPay.Password, func(_ context.Context, e *rozetkapay.OrderEvent) error {
		d := e.Value.Details
		confirmed := *d.Method == rozetkapayapi.PayPartsOperationTypeConfirm && d.Status.Succeeded()
		m.Took(e.Key, *e.Value.ExternalID, confirmed)
		return nil
	}, rozetkapay.RejectViolations, failed)
	if err != nil {
		return nil, err
	}
	cards, err := rozetkapay.Handler(s.RozetkaPay.Password, func(_ context.Context, e *rozetkapay.PaymentEvent) error {
		kind, d := *e.Value.Operation, e.Value.Details
		taken := d.Status.Succeeded() && *d.StatusCode == rozetkapayapi.ResponseCodeTransactionSuccessful &&
			(kind == rozetkapayapi.OperationTypePayment || kind == rozetkapayapi.OperationTypeConfirm)
		m.Took(e.Key, *e.Value.ExternalID, taken)
		return nil
	}, rozetkapay.RejectViolations, failed)
	if err != nil {
		return nil, err
	}
	payouts, err := rozetkapay.Handler(s.RozetkaPay.Password, func(_ context.Context, e *rozetkapay.PayoutEvent) error {
		m.Took(e.Key, *e.Value.ExternalID, e.Value.Status.Succeeded())
		return nil
	}, rozetkapay.RejectViolations, failed)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch "?" + r.URL.RawQuery {
		case soakCards:
			cards.ServeHTTP(w, r)
		case soakPayouts:
			payouts.ServeHTTP(w, r)
		default:
			orders.ServeHTTP(w, r)
		}
	}), nil
}
