package rozetkapay_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	"github.com/strictpay/strictpay/sandbox/fake"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestTwoStagesInParts(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	body := payment("held", byToken(rozetkapayfake.TokenSuccess))
	body.Confirm, body.Payload = new(false), new("cart 7")
	result, err := client.CreatePayment(ctx, body)
	became(t, "held", result, err, success, rozetkapayapi.ResponseCodeAmountWasSuccessfullyBlocked)
	if *result.Details.Payload != "cart 7" {
		t.Errorf("payload %s", *result.Details.Payload)
	}
	if info, err := client.PaymentInfo(ctx, "held"); err != nil || rozetkapay.PaymentFinal(info) || *info.Confirmed {
		t.Errorf("held money waits: %+v, %v", info, err)
	}
	if books := s.Books("held"); books.Charges != 0 || books.Held.String() != "1500.5" {
		t.Errorf("%+v", books)
	}
	_, err = client.ConfirmPayment(ctx,
		rozetkapayapi.ConfirmPaymentRequest{ExternalID: "held", Amount: new(strictpay.MustDecimal("1500.51"))})
	refused(t, err, http.StatusUnprocessableEntity, "confirm_amount_cannot_be_more_than_the_transaction_amount")
	result, err = client.ConfirmPayment(ctx,
		rozetkapayapi.ConfirmPaymentRequest{ExternalID: "held", Amount: new(strictpay.MustDecimal("1000"))})
	became(t, "confirm", result, err, success, paid)
	_, err = client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "held", Currency: new("EUR")})
	refused(t, err, http.StatusUnprocessableEntity, "invalid_currency")
	result, err = client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "held"})
	became(t, "cancel", result, err, success, rozetkapayapi.ResponseCodeCancelSuccessful)
	if result.Details.Amount.String() != "500.5" {
		t.Errorf("released %s", result.Details.Amount)
	}
	_, err = client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "held"})
	refused(t, err, http.StatusConflict, "action_already_done")
	info, err := client.FollowPayment(ctx, "held")
	if err != nil || info.AmountConfirmed.String() != "1000" || info.AmountCanceled.String() != "500.5" {
		t.Errorf("%+v, %v", info, err)
	}
	if books := s.Books("held"); books.Charges != 1 || books.Cancels != 1 || books.Held.String() != "0" ||
		books.Charged.String() != "1000" {
		t.Errorf("%+v", books)
	}
}

func TestRefundsOfPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	s.SetBalance(strictpay.MustDecimal("100"))
	refund := func(amount string) (*rozetkapayapi.PaymentOperationResult, error) {
		return client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{
			ExternalID: "payment-paid", Amount: new(strictpay.MustDecimal(amount)),
		})
	}
	result, err := refund("50.25")
	became(t, "refund", result, err, success, rozetkapayapi.ResponseCodeRefundSuccessful)
	result, err = refund("500")
	became(t, "a refund without balance", result, err, pending, rozetkapayapi.ResponseCodeRefundPending)
	_, err = refund("1000")
	refused(t, err, http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	retry := rozetkapayapi.RetryRefundRequest{ExternalID: "payment-paid"}
	result, err = client.RetryRefund(ctx, retry)
	became(t, "retry", result, err, pending, rozetkapayapi.ResponseCodeRefundPending)
	s.SetBalance(strictpay.MustDecimal("1000"))
	result, err = client.RetryRefund(ctx, retry)
	became(t, "retry with balance", result, err, success, rozetkapayapi.ResponseCodeRefundSuccessful)
	if s.Balance().String() != "500" {
		t.Errorf("balance %s", s.Balance())
	}
	result, err = refund("900")
	became(t, "another", result, err, pending, rozetkapayapi.ResponseCodeRefundPending)
	result, err = client.CancelRefund(ctx, rozetkapayapi.CancelRefundRequest{ExternalID: "payment-paid"})
	if err != nil || *result.Details.StatusCode != rozetkapayapi.ResponseCodeRefundIsCancelledByInitiator {
		t.Errorf("a refund that the merchant cancelled was not refused: %v", err)
	}
	if _, err = refund("950.25"); err != nil {
		t.Fatal(err)
	}
	for _, do := range []func(string) error{s.RetryPaymentRefunds, s.GiveUpPaymentRefunds} {
		if err := do("payment-paid"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.GiveUpPaymentRefunds("payment-paid"); !errors.Is(err, fake.ErrState) {
		t.Errorf("nothing is pending: %v", err)
	}
	info, err := client.PaymentInfo(ctx, "payment-paid")
	if err != nil || info.AmountRefunded.String() != "550.25" || len(info.RefundDetails) != 4 ||
		!rozetkapay.PaymentFinal(info) {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestRecurrentPayments(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	body := payment("first", byToken(rozetkapayfake.TokenSuccess))
	body.InitRecurrentPayment = new(true)
	first, err := client.CreatePayment(ctx, body)
	became(t, "first", first, err, success, paid)
	again := rozetkapayapi.CreateRecurrentPaymentRequest{
		RecurrentID: *first.Details.RecurrentID, ExternalID: "second", Amount: strictpay.MustDecimal("99.90"),
	}
	second, err := client.CreateRecurrentPayment(ctx, again)
	became(t, "second", second, err, success, paid)
	if *second.Operation != rozetkapayapi.OperationTypeRecurrent || s.Books("second").Charged.String() != "99.90" {
		t.Errorf("%s, %+v", *second.Operation, s.Books("second"))
	}
	_, err = client.CreateRecurrentPayment(ctx, again)
	refused(t, err, http.StatusConflict, "transaction_already_paid")
	again.RecurrentID = strictpay.NewSecret("nobodys")
	_, err = client.CreateRecurrentPayment(ctx, again)
	refused(t, err, http.StatusNotFound, "recurrent_not_found")
	if errors.Is(err, rozetkapay.ErrNotFound) {
		t.Error("an unknown recurrent_id passes for an unknown payment")
	}
}

func TestCardLookup(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	look := func(number string) (*rozetkapayapi.PaymentOperationResult, error) {
		return client.CardLookup(ctx, rozetkapayapi.CreateLookupRequest{
			Mode:     rozetkapayapi.PaymentModeDirect,
			Customer: &rozetkapayapi.CustomerRequestUserDetails{PaymentMethod: byCard(number)},
		})
	}
	result, err := look(rozetkapayfake.CardSuccess)
	became(t, "lookup", result, err, success, paid)
	card, _ := rozetkapay.PaidWith(result.PaymentMethod)
	bought, err := client.CreatePayment(ctx, payment("after-lookup", rozetkapay.PayByToken(
		rozetkapayapi.CustomerCCTokenRequestPaymentMethod{Token: *card.Token},
	)))
	became(t, "with the token", bought, err, success, paid)
	_, err = look(rozetkapayfake.CardReject)
	refused(t, err, http.StatusOK, "transaction_rejected")
	s.FaultNext(fake.FaultHTML)
	_, err = look(rozetkapayfake.CardSuccess)
	var unknown *strictpay.OutcomeUnknown
	if !errors.As(err, &unknown) || unknown.StatusQuery.Operation != "" {
		t.Errorf("nothing can be asked after a lost lookup: %v", err)
	}
}

func TestResolvePayment(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := t.Context()
	lost := func(_ any, err error) error {
		t.Helper()
		if !errors.Is(err, strictpay.ErrOutcomeUnknown) {
			t.Fatalf("the answer was to be lost, got %v", err)
		}
		return err
	}
	resolve := func(
		what string, want strictpay.Finding, err error, before ...*rozetkapayapi.PaymentStatusResult,
	) *rozetkapayapi.PaymentStatusResult {
		t.Helper()
		got, err := client.ResolvePayment(ctx, err, before...)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got.Finding != want {
			t.Errorf("%s: %s, want %s", what, got.Finding, want)
		}
		return got.Payment
	}
	body := payment("lost", byToken(rozetkapayfake.TokenSuccess))
	body.Confirm = new(false)
	s.FaultNext(fake.FaultHTML)
	create := lost(client.CreatePayment(ctx, body))
	created := resolve("create", strictpay.CarriedOut, create)
	resolve("a second attempt that did not arrive", strictpay.NotSeen, create, created)
	if _, err := client.Resolve(ctx, create); !errors.Is(err, rozetkapay.ErrOtherKind) {
		t.Errorf("asked as an order in parts: %v", err)
	}
	changes := []struct {
		what string
		call func() error
	}{
		{"confirm", func() error {
			return lost(client.ConfirmPayment(ctx,
				rozetkapayapi.ConfirmPaymentRequest{ExternalID: "lost", Amount: new(strictpay.MustDecimal("1000"))}))
		}},
		{"cancel", func() error {
			return lost(client.CancelPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "lost"}))
		}},
		{"refund", func() error {
			s.SetBalance(strictpay.MustDecimal("0"))
			return lost(client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "lost"}))
		}},
		{"cancel of a refund", func() error {
			return lost(client.CancelRefund(ctx, rozetkapayapi.CancelRefundRequest{ExternalID: "lost"}))
		}},
	}
	before := created
	for _, c := range changes {
		s.FaultNext(fake.FaultHTML)
		err := c.call()
		resolve(c.what+" without the payment before", strictpay.Unclear, err)
		now := resolve(c.what, strictpay.CarriedOut, err, before)
		resolve(c.what+" that did not arrive", strictpay.NotSeen, err, now)
		before = now
	}
	if _, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "lost"}); err != nil {
		t.Fatal(err)
	}
	before, _ = client.PaymentInfo(ctx, "lost")
	s.FaultNext(fake.FaultHTML)
	retry := lost(client.RetryRefund(ctx, rozetkapayapi.RetryRefundRequest{ExternalID: "lost"}))
	resolve("a retry that changed nothing", strictpay.Unclear, retry, before)
	s.SetBalance(strictpay.MustDecimal("1000000"))
	if err := s.RetryPaymentRefunds("lost"); err != nil {
		t.Fatal(err)
	}
	resolve("a retry", strictpay.CarriedOut, retry, before)
	body = payment("never", byToken(rozetkapayfake.TokenSuccess))
	body.Mode, body.Customer = rozetkapayapi.PaymentModeHosted, nil
	s.FaultNext(fake.FaultHTML)
	resolve("a page that nobody has paid on", strictpay.NotSeen, lost(client.CreatePayment(ctx, body)))
}

