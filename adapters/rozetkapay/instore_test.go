package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// announced is a payment of 100.50 at a terminal.
func announced(externalID string) rozetkapayapi.CreateInStorePaymentRequest {
	return rozetkapayapi.CreateInStorePaymentRequest{
		ExternalID: externalID, POSTerminalID: "pos-1", TerminalSn: "sn-1", Amount: "10050",
		Currency: rozetkapayapi.InStoreCurrencyUAH,
	}
}

// reported is how it ended there.
func reported(externalID, status string) rozetkapayapi.ConfirmInStorePaymentRequest {
	return rozetkapayapi.ConfirmInStorePaymentRequest{
		ExternalID: externalID, POSTerminalID: "pos-1", Amount: "10050", POSPaymentStatus: status,
		CardNumber: new(strictpay.NewSecret(rozetkapayfake.CardSuccess)),
	}
}

// back is a refund of it.
func back(externalID, refund, amount string) rozetkapayapi.RefundInStorePaymentRequest {
	return rozetkapayapi.RefundInStorePaymentRequest{
		PaymentExternalID: externalID, RefundExternalID: refund, TerminalSn: "sn-1", Amount: amount,
		PaymentSystem: "visa", POSTerminalID: "pos-1", CardNumber: strictpay.NewSecret(rozetkapayfake.CardSuccess),
		BankAcquirer: "example", AuthorizationCode: "A12345",
	}
}

func TestAPaymentAtATerminal(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	created, err := client.CreateInStorePayment(ctx, announced("till"))
	if err != nil || created.Amount.String() != "10050" || created.ReceiptData.Amount.String() != "10050" {
		t.Fatalf("%v, %v", created, err)
	}
	_, err = client.CreateInStorePayment(ctx, announced("till"))
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	_, err = client.RefundInStorePayment(ctx, back("till", "r-0", "1"))
	refused(t, err, http.StatusConflict, "transaction_success_primary_not_found")
	other := reported("till", "success")
	other.Amount = "10051"
	_, err = client.ConfirmInStorePayment(ctx, other)
	refused(t, err, http.StatusUnprocessableEntity, "wrong_amount")
	confirmed, err := client.ConfirmInStorePayment(ctx, reported("till", "SUCCESS"))
	if err != nil || *confirmed.TransactionStatus != "confirmed" {
		t.Fatalf("%v, %v", confirmed, err)
	}
	_, err = client.ConfirmInStorePayment(ctx, reported("till", "success"))
	refused(t, err, http.StatusConflict, "action_already_done")
	refund, err := client.RefundInStorePayment(ctx, back("till", "r-1", "10035"))
	if err != nil || refund.Amount.String() != "100.35" || *refund.ExternalID != "r-1" {
		t.Errorf("%v, %v", refund, err)
	}
	_, err = client.RefundInStorePayment(ctx, back("till", "r-1", "1"))
	refused(t, err, http.StatusConflict, "order_is_duplicated")
	_, err = client.RefundInStorePayment(ctx, back("till", "r-2", "16"))
	refused(t, err, http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	info, err := client.GetInStorePaymentInfo(ctx, "till")
	if err != nil || *info.TransactionStatus != "refunded" || !info.CreatedAt.Equal(*created.CreatedAt) {
		t.Errorf("%v, %v", info, err)
	}
	if books := s.Books("till"); books.Charges != 1 || books.Charged.String() != "100.5" || books.Refunds != 1 ||
		books.Refunded.String() != "100.35" {
		t.Errorf("%+v", books)
	}
}

func TestTerminals(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	if _, err := client.CreateInStorePayment(t.Context(), announced("declined")); err != nil {
		t.Fatal(err)
	}
	if _, err := client.ConfirmInStorePayment(t.Context(), reported("declined", "error")); err != nil {
		t.Fatal(err)
	}
	if info, ok := s.GetInStorePayment("declined"); !ok || *info.TransactionStatus != "declined" ||
		s.Books("declined").Charges != 0 {
		t.Errorf("%v, %+v", info, s.Books("declined"))
	}
	if err := s.TerminalPays("declined"); !errors.Is(err, fake.ErrState) {
		t.Error(err)
	}
	if err := s.TerminalDeclines("nobodys"); !errors.Is(err, fake.ErrNotFound) {
		t.Error(err)
	}
	fraction := announced("fraction")
	fraction.Amount = "100.50"
	if _, err := client.CreateInStorePayment(t.Context(), fraction); !errors.Is(err, strictpay.ErrNotSent) {
		t.Errorf("main units in place of minor ones: %v", err)
	}
}

func TestMinorUnits(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]string{"100.50": "10050", "0.01": "1", "7": "700", "1.50000": "150"} {
		if got, err := rozetkapay.MinorUnits(strictpay.MustDecimal(amount)); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", amount, got, err, want)
		}
	}
	for _, amount := range []string{"0", "-1", "0.001", "1.005"} {
		if got, err := rozetkapay.MinorUnits(strictpay.MustDecimal(amount)); !errors.Is(err, rozetkapay.ErrMinorUnits) {
			t.Errorf("%s: %s, %v", amount, got, err)
		}
	}
}

func TestPaymentsAtTerminalsWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	var kept strictpay.Question
	keep := strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
		kept, err = client.Question(sending)
		return err
	})
	check := func(err error, finding strictpay.Finding, progress strictpay.Progress,
		before ...*rozetkapayapi.InStorePaymentInfo) strictpay.Standing {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatal(err)
		}
		resolved, asked := client.ResolveInStorePayment(ctx, err, before...)
		if asked != nil || resolved.Finding != finding {
			t.Errorf("%+v, %v", resolved, asked)
		}
		standing, asked := client.Ask(ctx, kept)
		if asked != nil || standing.Progress != progress {
			t.Errorf("%+v, %v", standing, asked)
		}
		return standing
	}
	s.Refuse("lost", http.StatusInternalServerError, rozetkapayapi.ResponseCodeInternalError)
	_, err := client.CreateInStorePayment(ctx, announced("lost"), keep)
	s.Refuse("lost", 0, "")
	check(err, strictpay.NotSeen, strictpay.ProgressNotSeen)
	s.FaultNext(fake.FaultHTML)
	_, err = client.CreateInStorePayment(ctx, announced("lost"), keep)
	standing := check(err, strictpay.CarriedOut, strictpay.ProgressDone)
	if kept.Amount.String() != "100.5" || kept.Currency != "UAH" || kept.Reference != "in-store payment lost" {
		t.Errorf("%v", kept)
	}
	before, asked := client.GetInStorePaymentInfo(ctx, "lost")
	if asked != nil {
		t.Fatal(asked)
	}
	s.FaultNext(fake.FaultHTML)
	_, err = client.ConfirmInStorePayment(ctx, reported("lost", "success"), keep)
	check(err, strictpay.Unclear, strictpay.ProgressUnclear)
	kept.Before = standing.State
	check(err, strictpay.CarriedOut, strictpay.ProgressDone, before)
	if _, err := client.ResolvePayment(ctx, err); !errors.Is(err, rozetkapay.ErrOtherKind) ||
		!strings.Contains(err.Error(), "ResolveInStorePayment") {
		t.Errorf("%v", err)
	}
}
