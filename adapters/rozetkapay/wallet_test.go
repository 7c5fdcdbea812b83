package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// added is a request that puts a card into a wallet.
func added(token string) rozetkapayapi.AddCustomerPaymentRequest {
	return rozetkapayapi.AddCustomerPaymentRequest{
		Mode: rozetkapayapi.PaymentModeDirect, PaymentMethod: rozetkapay.SaveByToken(rozetkapayapi.AddCustomerCCToken{
			Token: strictpay.NewSecret(token), Mask: "411111******1111", ExpiresAt: "2030-12-31T23:59:59",
		}),
	}
}

// of names the customer of a call.
func of(customer string) *rozetkapayapi.AddCustomerPaymentParams {
	return &rozetkapayapi.AddCustomerPaymentParams{ExternalID: &customer}
}

func cards(t *testing.T, client *rozetkapay.Client, customer string) []rozetkapayapi.WalletItem {
	t.Helper()
	wallet, err := client.GetCustomerInfoAndWallet(t.Context(),
		&rozetkapayapi.GetCustomerInfoAndWalletParams{ExternalID: &customer})
	if err != nil || *wallet.ExternalID != customer {
		t.Fatalf("%s: %v, %v", customer, wallet, err)
	}
	return wallet.Wallet
}

func TestACardFromItsConfirmationToItsDeletion(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	customer := new("customer-1")
	body := added(rozetkapayfake.TokenThreeDSecure)
	body.MakeDefault = new(true)
	result, err := client.AddCustomerPayment(ctx, of(*customer), body)
	if err != nil || *result.Status != pending || !*result.ActionRequired || result.Refusal() != nil ||
		*result.Customer.ExternalID != *customer {
		t.Fatalf("%v, %v", result, err)
	}
	action, err := rozetkapay.ActionOf(body.Mode, result.Action)
	if _, asks := action.(rozetkapay.ThreeDSecure); err != nil || !asks {
		t.Fatalf("%v, %v", action, err)
	}
	id := *result.PaymentMethod.OptionID
	if list := cards(t, client, *customer); len(list) != 0 {
		t.Errorf("a card is there before it is confirmed: %v", list)
	}
	pay := func(externalID string) error {
		order := payment(externalID, rozetkapay.PayByWallet(
			rozetkapayapi.CustomerWalletRequestPaymentMethod{OptionID: id, Use3DsFlow: new(false)}))
		order.Customer.ExternalID = customer
		_, err := client.CreatePayment(ctx, order)
		return err
	}
	refused(t, pay("too-early"), http.StatusOK, "payment_method_not_found")
	response, err := http.PostForm(*result.Action.Value, nil) // the customer goes on
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	status, err := client.FollowCard(ctx, rozetkapayapi.GetCustomerWalletConfirmationStatusParams{
		ExternalID: customer, OptionID: id,
	})
	if err != nil || !*status.IsConfirmed || !rozetkapay.CardFinal(status) {
		t.Fatalf("%v, %v", status, err)
	}
	if list := cards(t, client, *customer); len(list) != 1 || !*list[0].IsDefault || *list[0].OptionID != id {
		t.Errorf("%v", list)
	}
	if err := pay("paid"); err != nil || s.Books("paid").Charges != 1 {
		t.Errorf("%v, %+v", err, s.Books("paid"))
	}
	other := payment("stolen", rozetkapay.PayByWallet(
		rozetkapayapi.CustomerWalletRequestPaymentMethod{OptionID: rozetkapayfake.WalletCard}))
	other.Customer.ExternalID = customer
	_, err = client.CreatePayment(ctx, other)
	refused(t, err, http.StatusOK, "payment_method_not_found")
	_, err = client.AddCustomerPayment(ctx, of(*customer), added(rozetkapayfake.TokenThreeDSecure))
	refused(t, err, http.StatusConflict, "payment_method_already_confirmed")

	deletion := rozetkapayapi.DeleteCustomerPaymentRequest{OptionID: id, Type: rozetkapayapi.WalletItemTypeCard}
	params := &rozetkapayapi.DeleteCustomerPaymentParams{ExternalID: customer}
	deleted, err := client.DeleteCustomerPayment(ctx, params, deletion)
	if err != nil || !*deleted.Delete || *deleted.OptionID != id {
		t.Fatalf("%v, %v", deleted, err)
	}
	_, err = client.DeleteCustomerPayment(ctx, params, deletion)
	refused(t, err, http.StatusNotFound, "payment_method_not_found")
	refused(t, pay("too-late"), http.StatusOK, "payment_method_not_found")
	if _, err := client.GetCustomerWalletItem(ctx,
		&rozetkapayapi.GetCustomerWalletItemParams{ExternalID: customer}); err == nil {
		t.Error("a default card is left")
	}
}

