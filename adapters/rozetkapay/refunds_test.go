package rozetkapay_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/strictpay/strictpay"
	"github.com/strictpay/strictpay/adapters/rozetkapay"
	"github.com/strictpay/strictpay/gen/rozetkapayapi"
	rozetkapayfake "github.com/strictpay/strictpay/sandbox/rozetkapay"
)

func TestARefundThatTheBalanceDoesNotCover(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	stuck := func(t *testing.T) (*rozetkapayfake.Server, *rozetkapay.Client, string) {
		s, client := connect(t)
		s.SetBalance(strictpay.MustDecimal("10"))
		o := order("refund", rozetkapayfake.PhoneNoPage)
		o.AutoConfirmAfterSuccess = new(true)
		if _, err := client.PayPartsCreateOrder(ctx, o); err != nil {
			t.Fatal(err)
		}
		result, err := client.PayPartsRefund(ctx,
			rozetkapayapi.RefundPPayRequest{ExternalID: "refund", Amount: new(strictpay.MustDecimal("150.25"))})
		expect(t, result, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
		return s, client, *result.Details.OperationID
	}
	for _, c := range []struct {
		name    string
		end     func(*testing.T, *rozetkapayfake.Server, *rozetkapay.Client)
		status  rozetkapayapi.OperationStatus
		code    rozetkapayapi.StatusCode
		balance string
	}{
		{"a retry with the same balance leaves it pending",
			func(t *testing.T, _ *rozetkapayfake.Server, client *rozetkapay.Client) {
				result, err := client.PayPartsRetryRefund(ctx,
					rozetkapayapi.RetryRefundPPayRequest{ExternalID: "refund"})
				expect(t, result, err, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending)
			}, rozetkapayapi.OperationStatusPending, rozetkapayapi.StatusCodePending, "10"},
		{"a retry with enough pays it", func(t *testing.T, s *rozetkapayfake.Server, client *rozetkapay.Client) {
			s.SetBalance(strictpay.MustDecimal("150.30"))
			result, err := client.PayPartsRetryRefund(ctx, rozetkapayapi.RetryRefundPPayRequest{ExternalID: "refund"})
			expect(t, result, err, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful)
		}, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful, "0.05"},
		{"the system tries again by itself", func(t *testing.T, s *rozetkapayfake.Server, _ *rozetkapay.Client) {
			s.SetBalance(strictpay.MustDecimal("150.25"))
			if err := s.RetryRefunds("refund"); err != nil {
				t.Fatal(err)
			}
		}, rozetkapayapi.OperationStatusSuccess, rozetkapayapi.StatusCodeRefundSuccessful, "0"},
		{"the system gives up", func(t *testing.T, s *rozetkapayfake.Server, _ *rozetkapay.Client) {
			if err := s.GiveUpRefunds("refund"); err != nil {
				t.Fatal(err)
			}
		}, rozetkapayapi.OperationStatusFailure, rozetkapayapi.StatusCodeRefundIsCancelledBySystem, "10"},
		{"the merchant cancels it", func(t *testing.T, _ *rozetkapayfake.Server, client *rozetkapay.Client) {
			result, err := client.PayPartsCancelRefund(ctx, rozetkapayapi.CancelRefundPPayRequest{ExternalID: "refund"})
			expect(t, result, err, rozetkapayapi.OperationStatusFailure,
				rozetkapayapi.StatusCodeRefundIsCancelledByInitiator)
		}, rozetkapayapi.OperationStatusFailure, rozetkapayapi.StatusCodeRefundIsCancelledByInitiator, "10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, client, id := stuck(t)
			c.end(t, s, client)
			result, err := client.PayPartsOperationInfo(ctx, "refund", id)
			expect(t, result, err, c.status, c.code)
			if got := s.Balance(); !got.Equal(strictpay.MustDecimal(c.balance)) {
				t.Errorf("balance %s, want %s", got, c.balance)
			}
			if c.status.Final() {
				_, err = client.PayPartsRetryRefund(ctx, rozetkapayapi.RetryRefundPPayRequest{ExternalID: "refund"})
				refused(t, err, http.StatusConflict, "action_not_allowed")
				_, err = client.PayPartsCancelRefund(ctx, rozetkapayapi.CancelRefundPPayRequest{ExternalID: "refund"})
				refused(t, err, http.StatusConflict, "action_not_allowed")
			}
			if refunds := s.Books("refund").Refunds; refunds > 1 || c.status.Succeeded() != (refunds == 1) {
				t.Errorf("refunded %d times", refunds)
			}
		})
	}
}

func TestRefundsNeverExceedTheOrder(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, client := connect(t)
	amount := func(text string) *strictpay.Decimal { return new(strictpay.MustDecimal(text)) }
	refund := func(a *strictpay.Decimal) error {
		_, err := client.PayPartsRefund(ctx, rozetkapayapi.RefundPPayRequest{ExternalID: "example-refund", Amount: a})
		return err
	}
	refused(t, refund(amount("1500.51")), http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	_, err := client.PayPartsRefund(ctx,
		rozetkapayapi.RefundPPayRequest{ExternalID: "example-refund", Currency: new("EUR")})
	refused(t, err, http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	s.SetBalance(strictpay.MustDecimal("0"))
	if err := refund(amount("1000")); err != nil {
		t.Fatal(err) // pending, and counts
	}
	refused(t, refund(amount("500.51")), http.StatusUnprocessableEntity, "incorrect_refund_sum_or_currency")
	s.SetBalance(strictpay.MustDecimal("5000"))
	if err := refund(nil); err != nil {
		t.Fatal(err)
	}
	refused(t, refund(nil), http.StatusConflict, "payment_was_refunded")
	if err := s.RetryRefunds("example-refund"); err != nil {
		t.Fatal(err)
	}
	if books := s.Books("example-refund"); !books.Refunded.Equal(books.Charged) || s.Balance().String() != "3499.5" {
		t.Errorf("books: %+v, balance %s", books, s.Balance())
	}
}
