package rozetkapay_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

const (
	day   = 24 * time.Hour
	month = 31 * day
)

// subscription is one to the plan of a fresh fake.
func subscription(customer, token string) rozetkapayapi.CreateSubscriptionRequest {
	return rozetkapayapi.CreateSubscriptionRequest{
		PlanID: rozetkapayfake.PlanMonthly, ResultURL: "https://shop.example/return",
		StartDate: time.Date(2026, 11, 20, 10, 15, 0, 0, time.UTC),
		Customer: rozetkapayapi.CustomerRequestUserDetails{
			ExternalID: &customer, FirstName: new("Olena"), PaymentMethod: byToken(token),
		},
	}
}

// subscriptionOf says whose subscription is asked about.
func subscriptionOf(customer string) *rozetkapayapi.GetSubscriptionParams {
	return &rozetkapayapi.GetSubscriptionParams{ExternalID: &customer}
}

// payments are the statuses of a subscription's payments.
func payments(t *testing.T, client *rozetkapay.Client, id, customer string) []rozetkapayapi.SubscriptionPayment {
	t.Helper()
	list, err := client.GetSubscriptionPayments(t.Context(), id,
		&rozetkapayapi.GetSubscriptionPaymentsParams{ExternalID: &customer})
	if err != nil {
		t.Fatal(err)
	}
	return *list
}

func subscribe(
	t *testing.T, client *rozetkapay.Client, body rozetkapayapi.CreateSubscriptionRequest,
) *rozetkapayapi.Subscription {
	t.Helper()
	made, err := client.CreateSubscription(t.Context(), body)
	if err != nil {
		t.Fatal(err)
	}
	return made.Subscription
}

func TestASubscriptionIsChargedAgain(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	made := subscribe(t, client, subscription("reader", rozetkapayfake.TokenSuccess))
	if *made.State != rozetkapayapi.SubscriptionStateActive || made.Price.String() != "99.90" ||
		!rozetkapay.SubscriptionFinal(made) {
		t.Fatalf("%+v", made)
	}
	s.Advance(27 * day)
	if n := len(payments(t, client, *made.ID, "reader")); n != 1 {
		t.Errorf("%d payments after 27 days", n)
	}
	s.Advance(4 * day)
	list := payments(t, client, *made.ID, "reader")
	if len(list) != 2 || *list[1].Details.Status != success || list[1].Details.Amount.String() != "99.90" ||
		list[1].Details.TransactionID == nil {
		t.Fatalf("%+v", list)
	}
	now, err := client.FollowSubscription(t.Context(), *made.ID, subscriptionOf("reader"))
	if err != nil || *now.NextPaymentDate <= *made.NextPaymentDate || *now.StartDate <= *made.StartDate {
		t.Errorf("%+v, %v, was %+v", now, err, made)
	}
	s.Advance(3 * month)
	if books := s.Books(*made.ID); books.Charges != 5 || books.Charged.String() != "499.5" {
		t.Errorf("%+v", books)
	}
	if s.Account(*made.ID) != s.Login {
		t.Error("the account is not known")
	}
}

func TestARenewalThatFailsEndsASubscription(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	made := subscribe(t, client, subscription("poor", rozetkapayfake.TokenSuccess))
	if err := s.SetSubscriptionCard(*made.ID, rozetkapayfake.CardInsufficientFunds); err != nil {
		t.Fatal(err)
	}
	if err := s.RenewSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	now, err := client.GetSubscription(t.Context(), *made.ID, subscriptionOf("poor"))
	if err != nil || !*now.IsRetrying || *now.State != rozetkapayapi.SubscriptionStateActive {
		t.Fatalf("%+v, %v", now, err)
	}
	list := payments(t, client, *made.ID, "poor")
	if d := list[1].Details; *d.Status != failure || *d.StatusCode != "insufficient_funds" ||
		d.NextProcessingDate == nil || d.TransactionID != nil {
		t.Errorf("%+v", d)
	}
	s.Advance(4 * day)
	now, err = client.GetSubscription(t.Context(), *made.ID, subscriptionOf("poor"))
	if err != nil || *now.State != rozetkapayapi.SubscriptionStateInactive {
		t.Fatalf("%+v, %v", now, err)
	}
	list = payments(t, client, *made.ID, "poor")
	if len(list) != 2 || *list[1].Details.RetryCount != 3 || s.Books(*made.ID).Charges != 1 {
		t.Errorf("%+v", list)
	}
	_, err = client.DeactivateSubscription(t.Context(), *made.ID,
		&rozetkapayapi.DeactivateSubscriptionParams{ExternalID: new("poor")})
	refused(t, err, http.StatusPreconditionFailed, "subscription_not_active")
}

func TestFirstPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	_, err := client.CreateSubscription(ctx, subscription("rejected", rozetkapayfake.TokenReject))
	refused(t, err, http.StatusOK, "transaction_rejected")
	list, err := client.GetSubscriptions(ctx, &rozetkapayapi.GetSubscriptionsParams{ExternalID: new("rejected")})
	if err != nil || len(*list) != 1 || *(*list)[0].State != rozetkapayapi.SubscriptionStateInactive {
		t.Errorf("%+v, %v", list, err)
	}
	made, err := client.CreateSubscription(ctx, subscription("asked", rozetkapayfake.TokenThreeDSecure))
	if err != nil || *made.Payment.Details.Status != pending || rozetkapay.SubscriptionFinal(made.Subscription) {
		t.Fatalf("%+v, %v", made, err)
	}
	action, err := rozetkapay.ActionOf(rozetkapayapi.PaymentModeDirect, made.Payment.UserAction)
	if _, asks := action.(rozetkapay.ThreeDSecure); err != nil || !asks {
		t.Fatalf("%T, %v", action, err)
	}
	response, err := http.PostForm(action.Address().String(), nil) // what the customer does there
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if now, _ := s.GetSubscription(*made.Subscription.ID); response.StatusCode != http.StatusOK ||
		*now.State != rozetkapayapi.SubscriptionStateActive {
		t.Errorf("HTTP %d, %+v", response.StatusCode, now)
	}
	if err := s.PayerConfirmsSubscription(*made.Subscription.ID); !errors.Is(err, fake.ErrState) {
		t.Errorf("a second time: %v", err)
	}
	declined, err := client.CreateSubscription(ctx, subscription("turned-back", rozetkapayfake.TokenThreeDSecure))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeclineSubscription(*declined.Subscription.ID,
		rozetkapayapi.ResponseCodeTransactionIsCanceledByPayer); err != nil {
		t.Fatal(err)
	}
	if now, _ := s.GetSubscription(*declined.Subscription.ID); *now.State != rozetkapayapi.SubscriptionStateInactive {
		t.Errorf("%+v", now)
	}
	if err := s.PayerConfirmsSubscription("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestSubscriptionsThatAreRefused(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	ctx := t.Context()
	subscribe(t, client, subscription("twice", rozetkapayfake.TokenSuccess))
	for _, c := range []struct {
		change func(*rozetkapayapi.CreateSubscriptionRequest)
		status int
		code   string
	}{
		{func(*rozetkapayapi.CreateSubscriptionRequest) {}, http.StatusConflict, "subscription_already_exists"},
		{func(b *rozetkapayapi.CreateSubscriptionRequest) { b.Customer.ExternalID = nil },
			http.StatusBadRequest, "customer_id_not_passed"},
		{func(b *rozetkapayapi.CreateSubscriptionRequest) { b.PlanID = "ffffffff-0000-4000-8000-000000000000" },
			http.StatusNotFound, "plan_not_found"},
		{func(b *rozetkapayapi.CreateSubscriptionRequest) { b.PlanID = "1621d352-b5cc-4336-96b0-d7666a3d9b4f" },
			http.StatusPreconditionFailed, "plan_not_active"},
		{func(b *rozetkapayapi.CreateSubscriptionRequest) {
			b.Customer = rozetkapayapi.CustomerRequestUserDetails{ExternalID: new("new")}
		}, http.StatusBadRequest, "invalid_request_body"},
		{func(b *rozetkapayapi.CreateSubscriptionRequest) {
			b.Customer = rozetkapayapi.CustomerRequestUserDetails{ExternalID: new("new")}
			b.RecurrentID = new(strictpay.NewSecret("nobodys"))
		}, http.StatusNotFound, "recurrent_not_found"},
	} {
		body := subscription("twice", rozetkapayfake.TokenSuccess)
		c.change(&body)
		_, err := client.CreateSubscription(ctx, body)
		refused(t, err, c.status, c.code)
	}
	// Whose subscription it is has to be said, and has to be right.
	for who, want := range map[string]string{"": "customer_id_not_passed", "other": "subscription_not_found"} {
		_, err := client.GetSubscription(ctx, rozetkapayfake.SubscriptionMonthly, subscriptionOf(who))
		var refusal *rozetkapay.Error
		if !errors.As(err, &refusal) || refusal.Code != want {
			t.Errorf("%q: %v", who, err)
		}
	}
}

func TestTrialsPricesAndRecurrentPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	body := subscription("trial", rozetkapayfake.TokenSuccess)
	body.Customer.PaymentMethod, body.RecurrentID = nil, new(strictpay.NewSecret(rozetkapayfake.RecurrentID))
	body.Price, body.TrialPeriods = new(strictpay.MustDecimal("10")), new(int32(2))
	body.UsePlanPriceOnAutoRenew = new(true)
	made := subscribe(t, client, body)
	if made.TrialUntil == nil || made.RecurrentID.Reveal() != rozetkapayfake.RecurrentID {
		t.Errorf("%+v", made)
	}
	s.Advance(month)
	if n := len(payments(t, client, *made.ID, "trial")); n != 1 {
		t.Errorf("%d payments inside the trial", n)
	}
	s.Advance(month)
	list := payments(t, client, *made.ID, "trial")
	if len(list) != 2 || list[0].Details.Amount.String() != "10" || list[1].Details.Amount.String() != "99.90" {
		t.Errorf("%+v", list)
	}
}