func TestTheDefaultCard(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	ctx := t.Context()
	customer := new("customer-2")
	var ids []string
	for _, token := range []string{rozetkapayfake.TokenSuccess, rozetkapayfake.TokenInsufficientFunds,
		rozetkapayfake.TokenThreeDSecure} {
		body := added(token)
		body.PaymentMethod.CcToken.Use3DsFlow = new(false)
		body.MakeDefault = new(len(ids) == 0)
		result, err := client.AddCustomerPayment(ctx, of(*customer), body)
		if value, no := strictpay.ValueIn[rozetkapayapi.AddCustomerPaymentResult](err); no {
			refused(t, err, http.StatusOK, "payment_method_verification_failed")
			result = value
		} else if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, *result.PaymentMethod.OptionID)
	}
	item := func(optionID *string) *rozetkapayapi.WalletItem {
		t.Helper()
		found, err := client.GetCustomerWalletItem(ctx,
			&rozetkapayapi.GetCustomerWalletItemParams{ExternalID: customer, OptionID: optionID})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if got := *item(nil).OptionID; got != ids[0] {
		t.Errorf("the default card is %s, want %s", got, ids[0])
	}
	set := func(id string) (*rozetkapayapi.SetDefaultCardResponse, error) {
		return client.SetDefaultCard(ctx, &rozetkapayapi.SetDefaultCardParams{ExternalID: customer},
			rozetkapayapi.SetDefaultCardRequest{OptionID: id, Type: rozetkapayapi.WalletItemTypeCard})
	}
	if done, err := set(ids[2]); err != nil || !*done.Success {
		t.Errorf("%v, %v", done, err)
	}
	if got := *item(nil).OptionID; got != ids[2] || *item(&ids[0]).IsDefault {
		t.Errorf("the default card is %s, want %s", got, ids[2])
	}
	_, err := set(ids[1]) // which was not accepted
	refused(t, err, http.StatusOK, "request_failed")
}

func TestWhoseWallet(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	_, err := client.GetCustomerInfoAndWallet(t.Context(), nil)
	refused(t, err, http.StatusBadRequest, "customer_id_not_passed")
	wallet, err := client.CustomerAuth(strictpay.NewSecret(s.CustomerToken)).GetCustomerInfoAndWallet(t.Context(), nil)
	if err != nil || *wallet.ExternalID != rozetkapayfake.WalletCustomer || len(wallet.Wallet) != 1 {
		t.Errorf("%v, %v", wallet, err)
	}
	if _, err := client.OnBehalfOf(s.ChildLogin).GetCustomerInfoAndWallet(t.Context(),
		&rozetkapayapi.GetCustomerInfoAndWalletParams{ExternalID: new(rozetkapayfake.WalletCustomer)},
	); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("the customer of another account: %v", err)
	}
	given := rozetkapayapi.CustomerWallet{
		ExternalID: new("put"), FirstName: new("Olena"), Wallet: []rozetkapayapi.WalletItem{{
			OptionID: new("put-card"), IsDefault: new(true),
			Card: &rozetkapayapi.CardItemDetails{Token: new(strictpay.NewSecret(rozetkapayfake.TokenReject))},
		}},
	}
	s.PutWallet(given)
	if got, ok := s.GetWallet("put"); !ok || *got.FirstName != "Olena" || len(got.Wallet) != 1 {
		t.Errorf("%v", got)
	}
	if list := cards(t, client, "put"); len(list) != 1 || *list[0].Card.Mask != "444433******1111" {
		t.Errorf("%v", list)
	}
	if _, ok := s.GetWallet("nobody"); ok {
		t.Error("a customer whom nobody knows")
	}
}

