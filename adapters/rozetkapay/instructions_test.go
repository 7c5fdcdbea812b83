package rozetkapay_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

const apiKey = "3f2a8f4e-6c1b-4a1e-9d3c-0d2b7a5e9c11"

// instructions are those of a batch with an order of 100.50 and one of 49.99.
func instructions(batch string) rozetkapayapi.CreatePaymentInstructionsRequest {
	return rozetkapayapi.CreatePaymentInstructionsRequest{
		ProcessingType: rozetkapayapi.PaymentInstructionProcessingTypeCardpay,
		Method:         rozetkapayapi.PaymentInstructionMethodPurchase, Currency: "UAH", BatchExternalID: &batch,
		Payer: &rozetkapayapi.PaymentInstructionPayer{FirstName: new("Olena"), TIN: new("3228412933")},
		Orders: []rozetkapayapi.PaymentInstructionOrder{
			{APIKey: apiKey, Amount: strictpay.MustDecimal("100.50"), ExternalID: batch + "-1"},
			{APIKey: apiKey, Amount: strictpay.MustDecimal("49.99"), ExternalID: batch + "-2"},
		},
	}
}

func TestPaymentInstructions(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	made, err := client.CreatePaymentInstructions(ctx, instructions("paper"))
	if err != nil || *made.BatchExternalID != "paper" || len(made.Instructions) != 2 {
		t.Fatalf("%v, %v", made, err)
	}
	_, err = client.CreatePaymentInstructions(ctx, instructions("paper"))
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	first, second := made.Instructions[0], made.Instructions[1]
	if page := get(t, *first.URL); page != "Payment instruction "+first.Number.String()+" over 100.50 UAH: open\n" {
		t.Errorf("%q", page)
	}
	if page := get(t, *made.BatchURL); strings.Count(page, ": open\n") != 2 {
		t.Errorf("%q", page)
	}
	_, err = client.DeclinePaymentInstruction(ctx, apiKey, *first.ID) // a key is no id of a project
	refused(t, err, http.StatusNotFound, "data_not_found")
	var info strictpay.Info
	if _, err := client.DeclinePaymentInstruction(ctx, *first.ProjectID, *first.ID,
		strictpay.WithInfo(&info)); err != nil || info.Status != http.StatusFound {
		t.Fatalf("%v, %v", info, err)
	}
	if page := get(t, info.Header().Get("Location")); !strings.HasSuffix(page, ": declined\n") {
		t.Errorf("%q", page)
	}
	_, err = client.DeclinePaymentInstruction(ctx, *first.ProjectID, *first.ID)
	refused(t, err, http.StatusConflict, "action_already_done")
	if err := s.PayInstruction("paper-1"); !errors.Is(err, fake.ErrState) {
		t.Errorf("paying what was declined: %v", err)
	}
	if err := s.PayInstruction("paper-2"); err != nil {
		t.Error(err)
	}
	_, err = client.DeclinePaymentInstruction(ctx, *second.ProjectID, *second.ID)
	refused(t, err, http.StatusConflict, "action_not_allowed")
	if _, state, ok := s.GetPaymentInstruction("paper-2"); !ok || state != "paid" ||
		s.Books("paper-2").Charged.String() != "49.99" || s.Books("paper-1").Charges != 0 {
		t.Errorf("%s, %+v", state, s.Books("paper-2"))
	}
	put := s.PutPaymentInstructions(instructions("paper"))
	if got, state, _ := s.GetPaymentInstruction("paper-2"); state != "open" || *got.ID != *put.Instructions[1].ID {
		t.Errorf("%v, %s", got, state)
	}
	if err := s.DeclineInstruction("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Error(err)
	}
}

// get is a page of the fake.
func get(t *testing.T, address string) string {
	t.Helper()
	rsp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	text, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// No credentials of any kind go with the link that declines, and nobody goes where it leads.
func TestDecliningSendsNoCredentials(t *testing.T) {
	t.Parallel()
	var came atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		came.Add(1)
		for _, name := range []string{"Authorization", "Cookie", rozetkapayapi.HeaderOnBehalfOf,
			rozetkapayapi.HeaderCustomerAuth} {
			if r.Header.Get(name) != "" {
				t.Errorf("%s was sent", name)
			}
		}
		if r.URL.Path != "/api/payment-instructions/v1/decline" || r.URL.Query().Get("project_id") != "p" ||
			r.URL.Query().Get("payment_instruction_id") != "i" {
			t.Errorf("%s", r.URL)
		}
		http.Redirect(w, r, "/elsewhere", http.StatusFound) // with a note for people in its body
	}))
	t.Cleanup(server.Close)
	client, err := rozetkapay.New(server.URL, "login", "password", strictpay.WithExact())
	if err != nil {
		t.Fatal(err)
	}
	client = client.OnBehalfOf("child").CustomerAuth(strictpay.NewSecret("token"))
	var info strictpay.Info
	_, err = client.DeclinePaymentInstruction(t.Context(), "p", "i", strictpay.WithInfo(&info))
	if err != nil || info.Header().Get("Location") != "/elsewhere" || came.Load() != 1 {
		t.Errorf("%v, %v, %d requests", info, err, came.Load())
	}
}

func TestPaymentInstructionsWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	for batch, reference := range map[string]string{"lost": "lost", "": "-1"} {
		s.FaultNext(fake.FaultHTML)
		_, err := client.CreatePaymentInstructions(t.Context(), instructions(batch), keep)
		var unknown *strictpay.OutcomeUnknown
		if !errors.As(err, &unknown) || unknown.StatusQuery.Operation != "" {
			t.Fatalf("%v", err)
		}
		if kept.Reference != "payment instructions "+reference || kept.Amount.String() != "150.49" ||
			kept.Currency != "UAH" {
			t.Errorf("%v of %s %s", kept, kept.Amount, kept.Currency)
		}
		if standing, err := client.Ask(t.Context(), kept); err != nil ||
			standing.Progress != strictpay.ProgressUnclear {
			t.Errorf("%+v, %v", standing, err)
		}
	}
	if _, state, ok := s.GetPaymentInstruction("lost-1"); !ok || state != "open" {
		t.Errorf("the fake carried it out, and has %s", state)
	}
	standing := client.Answered(kept, new(rozetkapayapi.PaymentInstructionsResult))
	if standing.Progress != strictpay.ProgressDone {
		t.Errorf("%+v", standing)
	}
	if rozetkapayfake.ProjectOf(apiKey) == apiKey {
		t.Error("the id of a project is its key")
	}
}
