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

func TestBatchesWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	ids := []string{"lost-1", "lost-2"}
	check := func(what string, err error, want strictpay.Finding, before ...*rozetkapayapi.PaymentStatusResult) {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("%s: the answer was to be lost, got %v", what, err)
		}
		if kept.Reference != "batch lost" {
			t.Errorf("%s: %v", what, kept)
		}
		if standing, err := client.Ask(ctx, kept); err != nil || standing.Progress != strictpay.ProgressUnclear {
			t.Errorf("%s: %+v, %v", what, standing, err)
		}
		list, err := client.ResolveBatch(ctx, err, ids, before...)
		if err != nil || len(list) != 2 || list[0].Finding != want || list[1].Finding != want {
			t.Errorf("%s: %+v, %v", what, list, err)
		}
	}
	body := batch("lost", byToken(rozetkapayfake.TokenSuccess))
	body.Confirm = new(false)
	s.Refuse("lost", http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err := client.CreateBatchPayment(ctx, body, keep)
	s.Refuse("lost", 0, "")
	check("a batch that nobody knows", err, strictpay.NotSeen)
	if kept.Amount.String() != "150.5" || kept.Currency != "UAH" {
		t.Errorf("%v of %s %s", kept, kept.Amount, kept.Currency)
	}
	s.FaultNext(fake.FaultHTML)
	_, err = client.CreateBatchPayment(ctx, body, keep)
	check("create", err, strictpay.CarriedOut)
	if _, other := client.ResolvePayment(ctx, err); !errors.Is(other, rozetkapay.ErrOtherKind) {
		t.Errorf("asked as one payment: %v", other)
	}
	var before []*rozetkapayapi.PaymentStatusResult
	for _, id := range ids {
		payment, err := client.PaymentInfo(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		before = append(before, payment)
	}
	s.FaultNext(fake.FaultHTML)
	_, err = client.ConfirmBatchPayment(ctx, rozetkapayapi.ConfirmBatchPaymentRequest{
		BatchExternalID: "lost", Currency: "UAH",
	}, keep)
	check("confirm, without the state before", err, strictpay.Unclear)
	check("confirm", err, strictpay.CarriedOut, before...)
	s.FaultNext(fake.FaultHTML)
	_, err = client.CancelBatchPayment(ctx, rozetkapayapi.CancelBatchPaymentRequest{BatchExternalID: "lost"}, keep)
	check("a cancellation too late", err, strictpay.NotSeen, before...)
	_, err = client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "none"})
	if _, err = client.ResolveBatch(ctx, err, ids); !errors.Is(err, strictpay.ErrOutcomeKnown) {
		t.Errorf("an outcome that is known: %v", err)
	}
}

func TestWhatTheAnswerOfABatchMeans(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	for statuses, want := range map[string]strictpay.Progress{
		"":                strictpay.ProgressPending,
		"success":         strictpay.ProgressDone,
		"success failure": strictpay.ProgressDone,
		"success pending": strictpay.ProgressPending,
		"failure failure": strictpay.ProgressRefused,
	} {
		answer := new(rozetkapayapi.BatchPaymentOperationResult)
		for _, status := range strings.Fields(statuses) {
			answer.OrderDetails = append(answer.OrderDetails, rozetkapayapi.BatchOrderDetail{
				Status:     new(rozetkapayapi.OperationStatus(status)),
				StatusCode: new(rozetkapayapi.ResponseCodeInsufficientFunds),
			})
		}
		s := client.Answered(strictpay.Question{Operation: "createBatchPayment"}, answer)
		if s.Progress != want || (s.Code != "") != (want == strictpay.ProgressRefused) {
			t.Errorf("%q: %+v", statuses, s)
		}
	}
}

// Callbacks tell of each order, and name the batch.
func TestCallbacksOfBatches(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var mu sync.Mutex
	var heard []string
	h, err := rozetkapay.Handler(s.Password, func(_ context.Context, e *rozetkapay.PaymentEvent) error {
		mu.Lock()
		defer mu.Unlock()
		about, _ := client.Notice(e)
		for _, concern := range about.Concerns {
			heard = append(heard, concern.Reference)
		}
		heard = append(heard, string(*e.Value.Operation))
		return nil
	}, rozetkapay.RejectViolations)
	if err != nil {
		t.Fatal(err)
	}
	receiver := httptest.NewServer(h)
	t.Cleanup(receiver.Close)
	body := batch("reported", byToken(rozetkapayfake.TokenSuccess))
	body.CallbackURL, body.Confirm = new(receiver.URL), new(false)
	if _, err := client.CreateBatchPayment(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	confirm := rozetkapayapi.ConfirmBatchPaymentRequest{BatchExternalID: "reported", Currency: "UAH"}
	if _, err := client.ConfirmBatchPayment(t.Context(), confirm); err != nil {
		t.Fatal(err)
	}
	s.Deliveries()
	mu.Lock()
	defer mu.Unlock()
	const want = "payment reported-1 batch reported payment payment reported-2 batch reported payment " +
		"payment reported-1 batch reported confirm payment reported-2 batch reported confirm"
	if got := strings.Join(heard, " "); got != want {
		t.Errorf("reported\n%s\nwant\n%s", got, want)
	}
}
