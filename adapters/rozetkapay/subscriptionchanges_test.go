package rozetkapay_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestCancellingASubscription(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	for customer, refund := range map[string]bool{"refunded": true, "kept": false} {
		made := subscribe(t, client, subscription(customer, rozetkapayfake.TokenSuccess))
		if _, err := client.CancelCustomerSubscription(ctx, *made.ID, &rozetkapayapi.CancelCustomerSubscriptionParams{
			ExternalID: &customer, Refund: &refund,
		}); err != nil {
			t.Fatal(err)
		}
		s.Advance(2 * month)
		books := s.Books(*made.ID)
		if books.Charges != 1 || (books.Refunds == 1) != refund || (books.Refunded.String() == "99.9") != refund {
			t.Errorf("%s: %+v", customer, books)
		}
	}
	if s.Balance().String() != "999900.1" {
		t.Errorf("balance %s", s.Balance())
	}
	s.SetBalance(strictpay.MustDecimal("1"))
	made := subscribe(t, client, subscription("unpaid", rozetkapayfake.TokenSuccess))
	if err := s.CancelSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	if books := s.Books(*made.ID); books.Refunds != 0 {
		t.Errorf("refunded without balance: %+v", books)
	}
}

func TestASubscriptionThatIsNotRenewed(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	made := subscribe(t, client, subscription("leaves", rozetkapayfake.TokenSuccess))
	off := rozetkapayapi.UpdateSubscriptionRequest{AutoRenew: new(false)}
	params := &rozetkapayapi.UpdateSubscriptionParams{ExternalID: new("leaves")}
	_, err := client.UpdateSubscription(ctx, *made.ID, params, off)
	refused(t, err, http.StatusPreconditionFailed, "subscription_auto_renew_locked")
	s.Advance(made.AutoRenewLockedUntil.Sub(*made.CreatedAt) + time.Hour)
	if _, err := client.UpdateSubscription(ctx, *made.ID, params, off); err != nil {
		t.Fatal(err)
	}
	charges := s.Books(*made.ID).Charges
	s.Advance(2 * month)
	now, err := client.GetSubscription(ctx, *made.ID, subscriptionOf("leaves"))
	if err != nil || *now.State != rozetkapayapi.SubscriptionStateInactive || s.Books(*made.ID).Charges != charges {
		t.Errorf("%+v, %v, %d charges", now, err, charges)
	}
	made = subscribe(t, client, subscription("ended", rozetkapayfake.TokenSuccess))
	if _, err := client.DeactivateSubscription(ctx, *made.ID,
		&rozetkapayapi.DeactivateSubscriptionParams{ExternalID: new("ended")}); err != nil {
		t.Fatal(err)
	}
	s.Advance(2 * month)
	if books := s.Books(*made.ID); books.Charges != 1 || books.Refunds != 0 {
		t.Errorf("%+v", books)
	}
}

func TestGifts(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	body := rozetkapayapi.GiftSubscriptionRequest{
		PlanID: rozetkapayfake.PlanMonthly, ResultURL: "https://shop.example/return",
		StartDate:   time.Date(2026, 11, 20, 10, 15, 0, 0, time.UTC),
		RecurrentID: strictpay.NewSecret(rozetkapayfake.RecurrentID), GiftedPeriods: new(int32(2)),
	}
	rid := "8ba5dd43-496e-4432-9c8a-74fdc74139fe"
	params := &rozetkapayapi.GiftSubscriptionParams{CustomerRID: &rid}
	given, err := client.GiftSubscription(ctx, params, body)
	if err != nil || given.Payment != nil || !*given.Subscription.Gifted || *given.Subscription.AutoRenew ||
		*given.Subscription.CustomerID != rid {
		t.Fatalf("%+v, %v", given, err)
	}
	again, err := client.GiftSubscription(ctx, params, body)
	if err != nil || *again.Subscription.ID != *given.Subscription.ID ||
		*again.Subscription.GiftedUntil <= *given.Subscription.GiftedUntil {
		t.Errorf("%+v, %v", again, err)
	}
	update := &rozetkapayapi.UpdateSubscriptionParams{CustomerRID: &rid}
	for _, wrong := range []string{"2020-01-01", "soon"} {
		_, err := client.UpdateSubscription(ctx, *given.Subscription.ID, update,
			rozetkapayapi.UpdateSubscriptionRequest{GiftedUntil: &wrong})
		refused(t, err, http.StatusBadRequest, "invalid_data")
	}
	if _, err := client.UpdateSubscription(ctx, *given.Subscription.ID, update,
		rozetkapayapi.UpdateSubscriptionRequest{GiftedUntil: again.Subscription.GiftedUntil}); err != nil {
		t.Error(err)
	}
	s.Advance(6 * month)
	now, _ := s.GetSubscription(*given.Subscription.ID)
	if *now.State != rozetkapayapi.SubscriptionStateInactive || s.Books(*given.Subscription.ID).Charges != 0 {
		t.Errorf("%+v", now)
	}
}

func TestAnotherPaymentMethod(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	made := subscribe(t, client, subscription("changes", rozetkapayfake.TokenSuccess))
	change := func(token string) *rozetkapayapi.UpdateSubscriptionPaymentMethodResponse {
		t.Helper()
		answer, err := client.UpdateSubscriptionPaymentMethod(ctx, *made.ID,
			rozetkapayapi.UpdateSubscriptionPaymentMethodRequest{
				ExternalID: new("changes"), PaymentMethod: rozetkapay.SubscriptionPayByToken(
					rozetkapayapi.CustomerCCTokenRequestPaymentMethod{Token: strictpay.NewSecret(token)}),
			})
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	change(rozetkapayfake.TokenReject) // the check fails, and the former card stays
	s.Advance(month)
	if books := s.Books(*made.ID); books.Charges != 2 || books.Refunds != 0 {
		t.Errorf("%+v", books)
	}
	if answer := change(rozetkapayfake.TokenThreeDSecure); answer.UserAction == nil {
		t.Fatalf("%+v", answer)
	}
	if err := s.PayerConfirmsSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	list := payments(t, client, *made.ID, "changes")
	if last := list[len(list)-1].Details; !*last.RefundOnProcessed || *last.Status != success {
		t.Errorf("%+v", last)
	}
	if books := s.Books(*made.ID); books.Charges != 3 || books.Refunds != 1 {
		t.Errorf("%+v", books)
	}
	// A renewal that waits is paid with the new card.
	if err := s.SetSubscriptionCard(*made.ID, rozetkapayfake.CardReject); err != nil {
		t.Fatal(err)
	}
	if err := s.RenewSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	change(rozetkapayfake.TokenSuccess)
	now, err := client.GetSubscription(ctx, *made.ID, subscriptionOf("changes"))
	if err != nil || *now.IsRetrying || s.Books(*made.ID).Charges != 4 {
		t.Errorf("%+v, %v, %+v", now, err, s.Books(*made.ID))
	}
	_, err = client.UpdateSubscriptionPaymentMethod(ctx, *made.ID,
		rozetkapayapi.UpdateSubscriptionPaymentMethodRequest{
			ExternalID: new("changes"), PaymentMethod: rozetkapay.SubscriptionPayByRecurrent(
				rozetkapayapi.CustomerRecurrentIDRequestPaymentMethod{RecurrentID: strictpay.NewSecret("nobodys")}),
		})
	refused(t, err, http.StatusNotFound, "recurrent_not_found")
}
