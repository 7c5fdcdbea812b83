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

func TestSubscriptionsWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(ctx context.Context, sending *strictpay.Sending) error {
		q, err := client.Question(sending)
		if err != nil || !q.Compares {
			kept = q
			return err
		}
		before, err := client.Ask(ctx, q)
		q.Before = before.State
		kept = q
		return err
	})
	lose := strictpay.BeforeSending(func(context.Context, *strictpay.Sending) error {
		s.FaultNext(fake.FaultHTML) // of the call, not of what was asked before it
		return nil
	})
	check := func(what string, err error, before rozetkapay.SubscriptionsBefore, finding strictpay.Finding,
		progress strictpay.Progress) *rozetkapay.SubscriptionResolution {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("%s: the answer was to be lost, got %v", what, err)
		}
		resolved, asked := client.ResolveSubscription(ctx, err, before)
		if asked != nil || resolved.Finding != finding {
			t.Errorf("%s: %+v, %v", what, resolved, asked)
		}
		standing, asked := client.Ask(ctx, kept)
		if asked != nil || standing.Progress != progress {
			t.Errorf("%s: %+v, %v", what, standing, asked)
		}
		return resolved
	}
	nothing := rozetkapay.SubscriptionsBefore{Subscriptions: rozetkapayapi.SubscriptionList{}}
	body := subscription("lost", rozetkapayfake.TokenSuccess)

	s.Refuse(body.PlanID, http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err := client.CreateSubscription(ctx, body, keep)
	s.Refuse(body.PlanID, 0, "")
	check("a creation that was not carried out", err, nothing, strictpay.NotSeen, strictpay.ProgressNotSeen)
	if kept.Reference != "subscriptions of lost" {
		t.Errorf("%v", kept)
	}
	if _, err := client.ResolvePayment(ctx, err); !errors.Is(err, rozetkapay.ErrOtherKind) {
		t.Errorf("asked as a payment: %v", err)
	}
	_, err = client.CreateSubscription(ctx, body, keep, lose)
	made := check("create", err, nothing, strictpay.CarriedOut, strictpay.ProgressDone)
	if resolved, err := client.ResolveSubscription(ctx, err); err != nil || resolved.Finding != strictpay.Unclear {
		t.Errorf("without what was there before: %+v, %v", resolved, err)
	}
	id := *made.Subscriptions[0].ID

	payments := payments(t, client, id, "lost")
	_, err = client.UpdateSubscriptionPaymentMethod(ctx, id, rozetkapayapi.UpdateSubscriptionPaymentMethodRequest{
		ExternalID: new("lost"), PaymentMethod: rozetkapay.SubscriptionPayByWallet(
			rozetkapayapi.CustomerWalletRequestPaymentMethod{OptionID: rozetkapayfake.WalletCard}),
	}, keep, lose)
	check("payment method", err, rozetkapay.SubscriptionsBefore{Payments: payments}, strictpay.CarriedOut,
		strictpay.ProgressDone)

	end := &rozetkapayapi.CancelCustomerSubscriptionParams{ExternalID: new("lost"), Refund: new(true)}
	s.Refuse(id, http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err = client.CancelCustomerSubscription(ctx, id, end, keep)
	s.Refuse(id, 0, "")
	check("a cancellation that was not carried out", err, rozetkapay.SubscriptionsBefore{}, strictpay.NotSeen,
		strictpay.ProgressNotSeen)
	if kept.Reference != "subscription "+id {
		t.Errorf("%v", kept)
	}
	_, err = client.CancelCustomerSubscription(ctx, id, end, keep, lose)
	check("cancel", err, rozetkapay.SubscriptionsBefore{}, strictpay.CarriedOut, strictpay.ProgressDone)
}

func TestCallbacksOfSubscriptions(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var mu sync.Mutex
	var reported []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.SubscriptionEvent) error {
		mu.Lock()
		defer mu.Unlock()
		about, ok := client.Notice(e)
		if !ok || len(about.Concerns) != 2 || about.Concerns[1].Reference != "subscriptions of reported" {
			t.Errorf("%+v", about)
		}
		reported = append(reported, string(*e.Value.Event)+":"+string(*e.Value.Subscription.State))
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	body := subscription("reported", rozetkapayfake.TokenSuccess)
	body.CallbackURL = new(receiver.URL)
	made := subscribe(t, client, body)
	s.Advance(month)
	if err := s.SetSubscriptionCard(*made.ID, rozetkapayfake.CardInsufficientFunds); err != nil {
		t.Fatal(err)
	}
	if err := s.RenewSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.CancelSubscription(*made.ID); err != nil {
		t.Fatal(err)
	}
	s.Deliveries()
	mu.Lock()
	defer mu.Unlock()
	const want = "payment.processed:pending payment.processed:active subscription.renewed:active " +
		"payment.failed:active subscription.cancelled:inactive subscription.refunded:inactive"
	if got := strings.Join(reported, " "); got != want {
		t.Errorf("reported\n%s\nwant\n%s", got, want)
	}
}

// Answers about another subscription, or with nothing that shows what they are, are none.
func TestAnswersAboutAnotherSubscription(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	other, _ := s.GetSubscription(rozetkapayfake.SubscriptionMonthly)
	other.Description = new("Put in")
	s.PutSubscription(other)
	if got, err := client.GetSubscription(t.Context(), *other.ID, subscriptionOf("customer-77")); err != nil ||
		*got.Description != "Put in" {
		t.Errorf("%+v, %v", got, err)
	}
	const asked = "ffffffff-0000-4000-8000-000000000000"
	for _, answer := range []string{string(other.AppendJSON(nil)), `{"description":"x"}`} {
		client := server(t, http.StatusOK, "application/json", answer)
		if _, err := client.GetSubscription(t.Context(), asked, nil); !errors.Is(err, strictpay.ErrContradicted) {
			t.Errorf("%s: %v", answer, err)
		}
	}
	body := subscription("reader", rozetkapayfake.TokenSuccess)
	body.PlanID = asked
	client = server(t, http.StatusOK, "application/json", `{"subscription":{"id":"1","plan_id":"other"}}`)
	if _, err := client.CreateSubscription(t.Context(), body); !errors.Is(err, strictpay.ErrOutcomeUnknown) {
		t.Errorf("of another plan: %v", err)
	}
}
