package readme

import (
	"context"
	"errors"
	"net/url"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func payByCard(ctx context.Context, client *rozetkapay.Client, number, cvv strictpay.Secret) (*url.URL, error) {
	const mode = rozetkapayapi.PaymentModeDirect
	payment, err := client.CreatePayment(ctx, rozetkapayapi.CreatePaymentRequest{
		ExternalID: "order-1", Amount: strictpay.MustDecimal("99.90"), Currency: "UAH", Mode: mode,
		Customer: &rozetkapayapi.CustomerRequestUserDetails{
			PaymentMethod: rozetkapay.PayByCard(rozetkapayapi.CustomerCCRequestPaymentMethod{
				Number: number, CVV: cvv, ExpMonth: 12, ExpYear: 2030,
			}),
		},
	})
	if err != nil {
		return nil, err // refused also where the bank said no with HTTP 200; ResolvePayment asks where it is unknown
	}
	action, err := rozetkapay.ActionOf(mode, payment.Action)
	if err != nil || action == nil {
		return nil, err // nothing for the payer to do
	}
	return action.Address(), nil // the page of 3-D Secure: send the payer's browser there
}

// docs/rozetkapay.md shows the function that runs here.
func TestPayByCard(t *testing.T) {
	t.Parallel()
	shows(t, "docs/rozetkapay.md", "card_test.go", "func payByCard(", "\n}\n")
	for number, want := range map[string]struct{ page, purchased bool }{
		rozetkapayfake.CardThreeDSecure:       {true, true},
		rozetkapayfake.CardThreeDSecureReject: {true, false},
		rozetkapayfake.CardSuccess:            {false, true},
	} {
		s := sandbox.New(t).RozetkaPay
		client, err := rozetkapay.New(s.URL, s.Login, s.Password)
		if err != nil {
			t.Fatal(err)
		}
		page, err := payByCard(t.Context(), client, strictpay.NewSecret(number), strictpay.NewSecret("123"))
		if err != nil || (page != nil) != want.page {
			t.Fatalf("%s: the page is %v: %v", number, page, err)
		}
		if page != nil {
			if err := s.PayerConfirmsPayment("order-1"); err != nil {
				t.Fatal(err)
			}
		}
		payment, err := client.FollowPayment(t.Context(), "order-1")
		if err != nil || payment.Purchased == nil || *payment.Purchased != want.purchased {
			t.Errorf("%s: %v, %v", number, payment, err)
		}
	}
	s := sandbox.New(t).RozetkaPay
	client, err := rozetkapay.New(s.URL, s.Login, s.Password)
	if err != nil {
		t.Fatal(err)
	}
	_, err = payByCard(t.Context(), client, strictpay.NewSecret(rozetkapayfake.CardReject), strictpay.NewSecret("123"))
	if !errors.Is(err, strictpay.ErrRefused) {
		t.Errorf("a card that is rejected: %v", err)
	}
}
