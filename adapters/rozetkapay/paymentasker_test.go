package rozetkapay_test

import (
	"context"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

// What is kept of each call before it is sent tells later how it stands, without its answer.
func TestAskingLaterAboutPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	state := ""
	// ask makes a call whose answer is lost, and asks how it stands.
	ask := func(call func(...strictpay.CallOption) error) (strictpay.Question, strictpay.Standing) {
		t.Helper()
		var q strictpay.Question
		s.FaultNext(fake.FaultHTML)
		_ = call(strictpay.BeforeSending(func(_ context.Context, sending *strictpay.Sending) (err error) {
			q, err = client.Question(sending)
			return err
		}))
		s.ClearFaults()
		q.Before = state
		standing, err := client.Ask(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		if q.Reference != "payment later" || standing.Pace.Every == 0 {
			t.Errorf("%s: reference %q, pace %v", q.Operation, q.Reference, standing.Pace)
		}
		return q, standing
	}
	body := payment("later", byToken(rozetkapayfake.TokenThreeDSecure))
	body.Confirm = new(false)
	q, standing := ask(func(opts ...strictpay.CallOption) error {
		_, err := client.CreatePayment(ctx, body, opts...)
		return err
	})
	if standing.Progress != strictpay.ProgressPending || q.Amount.String() != "1500.50" || q.Currency != "UAH" ||
		q.Absence {
		t.Errorf("create: %v %+v", q, standing)
	}
	if err := s.PayerConfirmsPayment("later"); err != nil {
		t.Fatal(err)
	}
	standing, err := client.Ask(ctx, q)
	if err != nil || standing.Progress != strictpay.ProgressDone || standing.Amount.String() != "1500.50" {
		t.Errorf("created: %+v, %v", standing, err)
	}
	for _, c := range []struct {
		name string
		call func(...strictpay.CallOption) error
		want strictpay.Progress
	}{
		{"confirm", func(opts ...strictpay.CallOption) error {
			_, err := client.ConfirmPayment(ctx, rozetkapayapi.ConfirmPaymentRequest{
				ExternalID: "later", Amount: new(strictpay.MustDecimal("1000")),
			}, opts...)
			return err
		}, strictpay.ProgressDone},
		{"cancel", func(opts ...strictpay.CallOption) error {
			_, err := client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "later"}, opts...)
			return err
		}, strictpay.ProgressDone},
		{"refund", func(opts ...strictpay.CallOption) error {
			s.SetBalance(strictpay.MustDecimal("0"))
			_, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "later"}, opts...)
			return err
		}, strictpay.ProgressPending},
		{"retry", func(opts ...strictpay.CallOption) error {
			_, err := client.RetryRefund(ctx, rozetkapayapi.RetryRefundRequest{ExternalID: "later"}, opts...)
			return err
		}, strictpay.ProgressUnclear},
		{"cancel of the refund", func(opts ...strictpay.CallOption) error {
			_, err := client.CancelRefund(ctx, rozetkapayapi.CancelRefundRequest{ExternalID: "later"}, opts...)
			return err
		}, strictpay.ProgressDone},
	} {
		state = standing.State
		q, standing = ask(c.call)
		if standing.Progress != c.want || !q.Compares {
			t.Errorf("%s: %+v, want %s", c.name, standing, c.want)
		}
	}
}

func TestWhatAnswersAndCallbacksOfPaymentsTell(t *testing.T) {
	t.Parallel()
	_, client := connect(t)
	result, err := client.CreatePayment(t.Context(), payment("reported", byToken(rozetkapayfake.TokenSuccess)))
	if err != nil {
		t.Fatal(err)
	}
	if s := client.Answered(strictpay.Question{Operation: "createPayment"},
		result); s.Progress != strictpay.ProgressDone {
		t.Errorf("%+v", s)
	}
	failed := rozetkapayapi.PaymentOperationResult{Details: &rozetkapayapi.TransactionDetails{
		Status: new(failure), StatusCode: new(rozetkapayapi.ResponseCodeRefundIsCancelledByInitiator),
	}}
	if s := client.Answered(strictpay.Question{Operation: "cancelRefund"},
		&failed); s.Progress != strictpay.ProgressDone {
		t.Errorf("a refund that was cancelled: %+v", s)
	}
	if s := client.Answered(strictpay.Question{},
		new(rozetkapayapi.PaymentOperationResult)); s.Progress != strictpay.ProgressPending {
		t.Errorf("an answer that says nothing: %+v", s)
	}
	reported, ok := client.Notice(&rozetkapay.PaymentEvent{Key: "key", Value: result})
	if !ok || reported.Key != "key" || len(reported.Concerns) != 1 ||
		reported.Concerns[0].Reference != "payment reported" {
		t.Errorf("%v %+v", ok, reported)
	}
	if s, err := client.Ask(t.Context(), strictpay.Question{Operation: "cardLookup"}); err != nil ||
		s.Progress != strictpay.ProgressUnclear {
		t.Errorf("a check of a card: %+v, %v", s, err)
	}
}
