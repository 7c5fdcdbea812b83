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
)

// rozetkapayAPI is RozetkaPay: payment in parts and by card, payouts, and subscriptions.
func rozetkapayAPI() API {
	return API{
		API: rozetkapayapi.API, Title: "RozetkaPay",
		Credentials: []Credential{{Name: "LOGIN"}, {Name: "PASSWORD"}},
		Connect: func(s Settings, opts ...strictpay.Option) (Client, error) {
			values, err := s.need("LOGIN", "PASSWORD")
			if err != nil {
				return nil, err
			}
			return client(rozetkapay.New(s.URL, values[0], values[1], opts...))
		},
		CallOptions: map[string]func(string) strictpay.CallOption{
			rozetkapayapi.HeaderOnBehalfOf: rozetkapay.OnBehalfOf,
			rozetkapayapi.HeaderCustomerAuth: func(v string) strictpay.CallOption {
				return rozetkapay.CustomerAuth(strictpay.NewSecret(v))
			},
		},
		Fake: func(s *sandbox.Sandbox) Fake {
			x := s.RozetkaPay
			return Fake{
				Server: x, URL: x.URL, Credentials: map[string]string{"LOGIN": x.Login, "PASSWORD": x.Password},
				Secrets: []string{x.Password, basic(x.Login, x.Password)},
			}
		},
		Callbacks: Callbacks{
			Secret: "the password of the login", Setting: "PASSWORD",
			Pack: func(secret string, header http.Header, document []byte, _ string) ([]byte, error) {
				rozetkapay.Sign(header, secret, document)
				return document, nil
			},
			Open: func(secret string, header http.Header, body []byte) ([]byte, error) {
				return body, rozetkapay.Verify(secret)(header, body)
			},
		},
		DemoTitle: "RozetkaPay: instalments, a card with 3-D Secure, a payout, a subscription",
		Demo:      rozetkapayDemo,
		Program: func(s *sandbox.Sandbox) Program {
			x := s.RozetkaPay
			return Program{map[string]string{
				"STRICTPAY_ROZETKAPAY_URL": x.URL, "STRICTPAY_ROZETKAPAY_LOGIN": x.Login,
				"STRICTPAY_ROZETKAPAY_PASSWORD": x.Password,
				"EXTERNAL_ID":                   "status-order-expired",
			}, "order_expired failure Order expired. true\n"}
		},
		Soak: rig.Kind{Weight: 4, Receive: rozetkapayReceive, Pay: rozetkapaySoak},
	}
}

// A rozetkapayDemoOf shows calls of one kind.
type rozetkapayDemoOf func(ctx context.Context, r *Report, s *sandbox.Sandbox, client *rozetkapay.Client) error

// rozetkapayDemo shows the calls of the title.
func rozetkapayDemo(ctx context.Context, r *Report, s *sandbox.Sandbox) error {
	client, err := rozetkapay.New(s.RozetkaPay.URL, s.RozetkaPay.Login, s.RozetkaPay.Password)
	if err != nil {
		return err
	}
	created, err := client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
		BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: "demo-1",
		Amount: strictpay.MustDecimal("1500.50"), Currency: "UAH",
		PartsCount: 3, Description: "Demo",
		Customer: rozetkapayapi.PayPartsCustomer{FirstName: "Olena", LastName: "Example", Phone: new("+380930000001")},
	})
	if err != nil {
		return err
	}
	r.Step("payPartsCreateOrder", "%s, the customer must act: %v", *created.Details.Status, *created.ActionRequired)
	if err := s.RozetkaPay.CustomerSigns("demo-1"); err != nil {
		return err
	}
	confirmed, err := client.PayPartsConfirmOrder(ctx, rozetkapayapi.ConfirmPayPartsRequest{ExternalID: "demo-1"})
	if err != nil {
		return err
	}
	row, _ := confirmed.Details.StatusCode.Row()
	r.Step("payPartsConfirmOrder", "%s (%s)", row.Code, row.Text)
	if _, err := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "demo-1",
			Amount: new(strictpay.MustDecimal("500.50"))}); err != nil {
		return err
	}
	order, err := client.PayPartsRequestInfo(ctx, "demo-1")
	if err != nil {
		return err
	}
	r.Step(
		"payPartsRequestInfo", "amount %s, confirmed %s, refunded %s %s", order.Amount, order.AmountConfirmed,
		order.AmountRefunded, *order.Currency,
	)
	for _, demo := range []rozetkapayDemoOf{
		rozetkapayCardDemo, rozetkapayPayoutDemo, rozetkapaySubscriptionDemo,
	} {
		if err := demo(ctx, r, s, client); err != nil {
			return err
		}
	}
	return nil
}