func TestAPaymentSavesItsCard(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	body := payment("saving", byToken(rozetkapayfake.TokenSuccess))
	body.Customer.ExternalID, body.Customer.PaymentMethod.CcToken.SaveToWallet = new("saver"), new(true)
	result, err := client.CreatePayment(t.Context(), body)
	if err != nil || !*result.PaymentMethod.CcToken.SavedCard {
		t.Fatalf("%v, %v", result, err)
	}
	if list := cards(t, client, "saver"); len(list) != 1 {
		t.Errorf("%v", list)
	}
}

func TestCallbacksOfCards(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var mu sync.Mutex
	var reported []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.CardEvent) error {
		mu.Lock()
		defer mu.Unlock()
		about, ok := client.Notice(e)
		if !ok || len(about.Concerns) != 1 ||
			about.Concerns[0].Reference != "card "+*e.Value.PaymentMethod.OptionID {
			t.Errorf("%+v", about)
		}
		reported = append(reported, string(*e.Value.Status))
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	hosted := rozetkapayapi.AddCustomerPaymentRequest{Mode: rozetkapayapi.PaymentModeHosted}
	_, err = client.AddCustomerPayment(t.Context(), of("reported"), hosted)
	refused(t, err, http.StatusBadRequest, "callback_url_missing")
	hosted.CallbackURL = &receiver.URL
	for _, end := range []func(id string) error{
		func(id string) error { return s.PayerTypesCard(id, rozetkapayfake.CardSuccess) },
		func(id string) error { return s.PayerTypesCard(id, rozetkapayfake.CardReject) },
		s.DeclineCard,
	} {
		result, err := client.AddCustomerPayment(t.Context(), of("reported"), hosted)
		if err != nil {
			t.Fatal(err)
		}
		id := *result.PaymentMethod.OptionID
		if err := s.PayerConfirmsCard(id); !errors.Is(err, fake.ErrState) {
			t.Errorf("no card is typed: %v", err)
		}
		if err := end(id); err != nil {
			t.Fatal(err)
		}
		if err := end(id); !errors.Is(err, fake.ErrState) {
			t.Errorf("a second time: %v", err)
		}
		s.Deliveries()
	}
	if err := s.DeclineCard("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(reported, ", "); got != "pending, success, pending, failure, pending, failure" {
		t.Errorf("reported %s", got)
	}
}

// A lost answer leaves the id of the card unknown; with it, the card can be asked about.
func TestACardWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	s.FaultNext(fake.FaultHTML)
	_, err := client.AddCustomerPayment(ctx, of("lost"), added(rozetkapayfake.TokenSuccess), keep)
	if !errors.Is(err, strictpay.ErrOutcomeUnknown) || kept.Reference != "wallet lost" {
		t.Fatalf("%v, %v", err, kept)
	}
	if standing, err := client.Ask(ctx, kept); err != nil || standing.Progress != strictpay.ProgressUnclear {
		t.Errorf("%+v, %v", standing, err)
	}
	result, err := client.AddCustomerPayment(ctx, of("lost"), added(rozetkapayfake.TokenThreeDSecure), keep)
	if err != nil {
		t.Fatal(err)
	}
	standing := client.Answered(kept, result)
	if standing.Progress != strictpay.ProgressPending || !strings.HasPrefix(standing.Reference, "card ") {
		t.Fatalf("%+v", standing)
	}
	kept.StatusQuery = standing.StatusQuery
	for _, want := range []strictpay.Progress{strictpay.ProgressPending, strictpay.ProgressDone} {
		if standing, err := client.Ask(ctx, kept); err != nil || standing.Progress != want {
			t.Errorf("%+v, %v, want %s", standing, err, want)
		}
		if want == strictpay.ProgressPending {
			if err := s.PayerConfirmsCard(*result.PaymentMethod.OptionID); err != nil {
				t.Fatal(err)
			}
		}
	}
}