func TestAPaymentThatIsPutIn(t *testing.T) {
	t.Parallel()
	s, client := connect(t)
	ctx := context.Background()
	put, ok := s.GetCardPayment("payment-paid")
	if !ok {
		t.Fatal("there is no payment to copy")
	}
	put.ExternalID = new("copied")
	s.PutCardPayment(put, "")
	info, err := client.PaymentInfo(ctx, "copied")
	if err != nil || info.Amount.String() != "1500.50" || s.Account("copied") != s.Login {
		t.Errorf("%+v, %v", info, err)
	}
	_, err = client.ResendCallback(ctx, rozetkapayapi.ResendCallbackRequest{ExternalID: "copied"})
	refused(t, err, http.StatusBadRequest, "callback_url_missing")
	result, err := client.RefundPayment(ctx, rozetkapayapi.CancelPaymentRequest{ExternalID: "copied"})
	became(t, "refund", result, err, success, rozetkapayapi.ResponseCodeRefundSuccessful)
	if _, err := client.OnBehalfOf(s.ChildLogin).PaymentInfo(ctx, "copied"); !errors.Is(err, rozetkapay.ErrNotFound) {
		t.Errorf("another account: %v", err)
	}
	if _, ok := s.GetCardPayment("nothing"); ok {
		t.Error("a payment that nobody made")
	}
}
