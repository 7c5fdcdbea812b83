package koshelek_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/koshelek"
	"github.com/strictpay/strictpay/gen/koshelekapi"
	"github.com/strictpay/strictpay/internal/askcheck"
	koshelekfake "github.com/strictpay/strictpay/sandbox/koshelek"
)

// What is kept of a call tells another process later what became of it: the call is repeated with its requestId.
func TestAskingLater(t *testing.T) {
	t.Parallel()
	s, client := start(t)
	const key = "3f0f9a64-0b5e-4b0d-9d3c-6c1d5a5c7e01"
	id := paid(t, s, client, koshelekfake.SessionPays, "paid")
	open := must(client.Checkout(t.Context(), token, checkout("K7Q2ZD", "open")))(t).TransactionID
	askcheck.Run(t, koshelekapi.API, client, connect(t, s), s, []askcheck.Case{
		{Operation: "checkout", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			request := checkout(koshelekfake.SessionPays, "later")
			request.RequestID = key
			_, err := client.Checkout(ctx, token, request, opts...)
			return err
		}, Want: strictpay.ProgressPending, Reference: "request " + key, Amount: "362.30", Currency: "RUB"},
		{Operation: "cancelTransaction", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			request := cancel(open)
			request.RequestID = strings.ToUpper(key[:35] + "2")
			_, err := client.CancelTransaction(ctx, request, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "request " + key[:35] + "2", Currency: "RUB"},
		{Operation: "refundTransaction", Call: func(ctx context.Context, opts ...strictpay.CallOption) error {
			request := refund(id, total)
			request.RequestID = key[:35] + "3"
			_, err := client.RefundTransaction(ctx, token, request, opts...)
			return err
		}, Want: strictpay.ProgressDone, Reference: "request " + key[:35] + "3", Amount: "362.30", Currency: "RUB"},
	})
	if b := s.Books("later"); b.Payments != 1 {
		t.Errorf("a checkout that was repeated: %+v", b)
	}
	if b := s.Books("paid"); b.Refunds != 1 {
		t.Errorf("a refund that was repeated: %+v", b)
	}
}

// A repeat that is refused because of what the call itself may have done tells nothing.
func TestRefusedAsDoneTellsNothing(t *testing.T) {
	t.Parallel()
	for code, want := range map[koshelekapi.ErrorCode]strictpay.Progress{
		koshelekapi.ErrorCodeTransactionForSessionIDAlreadyExists:     strictpay.ProgressUnclear,
		koshelekapi.ErrorCodePaymentTransactionIsBeingRefundedAlready: strictpay.ProgressUnclear,
		koshelekapi.ErrorCodeTerminalStateOfPaymentTransaction:        strictpay.ProgressUnclear,
		koshelekapi.ErrorCodeTotalAmountIsTooSmall:                    strictpay.ProgressRefused,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = io.WriteString(w, `{"code":"`+string(code)+`"}`)
		}))
		t.Cleanup(server.Close)
		client, err := koshelek.New(server.URL, "login", "password")
		if err != nil {
			t.Fatal(err)
		}
		var q strictpay.Question
		_, _ = client.Checkout(t.Context(), token, checkout(koshelekfake.SessionPays, "again"),
			strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
				q, err = client.Question(sending)
				return err
			}))
		if standing, err := client.Ask(t.Context(), askcheck.Kept(t, q)); err != nil || standing.Progress != want {
			t.Errorf("%s: %+v, %v; want %s", code, standing, err, want)
		}
	}
}

// Postbacks name the calls that they are about as their questions do, whatever the case of their identifiers.
func TestWhatPostbacksTell(t *testing.T) {
	t.Parallel()
	_, client := start(t)
	reported, ok := client.Notice(&koshelek.Event{Key: "key", Value: &koshelekapi.TransactionState{
		TransactionID: "AB", RefTransactionID: new("CD"), RequestID: "EF",
	}})
	if !ok || reported.Key != "key" || len(reported.Concerns) != 3 || reported.Concerns[0].Reference != "payment ab" ||
		reported.Concerns[1].Reference != "reversal cd" || reported.Concerns[2].Reference != "request ef" {
		t.Errorf("%v %+v", ok, reported)
	}
}
