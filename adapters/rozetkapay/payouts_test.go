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

// payout is one to a card.
func payout(externalID, amount, number string) rozetkapayapi.RequestPayoutRequest {
	return rozetkapayapi.RequestPayoutRequest{
		Order: rozetkapayapi.PayoutRequestOrder{
			ExternalID: externalID, Currency: "UAH", Description: "Winnings",
			OriginalAmount: strictpay.MustDecimal(amount),
		},
		Payer: rozetkapayapi.PayoutRequestPayer{EntityID: "entity"},
		Recipient: rozetkapayapi.PayoutRecipient{
			PayoutType: rozetkapayapi.PayoutTypeCard,
			Card: &rozetkapayapi.CardRecipient{
				FirstName: "Olena", LastName: "Example",
				CardData: &rozetkapayapi.CardData{Number: new(strictpay.NewSecret(number))},
			},
		},
	}
}

// inCash is one that the recipient collects.
func inCash(externalID, amount string) rozetkapayapi.RequestPayoutRequest {
	body := payout(externalID, amount, "")
	body.Recipient = rozetkapayapi.PayoutRecipient{
		PayoutType: rozetkapayapi.PayoutTypeCash,
		Cash:       &rozetkapayapi.CashRecipient{FirstName: "Olena", LastName: "Example"},
	}
	return body
}

func TestPayoutsAndTheBalance(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	s.SetBalance(strictpay.MustDecimal("1000"))
	balance := func(available, reserved string) {
		t.Helper()
		b, err := client.GetMerchantAccountBalance(ctx, "entity")
		if err != nil || b.AvailableAmount.String() != available || b.CommitmentAmount.String() != reserved {
			t.Errorf("balance %+v, %v, want %s and %s", b, err, available, reserved)
		}
	}
	result, err := client.CreatePayout(ctx, payout("to-card", "300.50", rozetkapayfake.CardSuccess))
	if err != nil || *result.Status != success || !rozetkapay.PayoutFinal(result) {
		t.Fatalf("%+v, %v", result, err)
	}
	if books := s.Books("to-card"); books.Payouts != 1 || books.PaidOut.String() != "300.50" {
		t.Errorf("%+v", books)
	}
	balance("699.5", "250") // a payout in cash is seeded
	_, err = client.CreatePayout(ctx, payout("rejected", "100", rozetkapayfake.CardReject))
	refused(t, err, http.StatusOK, "transaction_rejected")
	_, err = client.CreatePayout(ctx, payout("too-much", "700", rozetkapayfake.CardSuccess))
	refused(t, err, http.StatusOK, "insufficient_funds")
	balance("699.5", "250")
	_, err = client.CreatePayout(ctx, payout("to-card", "1", rozetkapayfake.CardSuccess))
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	unknown := payout("unknown", "1", "")
	unknown.Recipient.Card.CardData = &rozetkapayapi.CardData{Token: new(strictpay.NewSecret("nobodys"))}
	_, err = client.CreatePayout(ctx, unknown)
	refused(t, err, http.StatusOK, "recipient_payment_method_not_found")
	both := payout("both", "1", rozetkapayfake.CardSuccess)
	both.Recipient.Cash = inCash("", "1").Recipient.Cash
	if _, err := client.CreatePayout(ctx, both); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("a card and cash: %v", err)
	}
	other := inCash("other", "1")
	other.Recipient.PayoutType = rozetkapayapi.PayoutTypeCard
	_, err = client.CreatePayout(ctx, other)
	refused(t, err, http.StatusBadRequest, "invalid_request_body")
	if s.Books("too-much").Payouts+s.Books("rejected").Payouts+s.Books("both").Payouts != 0 {
		t.Error("a payout that failed was paid")
	}
}

