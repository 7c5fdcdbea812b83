package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// An answer about another customer, card or person than was named is no answer; without a name, any is one.
func TestAnswersAboutSomebodyElse(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for _, c := range []struct {
		what, body, pointer string
		call                func(context.Context, *rozetkapay.Client, bool) error
	}{
		{"wallet", `{"external_id":"another","wallet":[]}`, "/external_id",
			func(ctx context.Context, client *rozetkapay.Client, named bool) error {
				params := new(rozetkapayapi.GetCustomerInfoAndWalletParams)
				if named {
					params.ExternalID = new("customer")
				}
				_, err := client.GetCustomerInfoAndWallet(ctx, params)
				return err
			}},
		{"card put in", `{"status":"success","customer":{"external_id":"another"}}`, "/customer/external_id",
			func(ctx context.Context, client *rozetkapay.Client, named bool) error {
				params := new(rozetkapayapi.AddCustomerPaymentParams)
				if named {
					params.ExternalID = new("customer")
				}
				_, err := client.AddCustomerPayment(ctx, params, rozetkapayapi.AddCustomerPaymentRequest{
					Mode: rozetkapayapi.PaymentModeHosted, CallbackURL: new("https://shop.example/callback"),
				})
				return err
			}},
		{"card", `{"option_id":"another","type":"card"}`, "/option_id",
			func(ctx context.Context, client *rozetkapay.Client, named bool) error {
				params := new(rozetkapayapi.GetCustomerWalletItemParams)
				if named {
					params.OptionID = new(rozetkapayfake.WalletCard)
				}
				_, err := client.GetCustomerWalletItem(ctx, params)
				return err
			}},
		{"limits", `{"recipient_ipn":1234567899,"total_count_left":3}`, "/recipient_ipn",
			func(ctx context.Context, client *rozetkapay.Client, named bool) error {
				params := new(rozetkapayapi.GetP2PLimitsParams)
				if named {
					params.RecipientIPN = new(int64(1234567890))
				}
				_, err := client.GetP2PLimits(ctx, params)
				return err
			}},
	} {
		client := server(t, http.StatusOK, "application/json", c.body)
		if err := c.call(ctx, client, false); err != nil {
			t.Errorf("%s of nobody in particular: %v", c.what, err)
		}
		err := c.call(ctx, client, true)
		var found *strictpay.Contradiction
		var unknown *strictpay.OutcomeUnknown
		if errors.As(err, &unknown) {
			found = unknown.Contradiction
		} else if !errors.As(err, &found) {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if d := found.Deviations[0]; d.Kind != strictpay.KindIdentity || d.Pointer != c.pointer {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// A card that is confirmed is the end, whatever its status: following it and asking later say the same.
func TestAConfirmedCardIsDone(t *testing.T) {
	t.Parallel()
	client := server(t, http.StatusOK, "application/json", `{"status":"pending","is_confirmed":true}`)
	params := rozetkapayapi.GetCustomerWalletConfirmationStatusParams{OptionID: rozetkapayfake.WalletCard}
	card, err := client.GetCustomerWalletConfirmationStatus(t.Context(), &params)
	if err != nil || !rozetkapay.CardFinal(card) {
		t.Fatalf("%+v, %v", card, err)
	}
	standing, err := client.Ask(t.Context(), strictpay.Question{
		Operation: "addCustomerPayment", StatusQuery: strictpay.StatusQuery{
			Operation: "getCustomerWalletConfirmationStatus",
			Arguments: []strictpay.Argument{{Name: "option_id", Value: rozetkapayfake.WalletCard}},
		},
	})
	if err != nil || standing.Progress != strictpay.ProgressDone {
		t.Errorf("%+v, %v", standing, err)
	}
}