// rozetkapayPay: an order in parts, signed by its customer, confirmed or cancelled, refunded.
func rozetkapayPay(f *rig.Flow) {
	s := f.Sandbox.RozetkaPay
	var client *rozetkapay.Client
	dial := rozetkapayDial(f, &client)
	dial()
	amount := 30_000 + f.Rand.Int64N(100_000)
	callback := f.Callback
	created := f.Once(dial, rig.Moved{}, func(ctx context.Context) error {
		result, err := client.PayPartsCreateOrder(ctx, rozetkapayapi.CreatePayPartsOrder{
			BankName: rozetkapay.BankStub, Mode: rozetkapayapi.PayPartsPaymentModeDirect, ExternalID: f.ID,
			Amount: rig.Money(amount), Currency: "UAH", PartsCount: 3, Description: "Soak",
			CallbackURL: &callback, Customer: rozetkapayapi.PayPartsCustomer{
				FirstName: rig.BuyerName, LastName: rig.BuyerName, Phone: new(rig.BuyerPhone),
				Email: new(rig.BuyerEmail),
				PaymentMethod: &rozetkapayapi.PayPartsPaymentMethod{
					Type: rozetkapayapi.PayPartsPaymentMethodTypeCcToken,
					CcToken: &rozetkapayapi.CustomerCCTokenRequestPaymentMethod{
						Token: strictpay.NewSecret(rig.CardToken),
					},
				},
			},
		})
		return rozetkapayRefused(result, err)
	}, func(ctx context.Context, _ error) (bool, error) {
		_, err := client.PayPartsRequestInfo(ctx, f.ID)
		if errors.Is(err, rozetkapay.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if !created || !f.Must(s.CustomerSigns(f.ID)) {
		return
	}
	if f.Rand.IntN(4) == 0 {
		f.Once(dial, rig.Moved{Cancels: 1}, func(ctx context.Context) error {
			return rozetkapayRefused(client.PayPartsCancelOrder(ctx,
				rozetkapayapi.CancelPayPartsRequest{ExternalID: f.ID}))
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := client.PayPartsRequestInfo(ctx, f.ID)
			return err == nil && *order.Canceled, err
		})
		return
	}
	charge := rig.Moved{Book: rig.Book{Charges: 1, Charged: amount}}
	if !f.Once(dial, charge, func(ctx context.Context) error {
		return rozetkapayRefused(client.PayPartsConfirmOrder(ctx,
			rozetkapayapi.ConfirmPayPartsRequest{ExternalID: f.ID}))
	}, func(ctx context.Context, _ error) (bool, error) {
		order, err := client.PayPartsRequestInfo(ctx, f.ID)
		return err == nil && *order.Confirmed, err
	}) {
		return
	}
	f.Believes.Charges, f.Believes.Charged, f.Credited = 1, amount, true
	for _, part := range f.Parts(amount) {
		claimed := rig.Moved{Book: rig.Book{Refunds: 1, Refunded: part}}
		refunded := f.Once(dial, claimed, func(ctx context.Context) error {
			return rozetkapayRefused(client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{
				ExternalID: f.ID, Amount: new(rig.Money(part)),
			}))
		}, func(ctx context.Context, _ error) (bool, error) {
			order, err := client.PayPartsRequestInfo(ctx, f.ID)
			return err == nil && rig.Cents(order.AmountRefunded) > f.Believes.Refunded, err
		})
		if !refunded {
			return
		}
		f.Believes.Refunds++
		f.Believes.Refunded += part
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