func TestPayoutsInCash(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	for _, id := range []string{"collected", "cancelled", "declined"} {
		result, err := client.CreatePayout(ctx, inCash(id, "100"))
		if err != nil || *result.Status != pending || rozetkapay.PayoutFinal(result) {
			t.Fatalf("%s: %+v, %v", id, result, err)
		}
	}
	if s.Balance().String() != "999700" {
		t.Errorf("balance %s", s.Balance())
	}
	if err := s.SettlePayout("collected"); err != nil {
		t.Fatal(err)
	}
	if followed, err := client.FollowPayout(ctx, "collected"); err != nil || *followed.Status != success {
		t.Errorf("%+v, %v", followed, err)
	}
	cancelled, err := client.CancelCashPayout(ctx, rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "cancelled"})
	if err != nil || *cancelled.StatusCode != "transaction_is_canceled" || cancelled.Refusal() != nil {
		t.Errorf("%+v, %v", cancelled, err)
	}
	if err := s.DeclinePayout("declined", rozetkapayapi.ResponseCodeReceiverCardError); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"collected", "cancelled"} {
		_, err = client.CancelCashPayout(ctx, rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: id})
		refused(t, err, http.StatusConflict, "action_not_allowed")
		if err := s.SettlePayout(id); !errors.Is(err, fake.ErrState) {
			t.Errorf("%s: %v", id, err)
		}
	}
	if err := s.SettlePayout("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Errorf("%v", err)
	}
	declined, err := client.GetPayoutTransactionStatus(ctx, "declined")
	if err != nil || declined.Refusal() == nil || declined.Refusal().Code != "receiver_card_error" {
		t.Errorf("%+v, %v", declined, err)
	}
	if s.Balance().String() != "999900" || s.Books("collected").Payouts != 1 || s.Books("cancelled").Payouts != 0 {
		t.Errorf("balance %s", s.Balance())
	}
}

func TestPayoutsWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	check := func(what string, err error, finding strictpay.Finding, progress strictpay.Progress) {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("%s: the answer was to be lost, got %v", what, err)
		}
		resolved, asked := client.ResolvePayout(ctx, err)
		if asked != nil || resolved.Finding != finding {
			t.Errorf("%s: %+v, %v", what, resolved, asked)
		}
		standing, asked := client.Ask(ctx, kept)
		if asked != nil || standing.Progress != progress {
			t.Errorf("%s: %+v, %v", what, standing, asked)
		}
	}
	s.FaultNext(fake.FaultHTML)
	_, err := client.CreatePayout(ctx, inCash("lost", "100"), keep)
	check("create", err, strictpay.CarriedOut, strictpay.ProgressPending)
	if kept.Amount.String() != "100" || kept.Currency != "UAH" || kept.Reference != "payout lost" {
		t.Errorf("%v", kept)
	}
	if _, err := client.Resolve(ctx, err); !errors.Is(err, rozetkapay.ErrOtherKind) {
		t.Errorf("asked as an order in parts: %v", err)
	}
	s.Refuse("lost", http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err = client.CancelCashPayout(ctx, rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "lost"}, keep)
	s.Refuse("lost", 0, "")
	check("a cancellation that was not carried out", err, strictpay.NotSeen, strictpay.ProgressNotSeen)
	s.FaultNext(fake.FaultHTML)
	_, err = client.CancelCashPayout(ctx, rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "lost"}, keep)
	check("cancel", err, strictpay.CarriedOut, strictpay.ProgressDone)
	s.Refuse("never", http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err = client.CreatePayout(ctx, payout("never", "1", rozetkapayfake.CardSuccess), keep)
	s.Refuse("never", 0, "")
	check("a payout that nobody knows", err, strictpay.NotSeen, strictpay.ProgressNotSeen)
}

func TestCallbacksOfPayouts(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var mu sync.Mutex
	var reported []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.PayoutEvent) error {
		mu.Lock()
		defer mu.Unlock()
		about, ok := client.Notice(e)
		if !ok || len(about.Concerns) != 1 || about.Concerns[0].Reference != "payout reported" {
			t.Errorf("%+v", about)
		}
		reported = append(reported, *e.Value.StatusCode+" "+e.Value.RecipientAmount.String())
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	body := inCash("reported", "100")
	body.Order.CallbackURL = new(receiver.URL)
	if _, err := client.CreatePayout(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if err := s.SettlePayout("reported"); err != nil {
		t.Fatal(err)
	}
	resend := rozetkapayapi.ResendPayoutCallbackRequest{ExternalID: "reported"}
	if _, err := client.ResendPayoutCallback(t.Context(), resend); err != nil {
		t.Fatal(err)
	}
	s.Deliveries()
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(reported,
		", "); got != "pending 100, transaction_successful 100, transaction_successful 100" {
		t.Errorf("reported %s", got)
	}
}
